import { nearestRecord } from '../baseline/choose-record.ts'
import { RECORDS_TO_CLEAR, recordsOfHost } from '../baseline/records-of-host.ts'
import { entriesOf, loadKey, type Series } from '../duel/series.ts'
import type { Comparison, ComparisonBenchmark } from '../result/comparison.ts'
import type { BaselineRecord } from '../result/record.ts'
import { type SeriesIdentity, seriesKey } from '../result/series-key.ts'
import { assembleComparison, type Stored } from '../scaling/assemble-comparison.ts'
import { judgeComparison } from '../scaling/judge-comparison.ts'
import { couldClear, runToRunDeviation } from '../scaling/run-to-run.ts'
import type { Bench, World } from './bench.ts'
import { isClearable, isUnchanged } from './clearable.ts'
import type { CompareRequest } from './compare-request.ts'
import { measureSeries } from './measure-series.ts'
import { comparisonPart } from './result-part.ts'

/** What the stored baseline cleared, and how head was measured for that; no method where it was not. */
export interface Cleared {
  readonly method?: Comparison['method']
  readonly series: readonly Series[]
  readonly benchmarks: readonly ComparisonBenchmark[]
}

export const NONE_CLEARED: Cleared = { series: [], benchmarks: [] }

/** The side of a comparison that knows the baseline branch. */
export class StoredSide {
  readonly #request: CompareRequest
  readonly #bench: Bench
  readonly #world: World

  constructor(request: CompareRequest, bench: Bench, world: World) {
    this.#request = request
    this.#bench = bench
    this.#world = world
  }

  /** Measures series of head alone and compares them with the nearest stored record, or says that base lacks them. */
  async compare(
    series: readonly Series[],
    budget: number | undefined,
    against: 'found-or-why-not' | 'no-baseline',
  ): Promise<Comparison> {
    const head = await this.#measure(series, budget)
    const stored = against === 'no-baseline' ? ({ kind: 'missing' } as const) : await this.#nearest()
    const { subject, base } = this.#request
    const declared = this.#bench.series.flatMap(entriesOf)
    return comparisonPart(assembleComparison({ head, base, stored, declared }), subject.shard)
  }

  /**
   * The benchmarks that ten or more records of this host key clear without a duel: unchanged, with the spread between
   * runs taken from those records. Measures only what they could clear.
   */
  async clear(budget: number): Promise<Cleared> {
    const { base } = this.#request
    await using store = await this.#request.openStore()
    if (store === undefined || store.list().length < RECORDS_TO_CLEAR) return NONE_CLEARED
    const ancestors = await this.#request.ancestors()
    const records = await recordsOfHost(store, ancestors, this.#bench.host.key)
    if (records.length < RECORDS_TO_CLEAR) return NONE_CLEARED
    const runToRun = (series: SeriesIdentity) => runToRunDeviation(records, series, RECORDS_TO_CLEAR)
    const promising = this.#bench.series.filter(
      (series) =>
        isClearable(series) &&
        !this.#bench.failures.has(loadKey(series)) &&
        entriesOf(series).every((entry) => {
          const deviation = runToRun(entry)
          return deviation !== undefined && couldClear(deviation, entry.detect)
        }),
    )
    if (promising.length === 0) return NONE_CLEARED
    const stored = await nearestRecord({ store, ancestors, hostKey: this.#bench.host.key })
    const share = promising.length / this.#bench.series.length
    const head = await this.#measure(promising, budget * share)
    // What an interrupt cut short has seen too little to clear anything.
    if (!head.method.complete) return { ...NONE_CLEARED, method: head.method }
    const compared = assembleComparison({
      head,
      base,
      stored,
      declared: this.#bench.series.flatMap(entriesOf),
      history: { records: records.length, runToRun },
    })
    const cleared = promising.filter((series) => isUnchanged(series, compared))
    const keys = new Set(cleared.flatMap(entriesOf).map(seriesKey))
    return {
      method: head.method,
      series: cleared,
      benchmarks: compared.benchmarks.filter((benchmark) => keys.has(seriesKey(benchmark))),
    }
  }

  /** The comparison that holds `benchmarks`, in the order of the configuration. */
  whole(
    method: Comparison['method'],
    benchmarks: readonly ComparisonBenchmark[],
    baseline: Comparison['baseline'] = 'missing',
  ): Comparison {
    const { subject, base } = this.#request
    const { series, host, at } = this.#bench
    const order = new Map(series.flatMap(entriesOf).map((each, index) => [seriesKey(each), index]))
    const place = (benchmark: ComparisonBenchmark) => order.get(seriesKey(benchmark)) ?? order.size
    const comparison: Comparison = {
      schema: 1,
      kind: 'comparison',
      at,
      seed: subject.seed,
      host,
      method,
      base,
      head: subject.commit,
      dirty: subject.dirty,
      baseline: benchmarks.some(({ evidence }) => evidence.kind === 'stored') ? 'found' : baseline,
      verdict: judgeComparison(benchmarks),
      benchmarks: benchmarks.toSorted((a, b) => place(a) - place(b)),
    }
    return comparisonPart(comparison, subject.shard)
  }

  async #measure(series: readonly Series[], budget: number | undefined): Promise<BaselineRecord> {
    const subject = { ...this.#request.subject, budget }
    return await measureSeries(series, this.#bench, subject, this.#world, async () => {})
  }

  async #nearest(): Promise<Stored> {
    await using store = await this.#request.openStore()
    if (store === undefined) return { kind: 'missing' }
    const ancestors = await this.#request.ancestors()
    return await nearestRecord({ store, ancestors, hostKey: this.#bench.host.key })
  }
}
