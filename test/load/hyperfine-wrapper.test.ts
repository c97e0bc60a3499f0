import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoteWord } from '../../src/load/hyperfine/quote-word.ts'
import {
  type HyperfineCall,
  hyperfineArguments,
  hyperfineCommandLine,
  readHyperfine,
} from '../../src/load/hyperfine-wrapper.ts'
import { type FileTree, fileTree } from '../host/file-tree.ts'

/** Runs the real hyperfine in a folder as the wrapper would have it run. */
async function called(
  tree: FileTree,
  call: Partial<HyperfineCall> & { command: string },
  output: 'discarded' | 'kept' = 'discarded',
) {
  const whole = { runs: 2, warmUp: 0, exportFile: join(tree.root, 'export.json'), ...call }
  const place = { directory: tree.root, path: process.env.PATH }
  const line = await hyperfineCommandLine('hyperfine', whole, place, output)
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', line], { cwd: tree.root, encoding: 'utf8' })
  const result = () => readHyperfine(whole.exportFile, stderr.split('\n'))
  return { line, status, stdout, stderr, result }
}

describe('hyperfineArguments', () => {
  const call = { command: './bin/import', runs: 3, warmUp: 1, exportFile: '/tmp/e.json' }

  it('are one word for each value, the command last and behind the end of the options', () => {
    const helpers = { prepare: '-n', setup: 'make "a b"', cleanup: 'rm -rf out' }
    expect(hyperfineArguments({ ...call, ...helpers }, true)).toEqual([
      '--style=none',
      '--output=inherit',
      '--runs=3',
      '--warmup=1',
      '--export-json=/tmp/e.json',
      '--shell=default',
      '--prepare=-n',
      '--setup=make "a b"',
      '--cleanup=rm -rf out',
      '--',
      './bin/import',
    ])
  })

  it('do without a shell where none is needed', () => {
    expect(hyperfineArguments(call, false)).toContain('--shell=none')
    expect(hyperfineArguments(call, true)).toContain('--shell=default')
  })
})

describe('hyperfineCommandLine', () => {
  const place = { directory: '/', path: process.env.PATH }
  const call = { command: 'sleep 0', runs: 1, warmUp: 0, exportFile: '/tmp/e.json' }

  it.each([{}, { prepare: 'true' }, { prepare: 'true', setup: 'sleep 0', cleanup: 'true' }])(
    'uses no shell for %j',
    async (helpers) => {
      expect(await hyperfineCommandLine('hyperfine', { ...call, ...helpers }, place, 'kept')).toContain(
        '--shell=none',
      )
    },
  )

  it.each([{ command: 'sleep $CORES' }, { prepare: 'a | b' }, { setup: 'cd x' }, { cleanup: 'rm *' }])(
    'uses one for %j',
    async (changed) => {
      expect(await hyperfineCommandLine('hyperfine', { ...call, ...changed }, place, 'kept')).toContain(
        '--shell=default',
      )
    },
  )
})

describe('the real hyperfine', () => {
  it('gives a command any words, without a shell and with one', async () => {
    await using tree = await fileTree({ 'bin/words': '#!/bin/sh\nprintf "%s\\\\0" "$@"\n' })
    const word = fc
      .oneof(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom("'", '"', '\\', '$', '\n', ' ', '-', '{') }),
      )
      .filter((text) => !text.includes('\0') && text.isWellFormed())
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 3 }), async (words) => {
        const command = ['./bin/words', ...words.map(quoteWord)].join(' ')
        const { status, stdout, stderr } = await called(tree, { command, runs: 1 }, 'kept')
        expect(status, stderr).toBe(0)
        expect(stdout.split('\0').slice(0, -1)).toEqual(words.length === 0 ? [''] : words)
        expect(JSON.parse(readFileSync(join(tree.root, 'export.json'), 'utf8')).results[0].command).toBe(
          command,
        )
      }),
      { numRuns: 25 },
    )
  })

  it('times as many runs as asked, after its warm-ups, with what is to be done around them', async () => {
    await using tree = await fileTree({ 'note.sh': 'echo "$1" >> log\n' })
    const { status, stderr, result } = await called(tree, {
      command: 'sh note.sh run',
      prepare: 'sh note.sh prepare',
      setup: 'sh note.sh setup',
      cleanup: 'sh note.sh cleanup',
      runs: 2,
      warmUp: 1,
    })
    expect(status, stderr).toBe(0)
    const { times, median, exitCodes, stddev } = await result()
    expect(times).toHaveLength(2)
    expect(median).toBeGreaterThan(0)
    expect(stddev).toBeGreaterThanOrEqual(0)
    expect(exitCodes).toEqual([0, 0])
    const done = readFileSync(join(tree.root, 'log'), 'utf8').trim().split('\n')
    const runs = ['prepare', 'run', 'prepare', 'run', 'prepare', 'run']
    expect(done).toEqual(['setup', ...runs, 'cleanup'])
  })

  it('lets the command’s standard error through, and its standard output where that is kept', async () => {
    await using tree = await fileTree({})
    const command = 'sh -c "echo out; echo err >&2; exit 3"'
    const discarded = await called(tree, { command })
    expect(discarded).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^err\n/) })
    expect(await called(tree, { command }, 'kept')).toMatchObject({ stdout: 'out\n' })
  })

  it('knows the status of a command that is the shell’s own', async () => {
    await using tree = await fileTree({})
    const { stderr } = await called(tree, { command: 'exit 3' })
    expect(stderr).toMatch(/non-zero exit code:? 3/)
  })

  it('counts the CPU of what the command starts', async () => {
    await using tree = await fileTree({})
    const { result } = await called(tree, { command: 'sh -c "seq 300000 | sort -r > sorted"' })
    const { user, system } = await result()
    expect(user + system).toBeGreaterThan(0.01)
  })
})
