import type { ComparisonPoint } from '../result/comparison.ts'
import type { RecordBenchmark, RecordPoint } from '../result/record.ts'
import type { Throughput } from '../result/shared-schema.ts'
import { serialFraction, serialFractionInterval } from '../scaling/serial-fraction.ts'
import { speedupInterval } from '../scaling/speedup.ts'
import {
  type FittedLaw,
  fitUniversalScalabilityLaw,
  type LawPoint,
} from '../scaling/universal-scalability-law.ts'
import type { Interval } from '../stats/t-interval.ts'
import { count } from './counts.ts'
import { amount, grouped, share, throughput } from './numbers.ts'
import { type Sentence, say } from './sentence.ts'
import { shownFigure } from './shown-figure.ts'
import { unitOf } from './units.ts'
import { type JudgedBenchmark, sameMachine } from './view.ts'

/** The law and the serial fraction of a measured series; none where it is not throughput over core counts. */
export function recordLaw(benchmark: RecordBenchmark): readonly Sentence[] {
  const { measure } = benchmark
  const free = benchmark.points.filter(
    ({ generator, cores }) => generator?.bound !== true && isKeptBusy(benchmark, cores),
  )
  const unit = free[0]?.throughput.unit
  if (measure !== undefined || free.length < 2 || unit === undefined) return []
  const law = fitted(free.map(({ cores, throughput }) => ({ cores, throughput: throughput.median })))
  return [say`${lawSentence(law, unit, busy(benchmark))}.${serialOfRecord(free)}`]
}

/** Head's law, base's too where it is of the same machine, and what became of the serial fraction. */
export function comparisonLaw(benchmark: JudgedBenchmark): readonly Sentence[] {
  if (benchmark.measure !== undefined) return []
  const free = benchmark.points.filter(
    ({ reason, cores }) => reason?.kind !== 'generator-bound' && isKeptBusy(benchmark, cores),
  )
  const of = (arm: 'base' | 'head') =>
    fitted(
      free.flatMap((point) => {
        const measured = shownFigure(point, arm)
        return measured === undefined ? [] : [{ cores: point.cores, throughput: measured.median }]
      }),
    )
  const unit = unitOf(benchmark)
  const head = of('head')
  if (head.kind === 'not-fitted' && head.coreCounts < 2) return []
  const serial = serialOfComparison(free)
  const base = sameMachine(benchmark) ? of('base') : undefined
  if (head.kind === 'not-fitted' || base?.kind !== 'fitted')
    return [say`${lawSentence(head, unit, busy(benchmark))}.${serial}`]
  return [say`Scalability law on base: ${lawClause(base, unit)}. Now: ${lawClause(head, unit)}.${serial}`]
}

interface Loaded {
  readonly connections?: number | undefined
}

/** Fewer requests in flight than cores say nothing about the cores. */
function isKeptBusy({ connections }: Loaded, cores: number): boolean {
  return connections === undefined || connections >= cores
}

/** A law has no place for a throughput of 0, and three parameters are told as well by some core counts as by thousands. */
function fitted(points: readonly LawPoint[]): FittedLaw {
  const known = points.filter((point) => point.throughput > 0)
  const last = known.length - 1
  const spread = Array.from(
    { length: MOST_POINTS },
    (_, i) => known[Math.round((i * last) / (MOST_POINTS - 1))],
  )
  return fitUniversalScalabilityLaw(
    known.length <= MOST_POINTS ? known : spread.filter((point) => point !== undefined),
  )
}
const MOST_POINTS = 32

/** “ that 16 connections keep busy”, where more cores were measured than that. */
function busy(benchmark: Loaded & { readonly points: readonly { readonly cores: number }[] }): Sentence {
  const { connections, points } = benchmark
  if (connections === undefined || points.every(({ cores }) => isKeptBusy(benchmark, cores))) return []
  return say` that ${count(connections, 'connection')} ${connections === 1 ? say`keeps` : say`keep`} busy`
}

function lawSentence(law: FittedLaw, unit: Throughput['unit'], busy: Sentence): Sentence {
  return law.kind === 'fitted'
    ? say`Scalability law: ${lawClause(law, unit)}`
    : say`Scalability law not fitted: ${count(law.coreCounts, 'core count')}${busy}, ${grouped(law.needed)} needed`
}

function lawClause(
  { sigma, kappa, peak, limit }: Extract<FittedLaw, { kind: 'fitted' }>,
  unit: Throughput['unit'],
): Sentence {
  return say`contention σ ${parameter(sigma)}, coherency κ ${parameter(kappa)}${end()}`

  function end(): Sentence {
    if (peak !== undefined)
      return say`; most throughput, ${throughput(peak.throughput, unit)}, at ${count(Math.round(peak.cores), 'core')}`
    return limit === undefined ? [] : say`; no core count passes ${throughput(limit, unit)}`
  }
}

function parameter({ estimate, low, high }: Interval): Sentence {
  return say`${amount(visible(estimate))} (95 % interval ${amount(visible(low))} to ${amount(visible(high))})`
}

/** What a fit leaves where the parameter is 0. */
function visible(value: number): number {
  return Math.abs(value) < 1e-7 ? 0 : value
}

function serialOfRecord(points: readonly RecordPoint[]): Sentence {
  const single = points.find(({ cores }) => cores === 1)
  const last = points.at(-1)
  if (single === undefined || last?.speedup === undefined || last.cores < 2 || last.speedup <= 0) return []
  const at = say` Serial fraction at ${count(last.cores, 'core')}:`
  const speedup = speedupInterval(last.rounds, single.rounds)
  if (speedup === undefined) return say`${at} ${share(serialFraction(last.speedup, last.cores))}.`
  const { estimate, low, high } = serialFractionInterval(speedup, last.cores)
  return say`${at} ${share(estimate)} (95 % interval ${share(low)} to ${share(high)}).`
}

function serialOfComparison(points: readonly ComparisonPoint[]): Sentence {
  const last = points.filter(({ cores, speedup }) => cores > 1 && speedup?.head).at(-1)
  const { base, head } = last?.speedup ?? {}
  if (last === undefined || !head) return []
  const now = share(serialFraction(head, last.cores))
  const at = say` Serial fraction at ${count(last.cores, 'core')}:`
  return base ? say`${at} ${share(serialFraction(base, last.cores))} → ${now}.` : say`${at} ${now}.`
}
