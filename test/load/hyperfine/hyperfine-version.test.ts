import { describe, expect, it } from 'vitest'
import { askVersion, isKnownVersion, versionIn } from '../../../src/load/hyperfine/hyperfine-version.ts'
import { fileTree } from '../../host/file-tree.ts'

describe('versionIn', () => {
  it.each([
    ['hyperfine 1.15.0\n', '1.15.0'],
    ['hyperfine 1.20.0', '1.20.0'],
    ['hyperfine 2.0.0-rc.1', '2.0.0-rc.1'],
  ])('reads %j', (printed, version) => {
    expect(versionIn(printed)).toBe(version)
  })

  it.each(['', 'wrk 4.1.0', 'not hyperfine 1.20.0'])('reads no version in %j', (printed) => {
    expect(versionIn(printed)).toBeUndefined()
  })
})

describe('isKnownVersion', () => {
  it.each(['1.15.0', '1.16.1', '1.20.0', '2.0.0'])('takes %s', (version) => {
    expect(isKnownVersion(version)).toBe(true)
  })

  it.each(['0.20.0', '1.9.0', '1.12.0', '1.14.0'])('refuses %s', (version) => {
    expect(isKnownVersion(version)).toBe(false)
  })
})

describe('askVersion', () => {
  it('says nothing of a program that is missing, fails or is another', async () => {
    await using tree = await fileTree({
      'bin/failing': '#!/bin/sh\necho hyperfine 1.20.0\nexit 1\n',
      'bin/other': '#!/bin/sh\necho other 1.20.0\n',
    })
    for (const file of ['bin/missing', 'bin/failing', 'bin/other']) {
      expect(await askVersion(`${tree.root}/${file}`, process.env)).toBeUndefined()
    }
  })

  it('asks the real one', async () => {
    expect(await askVersion('hyperfine', process.env)).toMatch(/^\d+\.\d+\.\d+/)
  })
})
