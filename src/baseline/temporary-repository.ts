import { type Credentials, gitEnvironment } from '../git/authentication.ts'
import { borrowedConfiguration } from '../git/borrowed-configuration.ts'
import { type ConfigEntry, readConfiguration, withConfiguration } from '../git/configuration.ts'
import { remoteConfiguration } from '../git/remote.ts'
import { repositoryRoot } from '../git/revisions.ts'
import { type GitOptions, type GitResult, git } from '../git/run-git.ts'
import { temporaryFolder } from '../service/reaper-client.ts'

/** The one remote of a temporary repository; no configuration of the user's knows this name. */
export const REMOTE = 'baseline'

/** A bare repository of our own that reaches the same server as the checkout. Gone on every way out. */
export interface TemporaryRepository extends AsyncDisposable {
  readonly directory: string
  git(args: readonly string[], options?: Omit<GitOptions, 'cwd' | 'gitDir'>): Promise<GitResult>
}

export interface TemporaryRepositoryOptions extends Credentials {
  /** The user's repository: where the address and the credentials are read. It is not changed. */
  readonly checkout: string
  /** A remote's name, an address or a path. */
  readonly remote: string
  readonly env: NodeJS.ProcessEnv
  readonly signal?: AbortSignal
}

/** Whatever the user's own configuration says: no hooks, no housekeeping left running, no signature asked for. */
const OURS: readonly ConfigEntry[] = [
  { key: 'core.hooksPath', value: '/dev/null' },
  { key: 'gc.auto', value: '0' },
  { key: 'maintenance.auto', value: 'false' },
  { key: 'push.gpgSign', value: 'false' },
  { key: 'push.followTags', value: 'false' },
]

export async function temporaryRepository(options: TemporaryRepositoryOptions): Promise<TemporaryRepository> {
  const { checkout, env, signal } = options
  const root = await repositoryRoot(checkout, { env, signal })
  const format = await git(['rev-parse', '--show-object-format'], { cwd: root, env, signal })
  await using undo = new AsyncDisposableStack()
  const { path: directory } = undo.use(await temporaryFolder('baseline'))
  await git(
    ['init', '--quiet', '--bare', '--template=', `--object-format=${format.stdout.trim()}`, directory],
    {
      cwd: directory,
      env,
      signal,
    },
  )
  const ourEnv = await environment(options, root, directory)
  const kept = undo.move()
  return {
    directory,
    git: (args, gitOptions) =>
      git(args, {
        signal,
        ...gitOptions,
        env: { ...ourEnv, ...gitOptions?.env },
        cwd: directory,
        gitDir: directory,
      }),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

async function environment(
  options: TemporaryRepositoryOptions,
  root: string,
  directory: string,
): Promise<NodeJS.ProcessEnv> {
  const { remote, env, signal, token } = options
  const seen = await readConfiguration(root, { env, signal })
  // Settings given as `git -c` belong to the checkout's list and are borrowed from it, once.
  const { GIT_CONFIG_PARAMETERS: _, ...ourEnv } = env
  const here = await readConfiguration(directory, { env: ourEnv, signal, gitDir: directory })
  const entries = [
    ...borrowedConfiguration(seen, here),
    ...remoteConfiguration(seen, { remote, root, as: REMOTE }),
    ...OURS,
  ]
  return gitEnvironment({
    token,
    serverUrl: options.serverUrl,
    known: seen,
    env: withConfiguration(ourEnv, entries),
  })
}
