import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scratchFile, writeWhole } from '../../src/console/whole-file.ts'
import { UserError } from '../../src/user-error.ts'
import { scratchFolder } from '../support/scratch-repository.ts'

describe('writeWhole', () => {
  it('writes a file into folders that it makes, and replaces an older one', async () => {
    using folder = scratchFolder()
    const file = join(folder.path, 'a/b/result.json')
    await writeWhole(file, 'one')
    await writeWhole(file, 'two')
    expect(readFileSync(file, 'utf8')).toBe('two')
    expect(readdirSync(join(folder.path, 'a/b'))).toEqual(['result.json'])
  })

  it('follows a link instead of replacing it', async () => {
    using folder = scratchFolder()
    writeFileSync(join(folder.path, 'real.json'), 'one')
    symlinkSync('real.json', join(folder.path, 'link.json'))
    await writeWhole(join(folder.path, 'link.json'), 'two')
    expect(readFileSync(join(folder.path, 'real.json'), 'utf8')).toBe('two')
  })

  it('writes to a pipe or a device, and leaves it what it is', async () => {
    using folder = scratchFolder()
    const pipe = join(folder.path, 'pipe')
    execFileSync('mkfifo', [pipe])
    const reading = import('node:fs/promises').then(({ readFile }) => readFile(pipe, 'utf8'))
    await writeWhole(pipe, 'through')
    expect(await reading).toBe('through')
    expect(readdirSync(folder.path)).toEqual(['pipe'])
  })

  it('says so where the disk is full', async () => {
    await expect(writeWhole('/dev/full', 'text')).rejects.toThrow(/Could not write \/dev\/full: ENOSPC/)
  })

  it('says which file and why where a folder is in its place, and leaves no half file', async () => {
    using folder = scratchFolder()
    mkdirSync(join(folder.path, 'result.json/inside'), { recursive: true })
    const writing = writeWhole(join(folder.path, 'result.json'), 'text')
    await expect(writing).rejects.toThrow(UserError)
    await expect(writing).rejects.toThrow(/result\.json.*Name another file/s)
    expect(readdirSync(folder.path)).toEqual(['result.json'])
  })

  it('says so where a file is in the place of its folder', async () => {
    using folder = scratchFolder()
    writeFileSync(join(folder.path, 'results'), '')
    await expect(writeWhole(join(folder.path, 'results/one.json'), 'text')).rejects.toThrow(UserError)
  })

  it('keeps the older file where the new one cannot be finished', async () => {
    using folder = scratchFolder()
    const file = join(folder.path, 'result.json')
    writeFileSync(file, 'older')
    // In the way of the unfinished file: the disk cannot take it, as if it were full.
    mkdirSync(`${file}.${process.pid}.tmp`)
    chmodSync(`${file}.${process.pid}.tmp`, 0o500)
    await expect(writeWhole(file, 'newer')).rejects.toThrow(UserError)
    expect(readFileSync(file, 'utf8')).toBe('older')
  })
})

describe('scratchFile', () => {
  it('lies in a folder that hides itself from git', async () => {
    using folder = scratchFolder()
    expect(await scratchFile(folder.path, 'record.json')).toBe(join(folder.path, '.corecurve/record.json'))
    expect(readFileSync(join(folder.path, '.corecurve/.gitignore'), 'utf8')).toBe('*\n')
  })
})
