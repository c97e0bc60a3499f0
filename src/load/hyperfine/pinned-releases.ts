import { join } from 'node:path'

/** One published archive of hyperfine, pinned by its checksum. */
export interface Release {
  readonly version: string
  /** “linux-x64”: Node's names of platform and architecture. */
  readonly platform: string
  readonly url: string
  /** Of the archive, hexadecimal. */
  readonly sha256: string
  /** Path of the program within the archive, a gzipped tar. */
  readonly program: string
}

/**
 * Releases that may be fetched where neither PATH nor Debian's packages have hyperfine. Each was fetched and its
 * checksum computed by who entered it; a platform that is not listed is not fetched for.
 */
export const PINNED_RELEASES: readonly Release[] = []

/** Where fetched programs are kept: the runner's tool cache, else the user's cache folder. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (env.RUNNER_TOOL_CACHE) return join(env.RUNNER_TOOL_CACHE, 'corecurve')
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'corecurve')
  return env.HOME ? join(env.HOME, '.cache', 'corecurve') : undefined
}
