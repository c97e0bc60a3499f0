import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { CommandBenchmark } from '../../src/config/config.ts'
import { timeCommand, visitCommand } from '../../src/duel/visit-command.ts'
import type { VisitContext } from '../../src/duel/visit-context.ts'
import { planCpus } from '../../src/host/plan-cpus.ts'
import { readTopology } from '../../src/host/read-topology.ts'
import { MeasurementFailure } from '../../src/result/measurement-failure.ts'
import type { Failure } from '../../src/result/shared-schema.ts'
import { type FileTree, fileTree } from '../host/file-tree.ts'
import { markedProcessesIn } from '../support/marked-processes.ts'

const VISIT = { warmUp: 200, measure: 100 }

/** Notes in the folder's `log` what is run. */
const FILES = { 'note.sh': 'echo "$1" >> log\n' }

function aBenchmark(tree: FileTree, declared: Partial<CommandBenchmark>): CommandBenchmark {
  const defaults = { warmUp: 0, env: {}, tolerance: 0.03, detect: 0.1, command: 'sh note.sh run' }
  return { kind: 'command', name: 'import', directory: tree.root, ...defaults, ...declared }
}

async function aContext(changed: Partial<VisitContext> = {}): Promise<VisitContext> {
  const plan = planCpus(await readTopology())
  const context = { plan, inherited: process.env, signal: new AbortController().signal, ...changed }
  // A command has no load generator.
  return context as VisitContext
}

async function visited(tree: FileTree, declared: Partial<CommandBenchmark>, context?: VisitContext) {
  const benchmark = aBenchmark(tree, declared)
  const series = { kind: 'command', name: benchmark.name, benchmark } as const
  return await visitCommand(series, 1, VISIT, context ?? (await aContext()))
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(() => undefined).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(MeasurementFailure)
  return (error as MeasurementFailure).failure
}

function log(tree: FileTree): string[] {
  const file = join(tree.root, 'log')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []
}

