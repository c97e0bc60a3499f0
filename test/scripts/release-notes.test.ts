import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const SCRIPT = join(import.meta.dirname, '../../scripts/release-notes.ts')
const CHANGELOG = `# Changelog

## [Unreleased]

## [1.2.3] - 2026-11-23

### Added

- This.

## [1.2.2] - 2026-11-22

- That.
`

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'release-notes-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Asks for the notes of a tag in a folder whose package.json and CHANGELOG.md say this. */
async function notes(tag: string, version = '1.2.3', changelog = CHANGELOG) {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ version }))
  await writeFile(join(folder, 'CHANGELOG.md'), changelog)
  return await new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [SCRIPT, tag, folder], (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr })
    })
  })
}

describe('release-notes', () => {
  it('are what the changelog says of the version, and of no other', async () => {
    expect(await notes('v1.2.3')).toEqual({ status: 0, stdout: '### Added\n\n- This.\n', stderr: '' })
  })

  it.each([
    ['a tag that is no version', ['1.2'], /found "1\.2", allowed is a tag such as v1\.2\.3/],
    [
      'a package of another version',
      ['v1.2.3', '1.2.4'],
      /the tag is v1\.2\.3, but package\.json says 1\.2\.4/,
    ],
    ['a version without a section', ['v1.3.0', '1.3.0'], /no section "## \[1\.3\.0\] - DATE"/],
    [
      'a section without a date',
      ['v1.2.3', '1.2.3', CHANGELOG.replace('2026-11-23', 'unreleased')],
      /found "## \[1\.2\.3\] - unreleased"/,
    ],
    ['an empty section', ['v1.2.3', '1.2.3', '## [1.2.3] - 2026-11-23\n\n## [1.2.2]\n'], /says nothing/],
  ] as const)('refuse %s', async (_, [tag, version, changelog], message) => {
    const refused = await notes(tag, version, changelog)
    expect(refused.status).toBe(1)
    expect(refused.stdout).toBe('')
    expect(refused.stderr).toMatch(message)
  })
})
