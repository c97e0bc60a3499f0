import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { needsShell } from '../../../src/load/hyperfine/needs-shell.ts'
import { fileTree } from '../../host/file-tree.ts'

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
    'sleep\u00a01',
    '',
  ])('says that %j needs one', async (command) => {
    expect(await needsShell(command, { directory: tmpdir(), path })).toBe(true)
  })

  it.each(['sleep 1', '  sh -c "exit 3"', '/bin/sh', "sleep '0.1'", 'sleep\t1'])(
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
