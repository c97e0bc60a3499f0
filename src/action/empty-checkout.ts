import { git } from '../git/run-git.ts'
import type { World } from '../pipeline/bench.ts'
import { temporaryFolder } from '../service/reaper-client.ts'

/** A git repository with nothing in it, for a job that checks out nothing. */
export interface EmptyCheckout extends AsyncDisposable {
  readonly path: string
}

/** @param commit of the repository that it stands in for, whose ids must have the same length */
export async function emptyCheckout(commit: string, { env, signal }: World): Promise<EmptyCheckout> {
  await using undo = new AsyncDisposableStack()
  const { path } = undo.use(await temporaryFolder('publish'))
  const format = commit.length === 64 ? 'sha256' : 'sha1'
  await git(['init', '--quiet', '--template=', `--object-format=${format}`, path], { cwd: path, env, signal })
  const kept = undo.move()
  return { path, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}
