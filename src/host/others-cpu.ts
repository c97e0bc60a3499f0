import { kernelUnits } from './kernel-units.ts'
import { readMachineCpu } from './machine-cpu.ts'
import { readProcessStat } from './process-stat.ts'

/**
 * Begins to watch what others use of `cpus` while a program of ours runs to its end. What is given back says, once the
 * program has ended and was waited for: seconds of CPU, a second, that neither it, nor its children, nor this process
 * got, the hypervisor's theft included; undefined where /proc is not to be had.
 */
export function watchOthers(cpus: readonly number[]): () => number | undefined {
  const begun = performance.now()
  const before = readings(cpus)
  return () => {
    const after = readings(cpus)
    const seconds = (performance.now() - begun) / 1000
    if (before === undefined || after === undefined || seconds <= 0) return undefined
    // Ticks are rounded, so never below 0.
    return Math.max(0, after.machine - before.machine - (after.ours - before.ours)) / seconds
  }
}

function readings(cpus: readonly number[]): { readonly machine: number; readonly ours: number } | undefined {
  const machine = readMachineCpu(cpus)
  const own = readProcessStat(process.pid, '/proc')
  if (machine === undefined || own === undefined) return undefined
  const ticks = own.ownTicks + own.waitedForTicks
  return { machine: machine.busy + machine.steal, ours: ticks / kernelUnits().ticksPerSecond }
}
