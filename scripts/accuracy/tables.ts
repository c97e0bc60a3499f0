import { upperBound } from './clopper-pearson.ts'
import { type Figures, LOSS_KINDS, LOSSES, MINUTES, narrower, narrowerRange } from './figures.ts'
import { percent, table } from './markdown.ts'
import { NEIGHBOURS } from './neighbour-rules.ts'
import type { Range } from './range.ts'
import type { RuleTally, Tally } from './tally.ts'
import { CONDITIONS } from './trace.ts'

const OURS = 'corecurve duel'
const RULES = [OURS, ...NEIGHBOURS] as const

function ruleOf(tally: Tally, rule: (typeof RULES)[number]): RuleTally {
  return rule === OURS ? tally.ours : tally.neighbours[rule]
}

/** False alarms: reports of nothing in which some point was called a regression. */
export function falseAlarmTable(figures: Figures): string {
  const columns = CONDITIONS.flatMap((condition) => MINUTES.map((minutes) => ({ condition, minutes })))
  const head = ['rule', ...columns.map(({ condition, minutes }) => `${condition}, ${minutes} min`)]
  const rows = RULES.map((rule) => [
    rule,
    ...columns.map((column) => {
      const tally = figures.of({ ...column, loss: { kind: 'none' } })
      const { alarms } = ruleOf(tally, rule)
      const share = percent(alarms / tally.replays)
      return rule === OURS ? `${share} (≤ ${percent(upperBound(alarms, tally.replays))})` : share
    }),
  ])
  return table([head, ...rows])
}

/** Reports in which the benchmark that lost something was called a regression where it lost it. */
export function powerTables(figures: Figures): string {
  const titles = {
    uniform: 'the same loss at every core count',
    scaling: 'a loss at the highest core count alone',
  }
  return CONDITIONS.flatMap((condition) =>
    LOSS_KINDS.map((kind) => {
      const head = [
        `${condition}: ${titles[kind]}`,
        ...LOSSES.map((share) => `${Math.round(100 * share)} % lost`),
      ]
      const rows = RULES.flatMap((rule) =>
        MINUTES.map((minutes) => [
          `${rule}, ${minutes} min`,
          ...LOSSES.map((share) => {
            const tally = figures.of({ condition, minutes, loss: { kind, share } })
            return percent(ruleOf(tally, rule).found / tally.replays)
          }),
        ]),
      )
      return table([head, ...rows])
    }),
  ).join('\n\n')
}

/** Widths of the 95 % intervals at the points that were recorded. */
export function widthTable(figures: Figures): string {
  const head = [
    'trace',
    'minutes',
    'ours',
    'holds the truth',
    'base, then head',
    'times wider',
    'less a stretch',
  ]
  const rows = CONDITIONS.flatMap((condition) =>
    MINUTES.flatMap((minutes) => {
      const points = figures.widths(condition, minutes)
      const each = points.map((point) => [
        `${point.point} ${condition}`,
        String(minutes),
        percent(point.ours),
        percent(point.held),
        percent(point.sequential),
        (point.sequential / point.ours).toFixed(1),
        rangeText(narrowerRange([point])),
      ])
      const all = [narrower(points).toFixed(1), rangeText(narrowerRange(points))]
      return [...each, [`${condition}, geometric mean`, String(minutes), '', '', '', ...all]]
    }),
  )
  return table([head, ...rows])
}

/** `8.2 to 10.6`, a dash where nothing is known. */
export function rangeText(range: Range | undefined): string {
  return range === undefined ? '–' : `${range.low.toFixed(1)} to ${range.high.toFixed(1)}`
}

/** Rounds, time and verdicts of our own reports. */
export function reportTable(figures: Figures): string {
  const head = [
    'our reports',
    'rounds',
    'time used',
    'inconclusive',
    'A/A unchanged',
    '10 %: slower',
    '10 %: scales-worse',
  ]
  const rows = CONDITIONS.flatMap((condition) =>
    MINUTES.map((minutes) => {
      const none = figures.of({ condition, minutes, loss: { kind: 'none' } })
      const right = (kind: 'uniform' | 'scaling') => {
        const tally = figures.of({ condition, minutes, loss: { kind, share: 0.1 } })
        return percent(tally.rightVerdict / tally.replays)
      }
      return [
        `${condition}, ${minutes} min`,
        (none.rounds / none.replays).toFixed(1),
        `${(none.seconds / none.replays / 60 / 3).toFixed(1)} min`,
        percent(none.inconclusive / none.replays),
        percent(none.rightVerdict / none.replays),
        right('uniform'),
        right('scaling'),
      ]
    }),
  )
  return table([head, ...rows])
}

/** The figures of the page for a program to read. */
export function ratios(figures: Figures): Record<string, number> {
  const rounded = (value: number) => Number(value.toPrecision(3))
  const each = CONDITIONS.flatMap((condition) => {
    const { alarms, named, accusedOne } = figures.naming(condition)
    return [
      ...MINUTES.flatMap((minutes): [string, number][] => {
        const none = figures.of({ condition, minutes, loss: { kind: 'none' } })
        const found = (kind: 'uniform' | 'scaling', share: number) => {
          const { ours, replays } = figures.of({ condition, minutes, loss: { kind, share } })
          return ours.found / replays
        }
        const name = `${condition}-${minutes}min`
        return [
          [`${name}-false-alarms`, none.ours.alarms / none.replays],
          [`${name}-found-5-percent`, found('scaling', 0.05)],
          [`${name}-found-10-percent`, found('scaling', 0.1)],
          [`${name}-found-10-percent-uniform`, found('uniform', 0.1)],
          [`${name}-narrower`, narrower(figures.widths(condition, minutes))],
        ]
      }),
      [`${condition}-named`, alarms === 0 ? 0 : named / alarms],
      [`${condition}-accused-one-core`, alarms === 0 ? 0 : accusedOne / alarms],
    ] as [string, number][]
  })
  return Object.fromEntries(each.map(([name, value]) => [name, rounded(value)]))
}
