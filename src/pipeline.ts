/**
 * The product in a few sentences: measure a commit at every core count; compare head with base, in a duel or with what
 * the baseline branch stores; store a record. Entries say what to do; rooms below do it.
 */
import type { BaselineStore, PushResult } from './baseline/store.ts'
import { type Series } from './duel/series.ts'
import { leastTime } from './duel/visit-plan.ts'
import { type Bench, type Subject, setUpBench, type World } from './pipeline/bench.ts'
import type { CompareRequest } from './pipeline/compare-request.ts'
import { type DuelsHeld, holdDuel } from './pipeline/hold-duel.ts'
import { measureSeries } from './pipeline/measure-series.ts'
import { StoredSide } from './pipeline/stored-side.ts'
import { badgeFiles } from './report/badge-files.ts'
import type { Comparison, ComparisonBenchmark } from './result/comparison.ts'
import { isAnythingMeasured } from './result/measured.ts'
import type { BaselineRecord } from './result/record.ts'
import { seriesKey } from './result/series-key.ts'
import type { Failure } from './result/shared-schema.ts'
