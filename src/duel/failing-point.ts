import type { Failure } from '../result/shared-schema.ts'
import { VOID_LIMIT } from '../scaling/spoilt-point.ts'
import type { DuelOutcome } from './contest.ts'
import { coreLabel } from './core-label.ts'
import type { DuelVisit } from './duel-visit.ts'
import { describeRates, failingMore, failureRate, other } from './failing-arm.ts'
import type { Arm, Arms } from './quad.ts'

/** Share of failed requests of each arm, over all quads. */
export function failureRates(visits: readonly Pick<DuelVisit, 'arms'>[]): Arms<number> {
  const rate = (arm: Arm) => failureRate(visits.map(({ arms }) => arms[arm]))
  return { base: rate('base'), head: rate('head') }
}

/**
 * Few requests fail, but in so many quads that a point has no verdict: then the benchmark failed under load, for what
 * answers errors was not compared. The smallest such core count is told.
 */
export function failingPoint({ visits }: Pick<DuelOutcome, 'visits'>): Failure | undefined {
  for (const [cores, all] of [...visits].sort(([a], [b]) => a - b)) {
    const measured = all.filter((visit) => visit !== null)
    const quads = measured.reduce((sum, visit) => sum + visit.quads, 0)
    const failing = measured.reduce((sum, visit) => sum + (visit.failing?.quads ?? 0), 0)
    const rates = failureRates(measured)
    const worst = failingMore(rates)
    if (failing <= VOID_LIMIT * quads || rates[worst] === 0) continue
    const example = measured.map((visit) => visit.failing?.examples[worst]).find((each) => each !== undefined)
    const why = `at ${coreLabel(cores)}: ${describeRates(rates)}, in ${failing} of ${quads} quads`
    return {
      phase: 'load',
      reason: `${why}${example === undefined ? '' : `; ${example}`}`,
      output: [],
      ...(rates[other(worst)] === 0 ? { arm: worst } : {}),
    }
  }
  return undefined
}
