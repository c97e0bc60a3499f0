import { findProgram } from '../../host/find-program.ts'
import { askVersion, isKnownVersion } from './hyperfine-version.ts'

/** A hyperfine that can be run, or why there is none. */
export type Hyperfine =
  | { readonly kind: 'ready'; readonly file: string; readonly version: string }
  | { readonly kind: 'missing'; readonly why: string }

/** The hyperfine that PATH gives, where it is new enough. */
export async function hyperfineOnPath(env: Readonly<Record<string, string | undefined>>): Promise<Hyperfine> {
  const file = await findProgram('hyperfine', env.PATH)
  if (file === undefined) return { kind: 'missing', why: 'hyperfine was not found on PATH' }
  const version = await askVersion(file, env)
  if (version === undefined) return { kind: 'missing', why: `${file} does not tell its version` }
  if (!isKnownVersion(version)) return { kind: 'missing', why: `${file} is too old, version ${version}` }
  return { kind: 'ready', file, version }
}

/** What to do about a hyperfine that is not there, after the reasons. */
export function withAdvice(...reasons: readonly (string | undefined)[]): string {
  const known = reasons.filter((each) => each !== undefined).join('; ')
  return `${known}: install hyperfine 1.15 or newer, for example with \`apt-get install hyperfine\`, \`brew install hyperfine\` or \`cargo install hyperfine\``
}
