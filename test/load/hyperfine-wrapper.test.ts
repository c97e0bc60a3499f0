import { execFileSync, spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hyperfineArguments, needsShell } from '../../src/load/hyperfine-wrapper.ts'
import { fileTree } from '../host/file-tree.ts'

describe('needsShell', () => {
  const path = process.env.PATH as string

  it.each([
    'exit 3',
    'cd /tmp',
    'echo a | cat',
    'echo $HOME',
    'A=1 env',
    'no-such-program-here',
    './no-such',
    '"my" x',
    '',
  ])('says that %j needs one', async (command) => {
    expect(await needsShell(command, { directory: tmpdir(), path })).toBe(true)
  })

  it.each(['sleep 1', '  sh -c "exit 3"', '/bin/sh', "sleep '0.1'"])(
    'says that %j does without',
    async (command) => {
      expect(await needsShell(command, { directory: tmpdir(), path })).toBe(false)
    },
  )

  it('finds a program by its path from the folder that the command runs in', async () => {
    await using tree = await fileTree({ 'bin/import': '#!/bin/sh\n', 'data.csv': '' })
    const where = { directory: tree.root, path }
    expect(await needsShell('./bin/import data.csv', where)).toBe(false)
    expect(await needsShell('bin/import', where)).toBe(false)
    expect(await needsShell('./data.csv', where)).toBe(true)
    expect(await needsShell('./bin/import', { directory: tmpdir(), path })).toBe(true)
  })
})

describe('hyperfine', () => {
  it('tells the status of a command that is the shell’s own', async () => {
    await using tree = await fileTree({})
    const command = 'exit 3'
    const shell = await needsShell(command, { directory: tree.root, path: process.env.PATH })
    const exportFile = join(tree.root, 'export.json')
    const args = hyperfineArguments({ command, runs: 2, warmUp: 0, exportFile, shell })
    expect(execFileSync('hyperfine', ['--version'], { encoding: 'utf8' })).toMatch(/^hyperfine/)
    expect(spawnSync('hyperfine', args, { encoding: 'utf8' }).stderr).toMatch(/non-zero exit code:? 3/)
  })
})
