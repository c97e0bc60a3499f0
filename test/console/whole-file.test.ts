import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ensureWritable } from '../../src/console/whole-file.ts'
import { UserError } from '../../src/user-error.ts'
import { scratchFolder } from '../support/scratch-repository.ts'

test.each(['new.json', 'old.json', 'not/yet/there/new.json', 'link.json'])(
  '%s can be written, and nothing is left behind by the question',
  async (name) => {
    using folder = scratchFolder()
    writeFileSync(join(folder.path, 'old.json'), 'old')
    symlinkSync('old.json', join(folder.path, 'link.json'))
    await ensureWritable(join(folder.path, name))
    expect(readdirSync(folder.path).sort()).toEqual(['link.json', 'old.json'])
  },
)

test('a device can be written', async () => {
  await ensureWritable('/dev/null')
})

test.each([
  ['folder', 'it is a folder'],
  ['file/below.json', '/'],
  ['file/far/below.json', 'ENOTDIR'],
])('%s cannot, and the user is told which and why', async (name, why) => {
  using folder = scratchFolder()
  mkdirSync(join(folder.path, 'folder'))
  writeFileSync(join(folder.path, 'file'), '')
  const asked = ensureWritable(join(folder.path, name))
  await expect(asked).rejects.toThrow(UserError)
  await expect(asked).rejects.toThrow(`Could not write ${join(folder.path, name)}: ${why}`)
})

test('nothing can be written where there are no files', async () => {
  await expect(ensureWritable('/proc/corecurve.json')).rejects.toThrow('Could not write /proc/corecurve.json')
})
