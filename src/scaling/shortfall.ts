import type { Comparison, Regime, Shortfall } from '../result/comparison.ts'
import { regimeOf } from '../result/series-key.ts'
import { judgeComparison } from './judge-comparison.ts'
import type { Tolerances } from './stored-verdict.ts'

/** What a configuration declares of one benchmark under one regime. */
export interface DeclaredSeries extends Tolerances {
  readonly name: string
  readonly regime: Regime
}

/** What base declares, as somebody read it who can be believed. */
export interface BaseDeclaration {
  /** The file that says so. */
  readonly file: string
  readonly series: readonly DeclaredSeries[]
  /** Names of the benchmarks that were to be measured; none where all were. */
  readonly only: readonly string[]
}

/** Written percentages are a rounding away from what is computed of them. */
const ROUNDING = 1e-9

/**
 * The comparison with what it lacks of base's declaration: series that were to be measured and are not in it, and
 * thresholds that are weaker. It is then neither `unchanged` nor an `improvement`. Of benchmarks that base does not
 * declare nothing is claimed.
 */
export function heldToDeclaration(comparison: Comparison, base: BaseDeclaration): Comparison {
  const measured = new Map(comparison.benchmarks.map((each) => [keyOf(each.name, regimeOf(each)), each]))
  const wanted = base.series.filter(({ name }) => base.only.length === 0 || base.only.includes(name))
  const unmeasured = wanted
    .filter(({ name, regime }) => !measured.has(keyOf(name, regime)))
    .map(({ name, regime }) => ({ name, regime }))
  const weaker = base.series.flatMap((declared) => {
    const used = measured.get(keyOf(declared.name, declared.regime))
    return used === undefined ? [] : weakerThan(declared, used)
  })
  if (unmeasured.length === 0 && weaker.length === 0) return comparison
  const shortfall: Shortfall = { file: base.file, unmeasured, weaker }
  const verdict = judgeComparison(comparison.benchmarks, comparison.parts, shortfall)
  return { ...comparison, verdict, shortfall }
}

function weakerThan({ name, regime, ...declared }: DeclaredSeries, used: Tolerances): Shortfall['weaker'] {
  return (['tolerance', 'detect'] as const)
    .filter((threshold) => used[threshold] > declared[threshold] + ROUNDING)
    .map((threshold) => ({
      ...{ name, regime, threshold },
      used: used[threshold],
      declared: declared[threshold],
    }))
}

function keyOf(name: string, regime: Regime): string {
  return `${name} ${regime}`
}
