import type { Comparison } from '../result/comparison.ts'
import { regimeOf } from '../result/series-key.ts'
import type { Shard } from '../result/shared-schema.ts'

/** Sums and ratios of fractions are a few roundings away from the whole. */
const ROUNDING = 1e-9

/**
 * Why parts cannot be of one report; undefined where they can. They measured the same commits, drew from the same seed
 * (or each from one that corecurve drew for it), divided α by one count of entries, and judge each benchmark by the
 * same thresholds. Names the parts by their indexes, and quotes nothing else of them.
 */
export function disagreement(parts: readonly Comparison[]): string | undefined {
  return (
    unlike(parts, ({ base, head }) => `${base} ${head}`, 'did not measure the same commits') ??
    unlike(parts, ({ seed }) => (isDrawn(seed) ? 'drawn' : seed), 'were not drawn from the same seed') ??
    disagreeOnThresholds(parts) ??
    disagreeOnShares(parts)
  )
}

/** As the command line draws one for each measurement that is given none. */
export function isDrawn(seed: string): boolean {
  return /^[0-9a-f]{8}$/.test(seed)
}

/** Says of the first part, and the first one that differs from it, that they do. */
function unlike<T>(
  parts: readonly Comparison[],
  value: (part: Comparison) => T,
  words: string,
): string | undefined {
  const [first, ...others] = parts
  if (first === undefined) return undefined
  const expected = value(first)
  const other = others.find((part) => value(part) !== expected)
  return other === undefined ? undefined : `${namedParts([first, other])} ${words}`
}

/** The series of a benchmark that measure alike have the same thresholds, wherever they were measured. */
function disagreeOnThresholds(parts: readonly Comparison[]): string | undefined {
  const known = new Map<string, { readonly thresholds: string; readonly part: Comparison }>()
  for (const part of parts) {
    for (const benchmark of part.benchmarks) {
      const thresholds = `${benchmark.tolerance} ${benchmark.detect}`
      const key = `${benchmark.name} ${regimeOf(benchmark)}`
      const found = known.get(key)
      if (found === undefined) known.set(key, { thresholds, part })
      else if (found.thresholds !== thresholds) {
        if (found.part === part) return `${namedParts([part])} judges one benchmark by several thresholds`
        return `${namedParts([found.part, part])} judge the same benchmark by different thresholds`
      }
    }
  }
  return undefined
}

/**
 * Shares are entries by all entries that the configuration declares (method.md): each part that was measured to its end
 * tells how many those are, all tell the same, and together they hold no more. One that was interrupted may lack some.
 */
function disagreeOnShares(parts: readonly Comparison[]): string | undefined {
  if (parts.reduce((sum, part) => sum + shareOf(part), 0) > 1 + ROUNDING)
    return `${namedParts(parts)} claim more than the whole of α together`
  const ended = parts.filter(({ method }) => method.complete)
  const [first, ...others] = ended
  if (first === undefined) return undefined
  const other = others.find((part) => Math.abs(entries(part) / entries(first) - 1) > ROUNDING)
  return other === undefined
    ? undefined
    : `${namedParts([first, other])} do not share α by what they measured`
}

function shareOf({ method }: Comparison): number {
  return method.share ?? 1
}

/** All that the configuration declares, by the word of a part. */
function entries(part: Comparison): number {
  return part.benchmarks.length / shareOf(part)
}

/** “shards 1/4 and 3/4”. */
export function namedParts(parts: readonly { readonly shard?: Shard | undefined }[]): string {
  const [first = WHOLE, ...others] = parts.map(({ shard }) => (shard ? `${shard.index}/${shard.of}` : WHOLE))
  const last = others.at(-1)
  if (last === undefined) return first === WHOLE ? first : `shard ${first}`
  if (others.length > MOST_NAMED) return `the ${parts.length} shards`
  return `shards ${[first, ...others.slice(0, -1)].join(', ')} and ${last}`
}
const WHOLE = 'the result'
const MOST_NAMED = 8