describe('a visit of a command', () => {
  it('gives runs per second, and the CPU of the command', async () => {
    await using tree = await fileTree({})
    const sample = await visited(tree, { command: 'sh -c "seq 200000 | sort -r > sorted"' })
    expect(sample.completed).toBe(2)
    expect(sample.throughput * sample.elapsed).toBeGreaterThan(1)
    expect(sample.programCpu).toBeGreaterThan(0.01)
    expect(sample).toMatchObject({ outliers: false, slowFirstRun: false })
  })

  it('sets up once before the warm-ups and cleans up once after the last run, and prepares every run', async () => {
    await using tree = await fileTree(FILES)
    const helpers = {
      setup: 'sh note.sh setup',
      cleanup: 'sh note.sh cleanup',
      prepare: 'sh note.sh prepare',
    }
    await visited(tree, { ...helpers, warmUp: 2 })
    const runs = Array.from({ length: 4 }, () => ['prepare', 'run']).flat()
    expect(log(tree)).toEqual(['setup', ...runs, 'cleanup'])
  })

  it('gives command and helpers the core count, the declared environment and the pinned CPUs', async () => {
    await using tree = await fileTree({ 'show.sh': 'echo "$1 $CORES $COLOUR $(nproc)" >> log\n' })
    const helpers = {
      setup: 'sh show.sh setup',
      cleanup: 'sh show.sh cleanup',
      prepare: 'sh show.sh prepare',
    }
    const env = { COLOUR: 'red $CORES' }
    await visited(tree, { command: 'sh show.sh run', ...helpers, env })
    const { plan } = await aContext()
    const cpus = plan.pinnable ? '1' : String(plan.programCpus.length)
    const seen = ['setup', 'prepare', 'run', 'prepare', 'run', 'cleanup']
    expect(log(tree)).toEqual(seen.map((each) => `${each} 1 red 1 ${cpus}`))
  })

  it('fails with what the command said on standard error, and cleans up', async () => {
    await using tree = await fileTree(FILES)
    const command = 'sh -c "echo reading; echo line 7 has no price >&2; exit 3"'
    const failure = await failureOf(visited(tree, { command, cleanup: 'sh note.sh cleanup' }))
    expect(failure).toMatchObject({ phase: 'load', output: ['line 7 has no price'] })
    expect(failure.reason).toMatch(/exited with status 3/)
    expect(log(tree)).toEqual(['cleanup'])
  })

  it('fails with what the command said on standard output where it said nothing else', async () => {
    await using tree = await fileTree({})
    const failure = await failureOf(visited(tree, { command: 'sh -c "echo 1 test failed; exit 1"' }))
    expect(failure.output).toEqual(['1 test failed'])
  })

  it('fails where the setup fails, and runs nothing else', async () => {
    await using tree = await fileTree(FILES)
    const setup = 'echo no database; exit 4'
    const failure = await failureOf(visited(tree, { setup, cleanup: 'sh note.sh cleanup' }))
    expect(failure).toMatchObject({ phase: 'start', output: ['no database'] })
    expect(failure.reason).toContain('setup `echo no database; exit 4` exited with status 4')
    expect(log(tree)).toEqual([])
  })

  it('fails where the cleanup fails', async () => {
    await using tree = await fileTree(FILES)
    const failure = await failureOf(visited(tree, { cleanup: 'echo still mounted >&2; exit 5' }))
    expect(failure).toMatchObject({ phase: 'load', output: ['still mounted'] })
    expect(failure.reason).toContain('cleanup')
  })

  it('fails where there is no hyperfine, with what to do', async () => {
    await using tree = await fileTree(FILES)
    const why = 'hyperfine was not found on PATH: install it'
    const context = await aContext({ hyperfine: { kind: 'missing', why } })
    expect(await failureOf(visited(tree, {}, context))).toMatchObject({ phase: 'start', reason: why })
    const bare = await aContext({ inherited: { ...process.env, PATH: '/nowhere' } })
    const shown = aBenchmark(tree, {})
    const timed = { ...shown, runs: 1, warmUp: 0 }
    const failure = await failureOf(timeCommand(shown, timed, 1, bare))
    expect(failure.reason).toMatch(/not found on PATH.*`apt-get install hyperfine`/)
  })

  it('leaves neither hyperfine nor the command behind when it is interrupted, and cleans up', async () => {
    await using tree = await fileTree(FILES)
    const controller = new AbortController()
    const context = await aContext({ signal: controller.signal })
    const declared = { command: 'sleep 300', prepare: 'sh note.sh prepare', cleanup: 'sh note.sh cleanup' }
    const visit = visited(tree, declared, context)
    const settled = visit.catch((error: unknown) => error)
    while (log(tree).length === 0 || markedProcessesIn(tree.root).length < 2) await delay(20)
    controller.abort(new Error('stopped'))
    expect(await settled).toEqual(new Error('stopped'))
    expect(markedProcessesIn(tree.root)).toEqual([])
    expect(log(tree)).toEqual(['prepare', 'cleanup'])
    expect(await readdir(tree.root)).toEqual(['log', 'note.sh'])
  })

  it('leaves nothing behind when we are killed', async () => {
    await using tree = await fileTree({ 'tmp/.keep': '' })
    const holder = spawn(process.execPath, [join(import.meta.dirname, 'command-holder.ts'), tree.root], {
      env: { ...process.env, TMPDIR: join(tree.root, 'tmp') },
      stdio: 'ignore',
    })
    const ended = new Promise((resolve) => holder.once('exit', resolve))
    while (markedProcessesIn(tree.root).length < 2 && holder.exitCode === null) await delay(20)
    expect(holder.exitCode).toBeNull()
    expect(await readdir(join(tree.root, 'tmp'))).toHaveLength(2)
    holder.kill('SIGKILL')
    await ended
    while (markedProcessesIn(tree.root).length > 0) await delay(20)
    while ((await readdir(join(tree.root, 'tmp'))).length > 1) await delay(20)
  })
})
