import { type Condition, RECORDED, type Recorded } from './trace.ts'

/** Core counts of a replayed report. Two CPUs were recorded: the highest is a stand-in, drawn anew from n = 2. */
export const REPORT_CORES = [1, 2, 4] as const
export type ReportCores = (typeof REPORT_CORES)[number]
export const HIGHEST: ReportCores = 4
export const BENCHMARKS = Object.keys(RECORDED) as Recorded[]

/** Tolerance of the replayed benchmarks, the default. */
export const TOLERANCE = 0.03

/** What head lost: nothing; a share at every core count; or at the highest alone. */
export type Loss =
  | { readonly kind: 'none' }
  | { readonly kind: 'uniform'; readonly share: number }
  | { readonly kind: 'scaling'; readonly share: number }

/** One kind of report, replayed many times. */
export interface Scenario {
  readonly condition: Condition
  /** Measuring per benchmark, for all its core counts and both arms. */
  readonly minutes: number
  readonly loss: Loss
}

/** The share that head loses of a benchmark at a core count, where `afflicted` is the benchmark that lost any. */
export function lossAt(
  { loss }: Scenario,
  afflicted: Recorded,
  benchmark: Recorded,
  cores: ReportCores,
): number {
  if (loss.kind === 'none' || benchmark !== afflicted) return 0
  return loss.kind === 'uniform' || cores === HIGHEST ? loss.share : 0
}

/** Benchmarks lose in turn. */
export function afflictedIn(replay: number): Recorded {
  return BENCHMARKS[replay % BENCHMARKS.length] as Recorded
}

/** The traces of a condition: what was recorded at one core and at two. */
export type TracesOf<T> = Readonly<Record<Recorded, Readonly<Record<1 | 2, T>>>>

/** The core count that was recorded for one of a report. */
export function recordedAt(cores: ReportCores): 1 | 2 {
  return cores === 1 ? 1 : 2
}
