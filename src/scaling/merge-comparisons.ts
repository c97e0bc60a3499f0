import type { Comparison } from '../result/comparison.ts'
import { arrangeParts, holdTwice, refused } from './arrange-parts.ts'
import { disagreement, namedParts } from './disagreement.ts'
import { judgeComparison } from './judge-comparison.ts'
import { methodOfParts } from './method-of-parts.ts'
import { arePossibleLooks } from './possible-looks.ts'
import { rejudge } from './rejudge.ts'

export type MergedComparison =
  | { readonly kind: 'merged'; readonly comparison: Comparison }
  /** Quotes nothing of the parts. */
  | { readonly kind: 'refused'; readonly reason: string }

/** More series than any report has. */
const MOST_SERIES = 10_000

/**
 * The parts of one report as one comparison, each judged anew first. A part's looks have its share of α, so that the
 * chance of a false alarm in the whole is at most the sum, by the union bound (Bonferroni 1936). What was merged holds no
 * looks any more: it is not to be judged again. Parts that cannot be of one report are refused, and so are looks that
 * no duel holds. A part without benchmarks counts as missing, for a plan gives each something to measure.
 *
 * The benchmarks stand in the order of their names. Host and time are those of the first part, and so is a seed that all
 * have.
 */
export function mergeComparisons(parts: readonly Comparison[]): MergedComparison {
  const arranged = arrangeParts(parts)
  if (arranged.kind === 'refused') return arranged
  const [first, ...others] = arranged.parts
  if (first === undefined) return refused('there is no part that measured anything')
  const why = disagreement(arranged.parts) ?? impossible(arranged.parts)
  if (why !== undefined) return refused(why)
  if (first.shard === undefined) return { kind: 'merged', comparison: rejudge(first) }
  if (arranged.parts.reduce((sum, each) => sum + each.benchmarks.length, 0) > MOST_SERIES)
    return refused(`they hold more than ${MOST_SERIES} series`)
  if (holdTwice(arranged.parts)) return refused('two parts hold the same series')
  const judged = arranged.parts.map(rejudge)
  const benchmarks = judged
    .flatMap((part) => part.benchmarks)
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const { of, missing } = arranged
  const interrupted = judged.flatMap(({ method, shard }) => (method.complete || !shard ? [] : [shard.index]))
  const whole = {
    of,
    missing: [...missing],
    ...(interrupted.length === 0 ? {} : { interrupted }),
    hosts: judged.map(({ host }) => host),
  }
  const { shard: _, ...rest } = first
  return {
    kind: 'merged',
    comparison: {
      ...rest,
      seed: others.every(({ seed }) => seed === first.seed) ? first.seed : '',
      method: methodOfParts(judged.map(({ method }) => method)),
      dirty: judged.some(({ dirty }) => dirty),
      baseline: baselineOf(judged),
      verdict: judgeComparison(benchmarks, whole),
      parts: whole,
      benchmarks,
    },
  }
}

function impossible(parts: readonly Comparison[]): string | undefined {
  const part = parts.find((each) => !arePossibleLooks(each))
  return part && `${namedParts([part])} claims looks that no duel holds`
}

/** A record that one part found is there; else the first reason why there is none that needs a look. */
function baselineOf(parts: readonly Comparison[]): Comparison['baseline'] {
  const answers = (['found', 'corrupt', 'newer', 'missing'] as const).filter((answer) =>
    parts.some(({ baseline }) => baseline === answer),
  )
  return answers[0] ?? 'missing'
}
