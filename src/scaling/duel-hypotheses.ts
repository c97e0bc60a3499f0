import { signTest } from '../stats/sign-test.ts'
import { type Estimate, estimateMean } from '../stats/t-interval.ts'
import { pValueBelow } from '../stats/welch.ts'
import { type Direction, gainOfImprovement, gainOfLoss } from './direction.ts'
import type { RoundFinding } from './overload-finding.ts'
import type { Tolerances } from './stored-verdict.ts'

/** Fewest rounds that give an estimate: two degrees of freedom. */
export const ROUNDS_FOR_DUEL = 3

/** Which hypotheses “not worse than the tolerance” were rejected. `finding` only where `change` was not. */
export type Regressed = 'change' | 'scaling-change' | 'both' | 'finding'

/** A duelled point: one series at one core count. */
export interface DuelPoint extends Tolerances {
  /** Names the series; points of one series share their rounds. */
  readonly series: string
  readonly cores: number
  readonly direction: Direction
  /** The gain of each round, in logarithms, positive where head is better; null where the round was lost. */
  readonly rounds: readonly (number | null)[]
  /**
   * Where `rounds` holds what is typical of a round, the gain over all the work done in it: what comes in bursts, such
   * as a pause of a tenth of a second every second, is in here alone.
   */
  readonly totals?: readonly (number | null)[]
  /** Of an overload: what each round says of how it was taken. */
  readonly findings?: readonly (RoundFinding | null)[]
  /** What an earlier look of the same duel said. Its rejections stand. */
  readonly earlier?: { readonly regressed?: Regressed; readonly improved: boolean }
  /** The series was decided at an earlier look: nothing more is rejected of it. */
  readonly closed?: boolean
}

/** One-sided p-values of “not worse” and, of a change, “not better than the tolerance”. */
export type Hypothesis = { readonly point: DuelPoint; readonly worse: number } & (
  | { readonly kind: 'change'; readonly gain: Gain; readonly better: number }
  | { readonly kind: 'scaling-change'; readonly gain: Gain }
  | { readonly kind: 'finding' }
)

/** A gain as it is typical, and, where the two differ, over all the work done. */
export interface Gain {
  readonly typical: Estimate
  readonly total?: Estimate
}

/**
 * The hypotheses of a point: d, at more cores than one g, of an overload the finding. None under three rounds.
 * @param single the point of the series at one core, which scaling is measured against
 */
export function hypothesesOf(point: DuelPoint, single: DuelPoint | undefined): Hypothesis[] {
  const { earlier, closed, tolerance, direction } = point
  const d = gainOf(point, (rounds) => rounds)
  if (d === undefined) return []
  const p = (rejected: boolean, value: number) => (rejected ? 0 : closed ? 1 : value)
  const edge = gainOfLoss(tolerance, direction)
  const gained = pBetter(d, gainOfImprovement(tolerance, direction))
  const lost = earlier?.regressed
  const hypotheses: Hypothesis[] = [
    {
      point,
      kind: 'change',
      gain: d,
      worse: p(lost === 'change' || lost === 'both', pWorse(d, edge)),
      better: p(earlier?.improved === true, gained),
    },
  ]
  const g = scalingGain(point, single)
  if (g !== undefined) {
    const both = Math.max(pWorse(d, edge), pWorse(g, edge))
    const worse = p(lost === 'scaling-change' || lost === 'both', both)
    hypotheses.push({ point, kind: 'scaling-change', gain: g, worse })
  }
  if (point.findings !== undefined) {
    const { worse, against } = countFindings(point.findings)
    hypotheses.push({ point, kind: 'finding', worse: p(lost === 'finding', signTest(worse, against)) })
  }
  return hypotheses
}

/** How many rounds found head worse under overload, spoke against that, and were measured at all. */
export function countFindings(findings: readonly (RoundFinding | null)[]): {
  readonly worse: number
  readonly against: number
  readonly rounds: number
} {
  const count = (wanted: RoundFinding) => findings.filter((finding) => finding === wanted).length
  const rounds = findings.filter((finding) => finding !== null).length
  return { worse: count('worse'), against: count('not-worse'), rounds }
}

/** Of the chance of a false alarm, the part that the total has: what comes in bursts is seldom small. */
export const TOTAL_SHARE = 0.1

/** The same hypothesis tested on what is typical and on the total: Bonferroni's bound with unequal shares (Dunn 1961). */
export function pWorse({ typical, total }: Gain, edge: number): number {
  const p = pValueBelow(typical, edge)
  if (total === undefined) return p
  return Math.min(1, p / (1 - TOTAL_SHARE), pValueBelow(total, edge) / TOTAL_SHARE)
}

/** Better only where both are: an intersection-union test (Berger 1982). */
function pBetter({ typical, total }: Gain, edge: number): number {
  const above = (estimate: Estimate) => pValueBelow(mirrored(estimate), -edge)
  return total === undefined ? above(typical) : Math.max(above(typical), above(total))
}

function scalingGain(point: DuelPoint, single: DuelPoint | undefined): Gain | undefined {
  if (point.cores === 1 || single === undefined) return undefined
  return gainOf(point, (rounds, which) => paired(rounds, single[which] ?? single.rounds))
}

function gainOf(
  { rounds, totals }: DuelPoint,
  sample: (rounds: DuelPoint['rounds'], which: 'rounds' | 'totals') => DuelPoint['rounds'],
): Gain | undefined {
  const typical = estimateOf(sample(rounds, 'rounds'))
  const total = totals === undefined ? undefined : estimateOf(sample(totals, 'totals'))
  if (typical === undefined) return undefined
  return total === undefined ? { typical } : { typical, total }
}

/** g of each round, d(n) − d(1): both were measured within the same minutes. */
function paired(rounds: DuelPoint['rounds'], single: DuelPoint['rounds']): (number | null)[] {
  return rounds.map((gain, round) => {
    const alone = single[round]
    return gain === null || alone === null || alone === undefined ? null : gain - alone
  })
}

function estimateOf(rounds: DuelPoint['rounds']): Estimate | undefined {
  const measured = rounds.filter((round) => round !== null)
  return measured.length < ROUNDS_FOR_DUEL ? undefined : estimateMean(measured)
}

function mirrored(estimate: Estimate): Estimate {
  return { ...estimate, estimate: -estimate.estimate }
}
