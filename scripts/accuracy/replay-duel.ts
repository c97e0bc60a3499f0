import type { HttpBenchmark, Service } from '../../src/config/config.ts'
import { assembleDuel } from '../../src/duel/assemble-duel.ts'
import type { DuelSeries } from '../../src/duel/contest.ts'
import { type DuelRequest, measureDuel } from '../../src/duel/measure-duel.ts'
import { silentProgress } from '../../src/duel/progress.ts'
import type { ComparisonBenchmark } from '../../src/result/comparison.ts'
import { coin, type Random } from '../../src/stats/random.ts'
import { type PreparedRound, replayVisit } from './replayed-visit.ts'
import {
  afflictedIn,
  BENCHMARKS,
  lossAt,
  REPORT_CORES,
  type ReportCores,
  recordedAt,
  type Scenario,
  TOLERANCE,
  type TracesOf,
} from './scenario.ts'
import type { Recorded } from './trace.ts'

/** Recorded rounds of a condition; round i of every trace is from the same pass of the recording. */
export type Rounds = TracesOf<readonly PreparedRound[]>

/** The verdicts of one replayed report, and the time that it took in ms. */
export interface ReplayedReport {
  readonly benchmarks: readonly ComparisonBenchmark[]
  readonly rounds: number
  readonly milliseconds: number
}

/**
 * Replays one report: the product's own plan, looks, decision and verdicts, on rounds drawn with replacement from the
 * recorded ones, under a clock that the recorded visits advance.
 */
export async function replayDuel(
  rounds: Rounds,
  scenario: Scenario,
  replay: number,
  random: Random,
): Promise<ReplayedReport> {
  let clock = 0
  const draw = drawer(rounds, random)
  const visit: NonNullable<DuelRequest['visit']> = async (series, _sources, cores, { plan }) => {
    const benchmark = series.name as Recorded
    const at = cores as ReportCores
    const loss = lossAt(scenario, afflictedIn(replay), benchmark, at)
    const drawn = draw(benchmark, at)
    const replayed = replayVisit(drawn, { exchanged: coin(random), loss, measure: plan.measure, random })
    clock += replayed.milliseconds
    return replayed.visit
  }
  const result = await measureDuel({
    ...NOWHERE,
    series: SERIES,
    cores: REPORT_CORES,
    random,
    progress: silentProgress,
    now: () => clock,
    budget: scenario.minutes * 60_000 * BENCHMARKS.length,
    visit,
    onRound: async () => {},
  })
  const around = { colocated: (cores: number) => cores > 1, usedCpus: 2, skipped: [], duel: result }
  const benchmarks = result.outcomes.flatMap((outcome) => assembleDuel(outcome, around))
  return { benchmarks, rounds: result.rounds, milliseconds: clock }
}

/**
 * Draws whole rounds. A benchmark's visits at one and at two cores in a round come from the same pass of the recording,
 * so that what they shared then is in the difference of the two; the stand-in for more cores has a draw of its own.
 */
function drawer(rounds: Rounds, random: Random): (benchmark: Recorded, cores: ReportCores) => PreparedRound {
  const visited = new Map<string, number>()
  const passes = new Map<string, number>()
  return (benchmark, cores) => {
    const place = `${benchmark} ${cores}`
    const round = visited.get(place) ?? 0
    visited.set(place, round + 1)
    const recorded = rounds[benchmark][recordedAt(cores)]
    const shared = `${benchmark} ${cores === 1 || cores === 2 ? 'recorded' : cores} ${round}`
    const pass = passes.get(shared) ?? Math.floor(random() * recorded.length)
    passes.set(shared, pass)
    return recorded[pass % recorded.length] as PreparedRound
  }
}

const SERIES: readonly DuelSeries[] = BENCHMARKS.map((name) => {
  const service: Service = { name, directory: '/', start: 'true', startTimeout: 1, env: {} }
  const benchmark: HttpBenchmark = {
    kind: 'http',
    name,
    service: name,
    tolerance: TOLERANCE,
    detect: 0.1,
    requests: [{ method: 'GET', path: '/work', headers: {}, weight: 1 }],
    connections: [16],
    expect: { status: [200], headers: {} },
    timeout: 1000,
  }
  return {
    series: { kind: 'http', regime: 'closed', name, benchmark, service, connections: 16 },
    sources: { base: { kind: 'service', service }, head: { kind: 'service', service } },
  }
})

/** A replay starts nothing: whatever would is an error. */
const NOWHERE = {
  plan: { programCpus: [0, 1], generatorCpus: [0, 1], colocated: true, pinnable: true },
  generator: {
    pin: async () => {},
    open: () => Promise.reject(new Error('a replay puts load on nothing')),
    async [Symbol.asyncDispose]() {},
  },
  inherited: {},
  signal: new AbortController().signal,
} satisfies Pick<DuelRequest, 'plan' | 'generator' | 'inherited' | 'signal'>
