import { type MachineCpu, readMachineCpu } from '../host/machine-cpu.ts'
import { readProcessTree } from '../host/process-tree.ts'
import type { Target } from './generator-protocol.ts'
import type { Loop } from './loop.ts'
import { readLimits } from './read-limits.ts'
import type { DescriptorLimit, LoadLimits, Slice } from './slice.ts'
import { addressOf } from './target-address.ts'
import { watchStandstill } from './watch-standstill.ts'

/** A target while it is loaded. */
export interface OpenTarget {
  readonly loop: Loop
  readonly target: Target
  readonly threads: number
  /** Read before the load: a process that has as many files open as it may cannot read it. */
  readonly descriptors: DescriptorLimit | undefined
}

/**
 * Runs a loop for a slice, with the CPU that it cost read around it.
 * @param strays processes of the program that are not below its first one
 */
export async function measureSlice(
  { loop, target, threads, descriptors }: OpenTarget,
  { milliseconds, strays }: { readonly milliseconds: number; readonly strays: readonly number[] },
): Promise<Slice> {
  const { pid, cpus, connections, origin } = target
  // Reading /proc costs time: it happens outside the window that is timed.
  const machineBefore = readMachineCpu(cpus)
  const programBefore = readProcessTree(pid, strays)?.cpuSeconds
  const cpuBefore = process.cpuUsage()
  const watch = watchStandstill()
  const start = performance.now()
  const { elapsed, shortages = 0, ...counts } = await loop.run(milliseconds)
  const whole = (performance.now() - start) / 1000
  const standstill = watch.end()
  const cpu = process.cpuUsage(cpuBefore)
  const programAfter = readProcessTree(pid, strays)?.cpuSeconds
  const machineAfter = readMachineCpu(cpus)
  const generatorCpu = (cpu.user + cpu.system) / 1e6
  // A sum that fell has lost a process that nobody waited for: then the time is not known.
  const known = programBefore !== undefined && programAfter !== undefined && programAfter >= programBefore
  const programCpu = known ? programAfter - programBefore : undefined
  return {
    ...counts,
    elapsed: elapsed ?? whole,
    ...(elapsed === undefined ? {} : { whole }),
    programCpu,
    generatorCpu: generatorCpu / threads,
    standstill,
    ...othersCpu(machineBefore, machineAfter, generatorCpu + (programCpu ?? 0)),
    limits: limitsOf(readLimits(connections, addressOf(origin).port), descriptors, shortages),
  }
}

function limitsOf(
  limits: LoadLimits | undefined,
  descriptors: DescriptorLimit | undefined,
  shortages: number,
): LoadLimits | undefined {
  if (shortages === 0) return limits
  // Connections of two arms at once may need more than those of this one.
  const files = descriptors && { ...descriptors, needed: Math.max(descriptors.needed, descriptors.limit + 1) }
  return { ...limits, ...(limits?.portsInTimeWait === undefined ? { descriptors: files } : {}), short: true }
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
