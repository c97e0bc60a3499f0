import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CommandBenchmark } from '../../src/config/config.ts'
import { startArm } from '../../src/duel/start-arm.ts'
import type { VisitContext } from '../../src/duel/visit-context.ts'
import { planCpus } from '../../src/host/plan-cpus.ts'
import { readTopology } from '../../src/host/read-topology.ts'
import { MeasurementFailure, measurementFailureIn } from '../../src/result/measurement-failure.ts'
import { type FileTree, fileTree } from '../host/file-tree.ts'

/** Notes in the folder's `log` what is run, and in whose environment. */
const FILES = { 'note.sh': 'echo "$1 $ARM" >> log\n' }

const HELPERS = { setup: 'sh note.sh setup', cleanup: 'sh note.sh cleanup' }

/** Starts one arm of a command, in the folder and environment that are its own. */
async function anArm(arm: 'base' | 'head', tree: FileTree, declared: Partial<CommandBenchmark> = {}) {
  const benchmark: CommandBenchmark = {
    kind: 'command',
    name: 'import',
    command: 'sh note.sh run',
    warmUp: 1,
    directory: '/nowhere',
    env: {},
    tolerance: 0.03,
    detect: 0.1,
    ...declared,
  }
  const series = { kind: 'command', name: benchmark.name, benchmark } as const
  const source = { kind: 'command', directory: tree.root, env: { ARM: arm } } as const
  const plan = planCpus(await readTopology())
  // A command has no load generator.
  const context = { plan, inherited: process.env, signal: new AbortController().signal } as VisitContext
  return await startArm(arm, source, series, { cores: 1, seed: 'any' }, context)
}

function log(tree: FileTree): string[] {
  const file = join(tree.root, 'log')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
}

describe('an arm of a command', () => {
  it('is set up once before its slices and cleaned up once after them, in its own folder and environment', async () => {
    await using tree = await fileTree(FILES)
    {
      await using arm = await anArm('head', tree, HELPERS)
      expect(log(tree)).toEqual(['setup head'])
      await arm.warmUp(100)
      expect(log(tree)).toEqual(['setup head', 'run head'])
      const slice = await arm.slice(100)
      expect(slice.completed).toBeGreaterThan(0)
      expect(slice.elapsed).toBeGreaterThan(0)
      await arm.slice(100)
      expect(log(tree)).not.toContain('cleanup head')
    }
    expect(log(tree).at(-1)).toBe('cleanup head')
    expect(log(tree).filter((line) => !line.startsWith('run'))).toEqual(['setup head', 'cleanup head'])
  })

  it.each([
    [0, 1],
    [1, 1],
    [3, 3],
  ])('with warmUp: %i runs %i times before what counts', async (warmUp, runs) => {
    await using tree = await fileTree(FILES)
    await using arm = await anArm('base', tree, { warmUp })
    await arm.warmUp(100)
    expect(log(tree)).toEqual(Array.from({ length: runs }, () => 'run base'))
  })

  it('says whose setup failed', async () => {
    await using tree = await fileTree(FILES)
    const started = anArm('base', tree, { setup: 'exit 4' })
    await expect(started).rejects.toThrow('base: setup `exit 4` exited with status 4')
  })

  it('fails where its cleanup fails, and the command’s own failure comes before that', async () => {
    await using tree = await fileTree(FILES)
    const broken = { cleanup: 'echo still mounted; exit 5' }
    const thrown = async (work: (arm: Awaited<ReturnType<typeof anArm>>) => Promise<unknown>) => {
      try {
        await using base = await anArm('base', tree, broken)
        await using _head = await anArm('head', tree, broken)
        await work(base)
      } catch (error) {
        return measurementFailureIn(error)?.failure
      }
      return undefined
    }
    expect(await thrown((arm) => arm.warmUp(100))).toMatchObject({ output: ['still mounted'] })
    const own = new MeasurementFailure('load', 'no price')
    expect(await thrown(() => Promise.reject(own))).toMatchObject({ reason: 'no price' })
  })
})
