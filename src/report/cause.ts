import type { ComparisonBenchmark } from '../result/comparison.ts'
import { count } from './counts.ts'
import { gain } from './direction.ts'
import { cpuTime, percent, share, size } from './numbers.ts'
import { joined, type Sentence, say, strong } from './sentence.ts'
import { workUnit } from './units.ts'
import { type JudgedBenchmark, type Shift, shiftAt } from './view.ts'

/** A fall of utilisation by this much of the CPUs counts as waiting. */
const WAITED = 0.1
/** And so does a smaller one that is so large a part of the loss, both as logarithms: about as much. */
const ABOUT = { least: 0.7, most: 1.5 }
/** Growth of CPU time per request that is worth a sentence. */
const COSTLIER = 0.02

/**
 * Where the loss lies and what the CPU accounts say of its cause: full sentences, none for a gain. Two runs at different
 * times have no accounts to compare: only those of a duel are of the same minutes.
 */
export function causeOf(benchmark: JudgedBenchmark, shift: Shift): readonly Sentence[] {
  if (gain(benchmark, shift.change.estimate) >= 0) return []
  const held = benchmark.measure === undefined ? heldAtOne(benchmark) : []
  return benchmark.evidence.kind === 'duel' ? [...held, ...accountsOf(benchmark, shift)] : held
}

/** Of a regressed point always a sentence, if only with the figures; where they carry no cause, none is claimed. */
function accountsOf(benchmark: JudgedBenchmark, shift: Shift): Sentence[] {
  const claims = claimsOf(benchmark, shift)
  return claims.length === 0 && shift.point.verdict === 'regressed' ? figuresOf(benchmark, shift) : claims
}

function claimsOf(benchmark: JudgedBenchmark, shift: Shift): Sentence[] {
  switch (benchmark.measure?.kind) {
    case undefined:
      return [...waits(benchmark, shift), ...costsMore(benchmark, shift)]
    // At a fixed rate the CPUs are as busy as requests are costly: only that tells the arms apart.
    case 'latency':
    case 'gap':
      return costsMore(benchmark, shift)
    // What was thrown away has cost CPU too.
    case 'goodput':
      return []
  }
}

function heldAtOne(benchmark: JudgedBenchmark): Sentence[] {
  const one = benchmark.points.find(({ cores }) => cores === 1)
  if (benchmark.verdict !== 'scales-worse' || one?.verdict !== 'unchanged' || !one.change) return []
  return [say`This is scaling, not speed: 1 core measured ${percent(one.change.estimate)}.`]
}

function waits(benchmark: ComparisonBenchmark, shift: Shift): Sentence[] {
  const { point } = shift
  const { base, head } = point.utilisation ?? {}
  if (base === undefined || head === undefined) return []
  if (base - head < WAITED && !isTheLoss(base, head, shift)) return []
  const used = say`at ${count(point.cores, 'core')} it uses ${share(head)} of its CPUs where base used ${share(base)}`
  return [
    benchmark.kind === 'http'
      ? say`The service ${strong(say`waits`)} where base worked: ${used}, as it does behind a lock, a small pool or a blocking call.`
      : say`The command ${strong(say`waits`)} where base worked: ${used}, as it does behind a lock, a serial part or a blocking call.`,
  ]
}

/**
 * Whether utilisation fell about as much as throughput. Throughput is CPU time used by CPU time per request, so the
 * logarithms of what both changed by add up to that of the loss.
 */
function isTheLoss(base: number, head: number, { of, change }: Shift): boolean {
  if (of !== 'measured' || base <= 0 || head <= 0 || change.estimate >= 0) return false
  const part = Math.log(head / base) / Math.log1p(change.estimate)
  // Two figures that read alike would show nothing.
  return part >= ABOUT.least && part <= ABOUT.most && share(base) !== share(head)
}

function figuresOf(benchmark: JudgedBenchmark, { point }: Shift): Sentence[] {
  const { cpuPerRequest = {}, utilisation = {} } = point
  const figures: Sentence[] = []
  // What was thrown away has cost CPU too, so the cost of what was not says nothing.
  if (cpuPerRequest.base && cpuPerRequest.head && benchmark.measure?.kind !== 'goodput') {
    figures.push(
      say`each ${workUnit(benchmark)} costs ${cpuTime(cpuPerRequest.head)} of CPU (${cpuTime(cpuPerRequest.base)} on base)`,
    )
  }
  if (utilisation.base !== undefined && utilisation.head !== undefined) {
    figures.push(say`${share(utilisation.head)} of the CPUs are used (${share(utilisation.base)} on base)`)
  }
  if (figures.length === 0) return []
  return [
    say`At ${count(point.cores, 'core')} ${joined(figures, say` and `)}, which does not tell the cause.`,
  ]
}

function costsMore(benchmark: JudgedBenchmark, { point }: Shift): Sentence[] {
  const { base, head } = point.cpuPerRequest ?? {}
  if (!base || head === undefined || head / base - 1 < COSTLIER) return []
  const cost = say`Each ${workUnit(benchmark)} costs ${size(head / base - 1)} more CPU at ${count(point.cores, 'core')} (${cpuTime(base)} on base, ${cpuTime(head)} now)`
  const one = benchmark.points.find(({ cores }) => cores === 1)
  const atOne = one && shiftAt(benchmark, one, 'loss')
  const { base: base1, head: head1 } = one?.cpuPerRequest ?? {}
  if (!atOne || !base1 || head1 === undefined || point.cores === 1) return [say`${cost}.`]
  return head1 / base1 - 1 < (head / base - 1) / 2
    ? [
        say`${cost} but not at 1 core: the cores get in each other’s way, as with a spinning lock or shared memory.`,
      ]
    : [say`${cost}: it does more work.`]
}
