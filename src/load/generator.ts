/**
 * Worker: the load generator, a process of its own so that its CPU can be pinned, counted and kept away from the
 * program under test. It speaks `generator-protocol` over the channel to its parent and ends with it.
 */
import { type MachineCpu, readMachineCpu } from '../host/machine-cpu.ts'
import { readProcessTree } from '../host/process-tree.ts'
import { ClosedLoop } from './closed-loop.ts'
import { compileLoop } from './compile-loop.ts'
import type { GeneratorAnswer, GeneratorCommand, Target } from './generator-protocol.ts'
import type { Slice } from './slice.ts'

interface Open {
  readonly loop: ClosedLoop
  readonly target: Target
}

let compiled: Promise<void> | undefined
const targets = new Map<number, Open>()

process.on('disconnect', () => process.exit(0))
// Ctrl-C reaches the whole foreground group; our parent decides when we end.
process.on('SIGINT', () => {})

process.on('message', (command: GeneratorCommand) => {
  carryOut(command).then(answer, (error: unknown) =>
    answer({
      kind: 'failed',
      id: command.id,
      message: error instanceof Error ? error.message : String(error),
    }),
  )
})

function answer(message: GeneratorAnswer): void {
  // A parent that is gone by now needs no answer.
  process.send?.(message, undefined, undefined, () => {})
}

async function carryOut(command: GeneratorCommand): Promise<GeneratorAnswer> {
  switch (command.kind) {
    case 'open':
      compiled ??= compileLoop()
      await compiled
      targets.set(command.id, { loop: new ClosedLoop(command.target), target: command.target })
      return { kind: 'done', id: command.id }
    case 'slice':
      return {
        kind: 'slice',
        id: command.id,
        slice: await runSlice(opened(command.id), command.milliseconds, command.strays),
      }
    case 'close':
      await opened(command.id).loop.close()
      targets.delete(command.id)
      return { kind: 'done', id: command.id }
  }
}

function opened(id: number): Open {
  const target = targets.get(id)
  if (target === undefined) throw new Error(`target ${id} is not open`)
  return target
}

async function runSlice(
  { loop, target: { pid, cpus } }: Open,
  milliseconds: number,
  strays: readonly number[],
): Promise<Slice> {
  // Reading /proc costs time: it happens outside the window that is timed.
  const machineBefore = readMachineCpu(cpus)
  const programBefore = readProcessTree(pid, strays)?.cpuSeconds
  const cpuBefore = process.cpuUsage()
  const start = performance.now()
  const counts = await loop.run(milliseconds)
  const elapsed = (performance.now() - start) / 1000
  const cpu = process.cpuUsage(cpuBefore)
  const programAfter = readProcessTree(pid, strays)?.cpuSeconds
  const machineAfter = readMachineCpu(cpus)
  const generatorCpu = (cpu.user + cpu.system) / 1e6
  // A sum that fell has lost a process that nobody waited for: then the time is not known.
  const known = programBefore !== undefined && programAfter !== undefined && programAfter >= programBefore
  const programCpu = known ? programAfter - programBefore : undefined
  return {
    completed: counts.completed,
    errors: { status: counts.status, connection: counts.connection, timeout: counts.timeout },
    firstError: counts.firstError,
    elapsed,
    programCpu,
    generatorCpu,
    ...othersCpu(machineBefore, machineAfter, generatorCpu + (programCpu ?? 0)),
  }
}

/** What the whole machine used or lost, less what was ours; ticks are rounded, so never below 0. */
function othersCpu(
  before: MachineCpu | undefined,
  after: MachineCpu | undefined,
  ours: number,
): Pick<Slice, 'othersCpu' | 'stolenCpu'> {
  if (before === undefined || after === undefined) return {}
  const stolenCpu = Math.max(0, after.steal - before.steal)
  return { othersCpu: Math.max(0, after.busy - before.busy + stolenCpu - ours), stolenCpu }
}
