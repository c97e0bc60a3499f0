import { LEAST_CHANCE } from '../result/bounds.ts'
import type { Comparison, ComparisonBenchmark, ComparisonPoint } from '../result/comparison.ts'
import type { Look, Method } from '../result/shared-schema.ts'
import { ALPHA, DOUBT, type DuelDecision } from './duel-decision.ts'
import { ROUNDS_FOR_DUEL } from './duel-hypotheses.ts'
import { familyPoint } from './family-point.ts'
import { holdLooks } from './hold-looks.ts'
import { judgeBenchmark, judgedPoint } from './judge-benchmark.ts'
import { judgeComparison } from './judge-comparison.ts'
import { type DuelledPoint, judgeDuel, type MeasuredPoint } from './judge-duel.ts'
import { overloadOfRounds } from './overload-finding.ts'
import { rejudgeStored } from './rejudge-stored.ts'

/**
 * The comparison with every verdict, reason and change given anew from its numbers, as the one who measured gave them:
 * of an honest comparison, the same. What it claims beside its numbers has no weight. Its looks are held again in their
 * order, at levels that together never exceed its share of α. What rests on a stored record never regresses. Never
 * throws, whatever the numbers of a comparison that its schema accepts.
 */
export function rejudge(comparison: Comparison): Comparison {
  const method = withinShare(comparison.method)
  const decisions = decisionsOf(comparison.benchmarks, method.looks ?? [])
  const benchmarks = comparison.benchmarks.map((benchmark) =>
    rejudgeBenchmark(benchmark, (cores) => decisions.get(benchmark)?.get(cores), method),
  )
  return { ...comparison, method, verdict: judgeComparison(benchmarks, comparison.parts), benchmarks }
}

/** Sums of fractions are a few roundings away from the whole. */
const ROUNDING = 1e-9

/** The looks in order, at levels and doubts that are cut where they are more together than there is to share. */
function withinShare(method: Method): Method {
  const { looks, share = 1 } = method
  if (looks === undefined) return method
  const cut = (pick: (look: Look) => number, whole: number): number => {
    const sum = looks.reduce((total, look) => total + pick(look), 0)
    return sum > whole * (1 + ROUNDING) ? whole / sum : 1
  }
  const level = cut((look) => look.level, ALPHA * share)
  const doubt = cut((look) => look.doubt, DOUBT)
  const kept = looks
    .map((look) => ({ ...look, level: look.level * level, doubt: look.doubt * doubt }))
    // Cut down to nothing, a look says nothing.
    .filter((look) => look.level >= LEAST_CHANCE && look.doubt >= LEAST_CHANCE)
    .toSorted((a, b) => a.round - b.round)
  return { ...method, looks: kept }
}

type Decisions = ReadonlyMap<ComparisonBenchmark, ReadonlyMap<number, DuelDecision>>

/** What the looks decide, of each duelled series by core count. */
function decisionsOf(benchmarks: readonly ComparisonBenchmark[], looks: readonly Look[]): Decisions {
  const places = benchmarks
    .filter(({ evidence }) => evidence.kind === 'duel')
    .flatMap((benchmark) => duelled(benchmark).map((point) => ({ benchmark, point })))
  const { decisions } = holdLooks(
    places.map(({ benchmark, point }) => familyPoint(benchmark, point.cores, point.duel)),
    looks,
  )
  const found = new Map<ComparisonBenchmark, Map<number, DuelDecision>>()
  for (const [index, { benchmark, point }] of places.entries()) {
    const decision = decisions[index]
    const known = found.get(benchmark) ?? new Map<number, DuelDecision>()
    if (decision !== undefined) known.set(point.cores, decision)
    found.set(benchmark, known)
  }
  return found
}

function duelled({ points }: ComparisonBenchmark): DuelledPoint[] {
  return points.flatMap((point) => {
    const { duel } = point
    if (duel === undefined) return []
    const overload = overloadOfRounds(duel)
    return [{ ...measured(point), ...(overload === undefined ? {} : { overload }), duel }]
  })
}

function rejudgeBenchmark(
  benchmark: ComparisonBenchmark,
  decisionAt: (cores: number) => DuelDecision | undefined,
  method: Method,
): ComparisonBenchmark {
  const { evidence, detect } = benchmark
  const failed = benchmark.verdict === 'failed'
  const anew =
    evidence.kind === 'duel' ? judgeDuel(duelled(benchmark), { decisionAt, detect, method, failed }) : []
  const byCores = new Map(anew.map((point) => [point.cores, point]))
  const points = benchmark.points.map((point) => {
    if (isSkipped(point)) return skipped(point)
    return evidence.kind === 'duel'
      ? (byCores.get(point.cores) ?? unmeasured(point))
      : rejudgeStored(point, benchmark)
  })
  if (benchmark.verdict === 'failed') return { ...benchmark, points }
  const verdict = evidence.kind === 'none' ? 'no-baseline' : judgeBenchmark(points.map(judgedPoint))
  return { ...benchmark, verdict, points }
}

/** A point without what was judged of it, and without how it took overload: its rounds say that. */
function measured(point: ComparisonPoint): MeasuredPoint {
  const {
    verdict: _,
    reason: __,
    regressed: ___,
    change: _d,
    compared: _x,
    scalingChange: _g,
    overload: _o,
    ...numbers
  } = point
  return numbers
}

/** A core count that its machine could not give: nothing was measured there. */
function isSkipped({ reason, head, duel }: ComparisonPoint): boolean {
  return reason?.kind === 'too-few-cpus' && head === undefined && duel === undefined
}

function skipped({ cores, reason }: ComparisonPoint): ComparisonPoint {
  return { cores, verdict: 'skipped', ...(reason === undefined ? {} : { reason }) }
}

function unmeasured(point: ComparisonPoint): ComparisonPoint {
  const reason = { kind: 'too-few-rounds', rounds: 0, needed: ROUNDS_FOR_DUEL } as const
  return { ...measured(point), verdict: 'inconclusive', reason }
}
