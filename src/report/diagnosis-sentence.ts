import type { ComparisonPoint } from '../result/comparison.ts'
import { count } from './counts.ts'
import { brief, memory } from './numbers.ts'
import type { Figure } from './safe.ts'
import { joined, type Sentence, say } from './sentence.ts'
import { workUnit } from './units.ts'
import type { JudgedBenchmark } from './view.ts'

/**
 * What the operating system counted at a point, from base to head: “At 4 cores, from base to head: context switches
 * per request 0.2 → 3.1 voluntary, …; memory 41 MB → 60 MB; threads 9 → 9.” None where it was not counted.
 */
export function diagnosisSentences(benchmark: JudgedBenchmark, point: ComparisonPoint): readonly Sentence[] {
  const { voluntarySwitches, involuntarySwitches, memoryBytes, threads, processes, cores } = point
  const switches = [
    ...path(voluntarySwitches, brief).map((figures) => say`${figures} voluntary`),
    ...path(involuntarySwitches, brief).map((figures) => say`${figures} involuntary`),
  ]
  const facts = [
    ...(switches.length === 0
      ? []
      : [say`context switches per ${workUnit(benchmark)} ${joined(switches, say`, `)}`]),
    ...path(memoryBytes, memory).map((figures) => say`memory ${figures}`),
    ...path(threads, brief).map((figures) => say`threads ${figures}`),
    ...path(processes, brief).map((figures) => say`processes ${figures}`),
  ]
  if (facts.length === 0) return []
  return [say`At ${count(cores, 'core')}, from base to head: ${joined(facts, say`; `)}.`]
}

function path(of: ComparisonPoint['threads'], show: (value: number) => Figure): readonly Sentence[] {
  const { base, head } = of ?? {}
  return base === undefined || head === undefined ? [] : [say`${show(base)} → ${show(head)}`]
}
