import { type GitContext, git } from './run-git.ts'

/** One value of git's configuration. The key is as git prints it: section and name in lower case. */
export interface ConfigEntry {
  readonly key: string
  readonly value: string
}

/** Everything that git would obey in `cwd` (or `gitDir`), in git's order, included files and all. */
export async function readConfiguration(
  cwd: string,
  context: GitContext & { gitDir?: string } = {},
): Promise<ConfigEntry[]> {
  const { stdout } = await git(['config', '--list', '--includes', '-z'], { cwd, ...context })
  return parseConfiguration(stdout)
}

/** Reads the output of `git config --list -z`: `key LF value NUL`, or `key NUL` for a bare name, which is true. */
export function parseConfiguration(text: string): ConfigEntry[] {
  return text
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const end = entry.indexOf('\n')
      return end < 0
        ? { key: entry, value: 'true' }
        : { key: entry.slice(0, end), value: entry.slice(end + 1) }
    })
}

/** The environment with entries added to git's configuration, after those that it already carries. */
export function withConfiguration(
  env: NodeJS.ProcessEnv,
  entries: readonly ConfigEntry[],
): NodeJS.ProcessEnv {
  const first = Number.parseInt(env.GIT_CONFIG_COUNT ?? '0', 10) || 0
  const added: NodeJS.ProcessEnv = { ...env, GIT_CONFIG_COUNT: String(first + entries.length) }
  for (const [index, { key, value }] of entries.entries()) {
    added[`GIT_CONFIG_KEY_${first + index}`] = key
    added[`GIT_CONFIG_VALUE_${first + index}`] = value
  }
  return added
}
