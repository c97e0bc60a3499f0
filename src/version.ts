import { readFileSync } from 'node:fs'

/** Put in by scripts/build.ts; not there where the sources run directly. */
declare const CORECURVE_VERSION: string | undefined

/** Version of corecurve, as in package.json. */
export const VERSION = typeof CORECURVE_VERSION === 'string' ? CORECURVE_VERSION : versionInPackage()

function versionInPackage(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
