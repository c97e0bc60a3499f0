import type { Comparison } from '../result/comparison.ts'
import { arrangeParts, holdTwice, refused } from './arrange-parts.ts'
import { judgeComparison } from './judge-comparison.ts'
import { methodOfParts } from './method-of-parts.ts'
import { rejudge } from './rejudge.ts'

export type MergedComparison =
  | { readonly kind: 'merged'; readonly comparison: Comparison }
  /** Quotes nothing of the parts. */
  | { readonly kind: 'refused'; readonly reason: string }

/** More series than any report has. */
const MOST_SERIES = 10_000
/** Sums of fractions are a few roundings away from the whole. */
const ROUNDING = 1e-9

/**
 * The parts of one report as one comparison, each judged anew first. A part's looks have its share of α, so that the
 * chance of a false alarm in the whole is at most the sum, by the union bound (Bonferroni 1936); shares that add up to
 * more than one are cut alike. What was merged holds no looks any more: it is not to be judged again.
 *
 * The benchmarks stand in the order of their names. Host, seed and time are those of the first part.
 */
export function mergeComparisons(parts: readonly Comparison[]): MergedComparison {
  const arranged = arrangeParts(parts)
  if (arranged.kind === 'refused') return arranged
  const [first, ...others] = arranged.parts
  if (first === undefined) return refused('there is no part at all')
  if (first.shard === undefined) return { kind: 'merged', comparison: rejudge(first) }
  if (others.some(({ base, head }) => base !== first.base || head !== first.head))
    return refused('the parts are not of the same commits')
  if (arranged.parts.reduce((sum, each) => sum + each.benchmarks.length, 0) > MOST_SERIES)
    return refused(`they hold more than ${MOST_SERIES} series`)
  if (holdTwice(arranged.parts)) return refused('two parts hold the same series')
  const judged = withSharesOfOne(arranged.parts).map(rejudge)
  const benchmarks = judged
    .flatMap((part) => part.benchmarks)
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const { of, missing } = arranged
  const whole = { of, missing: [...missing], hosts: judged.map(({ host }) => host) }
  const { shard: _, ...rest } = first
  return {
    kind: 'merged',
    comparison: {
      ...rest,
      method: methodOfParts(judged.map(({ method }) => method)),
      dirty: judged.some(({ dirty }) => dirty),
      baseline: baselineOf(judged),
      verdict: judgeComparison(benchmarks, whole),
      parts: whole,
      benchmarks,
    },
  }
}

/** Shares of α as the parts claim them, cut where they are more than one together. */
function withSharesOfOne(parts: readonly Comparison[]): Comparison[] {
  const shareOf = ({ method }: Comparison) => method.share ?? 1
  const sum = parts.reduce((total, part) => total + shareOf(part), 0)
  const cut = sum > 1 + ROUNDING ? 1 / sum : 1
  return parts.map((part) => ({ ...part, method: { ...part.method, share: shareOf(part) * cut } }))
}

/** A record that one part found is there; else the first reason why there is none that needs a look. */
function baselineOf(parts: readonly Comparison[]): Comparison['baseline'] {
  const answers = (['found', 'corrupt', 'newer', 'missing'] as const).filter((answer) =>
    parts.some(({ baseline }) => baseline === answer),
  )
  return answers[0] ?? 'missing'
}
