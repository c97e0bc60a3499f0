import type { Skipped } from '../result/shared-schema.ts'
import type { CpuPlan } from './topology.ts'

/** Core counts to measure, ascending, each once; and those asked for that this machine cannot give a program. */
export interface CoreCounts {
  readonly measured: number[]
  readonly skipped: Skipped[]
}

/** `auto` is 1, 2, 4, … and the largest that fits. */
export function resolveCoreCounts(cores: 'auto' | readonly number[], plan: CpuPlan): CoreCounts {
  const available = plan.programCpus.length
  const wanted = cores === 'auto' ? powersOfTwoAndLargest(available) : cores
  const ascending = [...new Set(wanted)].sort((a, b) => a - b)
  return {
    measured: ascending.filter((count) => count <= available),
    skipped: ascending
      .filter((count) => count > available)
      .map((count) => ({ cores: count, reason: 'too-few-cpus', available })),
  }
}

function powersOfTwoAndLargest(largest: number): number[] {
  const counts: number[] = []
  for (let count = 1; count < largest; count *= 2) counts.push(count)
  return largest > 0 ? [...counts, largest] : counts
}
