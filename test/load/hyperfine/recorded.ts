import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const FOLDER = resolve(import.meta.dirname, '../../../fixtures/tool-output')

/** “hyperfine-1.15.0” and the others that were recorded. */
export const recordedVersions = readdirSync(FOLDER).filter((name) => name.startsWith('hyperfine-'))

/** What a version exported and printed in a case; nothing where it did not. */
export function recorded(version: string, name: string): { json?: string; printed: string[] } {
  const text = (ending: string) => {
    const file = join(FOLDER, version, `${name}.${ending}`)
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined
  }
  return { json: text('json'), printed: (text('txt') ?? '').trimEnd().split('\n') }
}
