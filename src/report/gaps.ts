import type { Comparison, Regime, Shortfall } from '../result/comparison.ts'
import { count } from './counts.ts'
import { grouped, limit } from './numbers.ts'
import { missingParts, missingPartsSentence, type RefusedPart, shards } from './parts-sentence.ts'
import { andMore, code, joined, name, type Sentence, say } from './sentence.ts'

/**
 * What keeps a comparison from being the whole answer, for its title: “1 of 8 shards is missing; 1 benchmark of base was
 * not measured”. Undefined where nothing does.
 */
export function gapsClause(comparison: Comparison): Sentence | undefined {
  const clauses = [
    missingParts(comparison),
    interruptedParts(comparison),
    unmeasured(comparison),
    weaker(comparison),
  ]
  const said = clauses.filter((clause) => clause !== undefined)
  return said.length === 0 ? undefined : joined(said, say`; `)
}

/** Whether there may be benchmarks that the comparison does not hold. */
export function lacksBenchmarks({ parts, shortfall }: Comparison): boolean {
  return [parts?.missing, parts?.interrupted, shortfall?.unmeasured].some((gap = []) => gap.length > 0)
}

/** The same in whole sentences. */
export function gapSentences(
  comparison: Comparison,
  refusedParts: readonly RefusedPart[] = [],
): readonly Sentence[] {
  const sentences = [
    missingPartsSentence(comparison, refusedParts),
    interruptedSentence(comparison),
    unmeasuredSentence(comparison),
  ]
  return [...sentences.filter((sentence) => sentence !== undefined), ...weakerSentences(comparison)]
}

function interruptedParts({ parts }: Comparison): Sentence | undefined {
  if (parts?.interrupted === undefined || parts.interrupted.length === 0) return undefined
  const { of, interrupted } = parts
  return say`${grouped(interrupted.length)} of ${count(of, 'shard')} ${was(interrupted)} interrupted`
}

/** “1 of 8 shards was interrupted: 3/8. Of its benchmarks, only what was measured until then is here.” */
function interruptedSentence(comparison: Comparison): Sentence | undefined {
  const { parts } = comparison
  const clause = interruptedParts(comparison)
  if (clause === undefined || parts?.interrupted === undefined) return undefined
  const whose = parts.interrupted.length === 1 ? say`its` : say`their`
  return say`${clause}: ${shards(parts.interrupted, parts.of)}. Of ${whose} benchmarks, only what was measured until then is here.`
}

/** Longer lists are counted. */
const MOST_NAMED = 12

function unmeasured(comparison: Comparison): Sentence | undefined {
  const { labels, noun } = unmeasuredLabels(comparison)
  // Where a shard is missing, the title says so.
  if (labels.length === 0 || comparison.parts?.missing.length) return undefined
  return say`${count(labels.length, noun)} of base ${was(labels)} not measured`
}

/** “Not measured: `import` and latency of `checkout`, which `corecurve.yml` of base declares.” */
function unmeasuredSentence(comparison: Comparison): Sentence | undefined {
  const { shortfall } = comparison
  const { labels } = unmeasuredLabels(comparison)
  if (shortfall === undefined || labels.length === 0) return undefined
  return say`Not measured: ${andMore(labels, MOST_NAMED)}, which ${code(shortfall.file)} of base declares.`
}

/** A benchmark of which nothing was measured has one label, whatever it declares. */
function unmeasuredLabels({ benchmarks, shortfall }: Comparison): {
  readonly labels: readonly Sentence[]
  readonly noun: 'benchmark' | 'series'
} {
  const measured = new Set(benchmarks.map((each) => each.name))
  const missing = shortfall?.unmeasured ?? []
  const whole = new Set(missing.map((each) => each.name).filter((each) => !measured.has(each)))
  const some = missing.filter((each) => measured.has(each.name))
  return {
    labels: [...[...whole].map((each) => say`${name(each)}`), ...some.map(seriesOf)],
    noun: some.length === 0 ? 'benchmark' : 'series',
  }
}

function weaker({ shortfall }: Comparison): Sentence | undefined {
  const names = [...new Set(shortfall?.weaker.map((each) => each.name))]
  if (names.length === 0) return undefined
  return say`${count(names.length, 'benchmark')} ${was(names)} judged by weaker thresholds than those of base`
}

/** Sentences of different thresholds that are told. */
const MOST_SENTENCES = 4

/** “`checkout` was judged with a tolerance of 90 %; `corecurve.yml` of base says 3 %.” */
function weakerSentences({ shortfall }: Comparison): readonly Sentence[] {
  if (shortfall === undefined) return []
  const alike = Map.groupBy(
    shortfall.weaker,
    ({ threshold, used, declared }) => `${threshold} ${used} ${declared}`,
  )
  const told = [...alike.values()].slice(0, MOST_SENTENCES).flatMap((group): Sentence[] => {
    const [first] = group
    if (first === undefined) return []
    const { threshold, used, declared } = first
    const labels = group.map((each) =>
      each.regime === 'throughput' ? say`${name(each.name)}` : seriesOf(each),
    )
    const what = threshold === 'tolerance' ? say`a tolerance` : say`a detect`
    return [
      say`${andMore(labels, MOST_NAMED)} ${was(group)} judged with ${what} of ${limit(used)}; ${code(shortfall.file)} of base says ${limit(declared)}.`,
    ]
  })
  if (alike.size <= MOST_SENTENCES) return told
  return [
    ...told,
    say`${grouped(alike.size - MOST_SENTENCES)} more thresholds are weaker than those of base.`,
  ]
}

/** “latency of `checkout`”. */
function seriesOf(series: Shortfall['unmeasured'][number]): Sentence {
  return say`${NOUNS[series.regime]} of ${name(series.name)}`
}

const NOUNS: Readonly<Record<Regime, Sentence>> = {
  throughput: say`throughput`,
  latency: say`latency`,
  goodput: say`goodput`,
  gap: say`gaps`,
}

function was({ length }: { readonly length: number }): Sentence {
  return length === 1 ? say`was` : say`were`
}
