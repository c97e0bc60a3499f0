import { fractionInterval } from '../../src/stats/log-change.ts'
import { estimateMean, type Interval, tInterval } from '../../src/stats/t-interval.ts'
import { signedPercent, table } from './markdown.ts'
import { prepareRound } from './replayed-visit.ts'
import { type Trace, traceName } from './trace.ts'

/** How head differed from base in the rounds of a trace as they were recorded, both being the same program. */
export interface RecordedChange {
  readonly trace: string
  /** Rounds that have a change: those with a quad that counts. */
  readonly rounds: number
  /** Mean over rounds of the trimmed change of pairs, a fraction, with its 95 % t interval. */
  readonly pairs: Interval
  /** Mean over rounds of the change of the mean rate of all slices that count, likewise. */
  readonly all: Interval
}

export function recordedChange(trace: Trace): RecordedChange {
  const rounds = trace.rounds
    .map((round) => prepareRound(round).whole)
    .flatMap(({ change, base, head }) =>
      change === null ? [] : [{ pairs: change, all: Math.log(head / base) }],
    )
  const interval = (logs: readonly number[]) => fractionInterval(tInterval(estimateMean(logs)))
  return {
    trace: traceName(trace).replaceAll('-', ' '),
    rounds: rounds.length,
    pairs: interval(rounds.map(({ pairs }) => pairs)),
    all: interval(rounds.map(({ all }) => all)),
  }
}

/** The recordings themselves, and how many of their intervals miss zero. */
export function recordingTable(traces: readonly Trace[]): string {
  const changes = traces.map(recordedChange)
  const missed = (pick: (change: RecordedChange) => Interval) =>
    `${changes.map(pick).filter(({ low, high }) => low > 0 || high < 0).length} of ${changes.length}`
  const told = ({ estimate, low, high }: Interval) => [
    signedPercent(estimate),
    `${signedPercent(low)} to ${signedPercent(high)}`,
  ]
  return table([
    ['trace', 'rounds', 'change', '95 %', 'all slices', '95 %'],
    ...changes.map(({ trace, rounds, pairs, all }) => [trace, String(rounds), ...told(pairs), ...told(all)]),
    ['intervals that miss zero', '', '', missed(({ pairs }) => pairs), '', missed(({ all }) => all)],
  ])
}
