// node scripts/release-notes.ts vX.Y.Z: prints what CHANGELOG.md says of the version, for its release. Exits 1 where the
// tag, package.json and CHANGELOG.md do not agree on it. A folder given as second argument is read instead of this one.
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'

const [tag = '', folder = join(import.meta.dirname, '..')] = process.argv.slice(2)
const read = (name: string) => readFile(resolve(folder, name), 'utf8')

try {
  console.log(notesOf(tag, await read('package.json'), await read('CHANGELOG.md')))
} catch (error) {
  console.error(`release-notes: ${(error as Error).message}`)
  process.exitCode = 1
}

/** @throws Error that says what to mend before the tag is set anew under another version */
function notesOf(tag: string, packageJson: string, changelog: string): string {
  const version = /^v(\d+\.\d+\.\d+)$/.exec(tag)?.[1]
  if (version === undefined) throw new Error(`found "${tag}", allowed is a tag such as v1.2.3`)
  const packaged = (JSON.parse(packageJson) as { version: string }).version
  if (packaged !== version) throw new Error(`the tag is ${tag}, but package.json says ${packaged}`)
  const section = changelog.split(/^## /m).find((text) => text.startsWith(`[${version}]`))
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "## [${version}] - DATE"`)
  const end = section.indexOf('\n')
  if (!/^\[.*\] - \d{4}-\d{2}-\d{2}$/.test(section.slice(0, end).trim()))
    throw new Error(`CHANGELOG.md: found "## ${section.slice(0, end)}", allowed is "## [${version}] - DATE"`)
  const notes = section.slice(end).trim()
  if (notes === '') throw new Error(`CHANGELOG.md says nothing under "## [${version}]"`)
  return notes
}
