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

const VERSION = '1.20.0'

/**
 * Releases that may be fetched where neither PATH nor Debian's packages have hyperfine; a platform that is not listed is
 * not fetched for. The checksums are those on which more than ten package lists agree that have nothing to do with one
 * another (Homebrew's and Chromebrew's among them): a wrong one could only keep a program from being used.
 */
export const PINNED_RELEASES: readonly Release[] = [
  pinned(
    'linux-x64',
    'x86_64-unknown-linux-gnu',
    '63ad53934062118f5b0be11785e0bb1603d4b91667d1921f2fd8df9a8712040a',
  ),
  pinned(
    'linux-arm64',
    'aarch64-unknown-linux-gnu',
    '90875cb1db7a1d797c311174d061728361e58fc70e3b62262a00635ac3b1997c',
  ),
  pinned(
    'darwin-arm64',
    'aarch64-apple-darwin',
    '8ee7067016620447c9d2d6234ec9a4680f958b7ad983549b56334668f63075b5',
  ),
]

function pinned(platform: string, target: string, sha256: string): Release {
  const name = `hyperfine-v${VERSION}-${target}`
  return {
    version: VERSION,
    platform,
    url: `https://github.com/sharkdp/hyperfine/releases/download/v${VERSION}/${name}.tar.gz`,
    sha256,
    program: `${name}/hyperfine`,
  }
}

/** Where fetched programs are kept: the runner's tool cache, else the user's cache folder. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  if (env.RUNNER_TOOL_CACHE) return join(env.RUNNER_TOOL_CACHE, 'corecurve')
  if (env.XDG_CACHE_HOME) return join(env.XDG_CACHE_HOME, 'corecurve')
  return env.HOME ? join(env.HOME, '.cache', 'corecurve') : undefined
}
