import type { ComparisonBenchmark } from '../../src/result/comparison.ts'
import { mean } from '../../src/stats/quantiles.ts'
import { type Random, seededRandom } from '../../src/stats/random.ts'
import { drawSequential, type PreparedRuns, prepareRuns } from './draw-sequential.ts'
import { ALARMS, type Sequential } from './neighbour-rules.ts'
import { type Rounds, replayDuel } from './replay-duel.ts'
import { prepareRound } from './replayed-visit.ts'
import {
  afflictedIn,
  BENCHMARKS,
  lossAt,
  REPORT_CORES,
  type ReportCores,
  recordedAt,
  type Scenario,
  type TracesOf,
} from './scenario.ts'
import {
  addTallies,
  forNeighbours,
  type JudgedPlace,
  NO_TALLY,
  ruleTally,
  type Tally,
  type Width,
} from './tally.ts'
import { type Condition, type Recorded, type Trace, traceName } from './trace.ts'

/** The traces of a condition, ready for replays. */
export interface Prepared {
  readonly rounds: Rounds
  readonly runs: TracesOf<PreparedRuns>
}

export function prepare(traces: readonly Trace[], condition: Condition): Prepared {
  const find = (service: Recorded, cores: 1 | 2): Trace => {
    const name = traceName({ service, cores, condition })
    const trace = traces.find((each) => traceName(each) === name)
    if (trace === undefined) throw new Error(`no trace ${name}`)
    return trace
  }
  const each = <T>(make: (trace: Trace) => T) =>
    Object.fromEntries(
      BENCHMARKS.map((service) => [service, { 1: make(find(service, 1)), 2: make(find(service, 2)) }]),
    ) as TracesOf<T>
  return {
    rounds: each(({ rounds }) => rounds.map(prepareRound)),
    runs: each(({ stretches }) => prepareRuns(stretches)),
  }
}

/** Replays `from` to `to` of a scenario. The same seed gives the same tally, however the replays are shared out. */
export async function replayScenario(
  prepared: Prepared,
  scenario: Scenario,
  { seed, from, to }: { seed: string; from: number; to: number },
): Promise<Tally> {
  let tally = NO_TALLY
  const widths: Width[] = []
  for (let replay = from; replay < to; replay++) {
    const one = await replayReport(prepared, scenario, replay, seed)
    widths.push(...one.widths)
    tally = addTallies(tally, { ...one, widths: [] })
  }
  return { ...tally, widths }
}

async function replayReport(
  prepared: Prepared,
  scenario: Scenario,
  replay: number,
  seed: string,
): Promise<Tally> {
  const of = `${seed} ${JSON.stringify(scenario)} ${replay}`
  const report = await replayDuel(prepared.rounds, scenario, replay, seededRandom(`${of} duel`))
  // The neighbours get the time that ours took.
  const minutes = report.milliseconds / 60_000 / BENCHMARKS.length
  const sequential = drawReport(
    prepared.runs,
    { ...scenario, minutes },
    replay,
    seededRandom(`${of} sequential`),
  )
  const lost = (benchmark: Recorded, cores: ReportCores) =>
    lossAt(scenario, afflictedIn(replay), benchmark, cores) > 0
  const places = (accused: (benchmark: Recorded, cores: ReportCores) => boolean): JudgedPlace[] =>
    POINTS.map(([benchmark, cores]) => ({
      cores,
      lost: lost(benchmark, cores),
      accused: accused(benchmark, cores),
    }))
  const afflicted = report.benchmarks.find(({ name }) => name === afflictedIn(replay))
  return {
    replays: 1,
    ours: ruleTally(
      places((benchmark, cores) => pointOf(report.benchmarks, benchmark, cores)?.verdict === 'regressed'),
    ),
    neighbours: forNeighbours((name) =>
      ruleTally(places((benchmark, cores) => ALARMS[name](sequential(benchmark, cores)))),
    ),
    rightVerdict: Number(afflicted?.verdict === RIGHT[scenario.loss.kind]),
    inconclusive: Number(report.benchmarks.some(({ verdict }) => verdict === 'inconclusive')),
    rounds: report.rounds,
    seconds: report.milliseconds / 1000,
    widths: scenario.loss.kind === 'none' ? widthsOf(report.benchmarks, sequential) : [],
  }
}

const RIGHT = { none: 'unchanged', uniform: 'slower', scaling: 'scales-worse' } as const

const POINTS = BENCHMARKS.flatMap((benchmark) => REPORT_CORES.map((cores) => [benchmark, cores] as const))

type SequentialAt = (benchmark: Recorded, cores: ReportCores) => Sequential

/** The whole report as the neighbours measure it, in the same time. */
function drawReport(
  runs: Prepared['runs'],
  scenario: Scenario,
  replay: number,
  random: Random,
): SequentialAt {
  const seconds = (scenario.minutes * 60) / REPORT_CORES.length
  const drawn = new Map(
    POINTS.map(([benchmark, cores]) => {
      const loss = lossAt(scenario, afflictedIn(replay), benchmark, cores)
      const point = drawSequential(runs[benchmark][recordedAt(cores)], { seconds, loss, random })
      return [`${benchmark} ${cores}`, point]
    }),
  )
  return (benchmark, cores) => drawn.get(`${benchmark} ${cores}`) as Sequential
}

/** Both estimates at the points that were recorded; the stand-in would say the same twice. */
function widthsOf(benchmarks: readonly ComparisonBenchmark[], sequential: SequentialAt): Width[] {
  return POINTS.flatMap(([benchmark, cores]) => {
    const change = pointOf(benchmarks, benchmark, cores)?.change
    if (change === undefined || recordedAt(cores) !== cores) return []
    const { base, head } = sequential(benchmark, cores)
    return [
      {
        point: `${benchmark} ${cores}`,
        ours: Math.log1p(change.high) - Math.log1p(change.low),
        held: change.low <= 0 && change.high >= 0,
        sequential: Math.log(mean(head)) - Math.log(mean(base)),
      },
    ]
  })
}

function pointOf(benchmarks: readonly ComparisonBenchmark[], benchmark: Recorded, cores: ReportCores) {
  return benchmarks.find(({ name }) => name === benchmark)?.points.find((point) => point.cores === cores)
}
