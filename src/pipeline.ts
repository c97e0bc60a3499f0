/**
 * The product in a few sentences: measure a commit at every core count; compare head with base, in a duel or with what
 * the baseline branch stores; store a record. Entries say what to do; rooms below do it.
 */
import type { BaselineStore, PushResult } from './baseline/store.ts'
import { entriesOf, loadKey, type Series } from './duel/series.ts'
import { leastTime } from './duel/visit-plan.ts'
import { type Bench, type Subject, setUpBench, type World } from './pipeline/bench.ts'
import type { CompareRequest } from './pipeline/compare-request.ts'
import { type DuelsHeld, holdDuel } from './pipeline/hold-duel.ts'
import { measureSeries } from './pipeline/measure-series.ts'
import { NONE_CLEARED, StoredSide } from './pipeline/stored-side.ts'
import { badgeFiles } from './report/badge-files.ts'
import type { Comparison, ComparisonBenchmark } from './result/comparison.ts'
import { isAnythingMeasured } from './result/measured.ts'
import type { BaselineRecord } from './result/record.ts'
import { seriesKey } from './result/series-key.ts'
import type { Failure } from './result/shared-schema.ts'

/**
 * Builds the services and measures every benchmark at every core count. `save` is given the record so far after every
 * round. An interrupt gives the record of what was measured until then, marked as not complete.
 */
export async function measure(
  subject: Subject,
  world: World,
  save: (record: BaselineRecord) => Promise<void>,
): Promise<BaselineRecord> {
  await using bench = await setUpBench(subject, world)
  sayWhereTooShort(subject.budget, bench, world)
  return await measureSeries(bench.series, bench, subject, world, save)
}

/** Three rounds are held whatever the budget: who gave less is told before, and how long it takes. */
function sayWhereTooShort(budget: number | undefined, { series, counts }: Bench, { progress }: World): void {
  const overloads = series.filter((each) => each.kind === 'http' && each.regime === 'overload')
  const points = counts.measured.length
  const least = leastTime(series.length * points, overloads.length * points)
  if (budget === undefined || budget >= least) return
  const seconds = (milliseconds: number) => `${Math.ceil(milliseconds / 1000)} s`
  progress.say(
    `The budget of ${seconds(budget)} is too short: three rounds, the fewest that are measured, will take about ${seconds(least)}.`,
  )
}

/** A record in which nothing was measured is refused before the branch is asked. */
export type StoreResult = PushResult | { readonly kind: 'refused'; readonly message: string }

/** Stores a record in the baseline branch, with the badges of the newest record in the same commit. */
export async function storeRecord(
  record: BaselineRecord,
  store: BaselineStore,
  keep: number,
): Promise<StoreResult> {
  if (!isAnythingMeasured(record)) {
    return {
      kind: 'refused',
      message:
        'Nothing was measured in this record: no benchmark got to a result. Mend that, and measure again.',
    }
  }
  return await store.push({
    record,
    keep,
    message: `Record ${record.commit.slice(0, 12)}`,
    // A record that arrives late must not take the badge back to an older number.
    extraFiles: ({ newest }) => (newest ? badgeFiles(record) : new Map()),
  })
}

/** Time for a whole comparison where the user names none, in ms. */
export const DEFAULT_BUDGET = 600_000
/** Of the budget, for measuring head alone to see whether the stored baseline clears it. */
const CLEARING_SHARE = 0.2
/** For a benchmark that is measured alone, at the least, in ms. */
const LEAST_ALONE = 5000

/**
 * Compares head with base. `save` is given the comparison so far after every round, not complete as yet. The budget is
 * time for measuring; what building takes comes on top.
 */
export async function compare(
  request: CompareRequest,
  world: World,
  save: (soFar: Comparison) => Promise<void>,
): Promise<Comparison> {
  const { subject, evidence } = request
  const budget = subject.budget ?? DEFAULT_BUDGET
  await using bench = await setUpBench(subject, world)
  const stored = new StoredSide(request, bench, world)
  if (evidence === 'stored') {
    sayWhereTooShort(subject.budget, bench, world)
    return await stored.compare(bench.series, subject.budget, 'found-or-why-not')
  }
  const cleared = evidence === 'auto' ? await stored.clear(budget * CLEARING_SHARE) : NONE_CLEARED
  const open = bench.series.filter((each) => !cleared.series.includes(each))
  if (cleared.method !== undefined && (open.length === 0 || !cleared.method.complete)) {
    return stored.whole(cleared.method, cleared.benchmarks)
  }
  const duelBudget = budget - 1000 * (cleared.method?.seconds ?? 0)
  const held = await holdDuel(open, bench, { ...request, budget: duelBudget }, world, (soFar) =>
    save(stored.whole(soFar.method, [...cleared.benchmarks, ...soFar.benchmarks])),
  )
  const known = [...cleared.benchmarks, ...held.benchmarks]
  const alone = aloneSeries(open, bench, held)
  if (alone.length === 0 || !held.method.complete) return stored.whole(held.method, known)
  const solo = await stored.compare(
    alone,
    Math.max(duelBudget - 1000 * held.method.seconds, alone.length * LEAST_ALONE),
    held.baseFailed.length > 0 ? 'found-or-why-not' : 'no-baseline',
  )
  const method = held.benchmarks.length === 0 ? solo.method : held.method
  return stored.whole(
    { ...method, complete: solo.method.complete },
    [...known, ...withBaseFailures(solo.benchmarks, held)],
    solo.baseline,
  )
}

/** What is left to measure of head alone: new benchmarks, those whose base failed, and those whose own build failed. */
function aloneSeries(open: readonly Series[], { failures }: Bench, held: DuelsHeld): readonly Series[] {
  const withoutDuel = [...held.withoutBase, ...held.baseFailed.map(({ series }) => series)]
  return open.filter((each) => withoutDuel.includes(each) || failures.has(loadKey(each)))
}

/** Marks as unconfirmed what was compared with a stored record only because base did not build or start. */
function withBaseFailures(
  benchmarks: readonly ComparisonBenchmark[],
  held: DuelsHeld,
): ComparisonBenchmark[] {
  const failures = new Map<string, Failure>(
    held.baseFailed.flatMap(({ series, failure }) =>
      entriesOf(series).map((entry) => [seriesKey(entry), failure] as const),
    ),
  )
  return benchmarks.map((benchmark) => {
    const baseFailure = failures.get(seriesKey(benchmark))
    if (baseFailure === undefined || benchmark.evidence.kind === 'duel') return benchmark
    return { ...benchmark, evidence: { ...benchmark.evidence, baseFailure } }
  })
}
