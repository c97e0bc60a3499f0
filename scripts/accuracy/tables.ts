import { markdownTable } from 'markdown-table'
import stringWidth from 'string-width'
import { type Figures, LOSS_KINDS, LOSSES, MINUTES, narrower } from './figures.ts'
import { NEIGHBOURS } from './neighbour-rules.ts'
import type { RuleTally, Tally } from './tally.ts'
import { CONDITIONS, type Condition } from './trace.ts'
import { upperBound } from './upper-bound.ts'

const OURS = 'corecurve duel'
const RULES = [OURS, ...NEIGHBOURS] as const

function ruleOf(tally: Tally, rule: (typeof RULES)[number]): RuleTally {
  return rule === OURS ? tally.ours : tally.neighbours[rule]
}

/** A share in per cent, with enough digits to tell small ones apart. */
export function percent(share: number): string {
  const value = 100 * share
  return `${value !== 0 && value < 1 ? value.toFixed(2) : value.toFixed(1)} %`
}

function table(rows: readonly (readonly string[])[]): string {
  const align = rows[0]?.map((_, column) => (column === 0 ? 'l' : 'r')) ?? []
  return markdownTable(rows, { align, stringLength: stringWidth })
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
  const head = ['trace', 'minutes', 'ours', 'holds the truth', 'base, then head', 'times wider']
  const rows = CONDITIONS.flatMap((condition) =>
    MINUTES.flatMap((minutes) => {
      const points = figures.widths(condition, minutes)
      const each = points.map(({ point, ours, held, sequential }) => [
        `${point} ${condition}`,
        String(minutes),
        percent(ours),
        percent(held),
        percent(sequential),
        (sequential / ours).toFixed(1),
      ])
      const all = narrower(points).toFixed(1)
      return [...each, [`${condition}, geometric mean`, String(minutes), '', '', '', all]]
    }),
  )
  return table([head, ...rows])
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

/** Which targets hold. */
export function targetTable(figures: Figures): string {
  return table([
    ['target', 'found', 'met'],
    ...targets(figures).map(({ name, found, met }) => [name, found, met ? 'yes' : 'no']),
  ])
}

interface Target {
  readonly name: string
  readonly found: string
  readonly met: boolean
}

export function targets(figures: Figures): Target[] {
  return [
    ...CONDITIONS.flatMap((condition) =>
      MINUTES.map((minutes) => falseAlarmTarget(figures, condition, minutes)),
    ),
    powerTarget(figures, 'quiet', 5, 0.1),
    powerTarget(figures, 'noisy', 5, 0.1),
    powerTarget(figures, 'quiet', 15, 0.05),
    ...CONDITIONS.flatMap((condition) => namingTargets(figures, condition)),
    ...CONDITIONS.flatMap((condition) => MINUTES.map((minutes) => widthTarget(figures, condition, minutes))),
  ]
}

function falseAlarmTarget(figures: Figures, condition: Condition, minutes: number): Target {
  const { ours, replays } = figures.of({ condition, minutes, loss: { kind: 'none' } })
  const share = ours.alarms / replays
  return {
    name: `${condition}, ${minutes} min: false alarms in at most 1 % of A/A reports`,
    found: `${percent(share)}, 95 % upper bound ${percent(upperBound(ours.alarms, replays))}`,
    met: share <= 0.01,
  }
}

function powerTarget(figures: Figures, condition: Condition, minutes: number, share: number): Target {
  const { ours, replays } = figures.of({ condition, minutes, loss: { kind: 'scaling', share } })
  return {
    name: `${condition}, ${minutes} min: ${Math.round(100 * share)} % lost at one core count found in at least 90 %`,
    found: percent(ours.found / replays),
    met: ours.found / replays >= 0.9,
  }
}

function namingTargets(figures: Figures, condition: Condition): Target[] {
  const { alarms, named, accusedOne } = figures.naming(condition)
  const of = (count: number) => (alarms === 0 ? 'no alarms' : percent(count / alarms))
  return [
    {
      name: `${condition}: of the alarms on a loss at the highest core count, at least 95 % name it and nothing else`,
      found: of(named),
      met: alarms > 0 && named / alarms >= 0.95,
    },
    {
      name: `${condition}: of these alarms, at most 1 % accuse one core`,
      found: of(accusedOne),
      met: alarms > 0 && accusedOne / alarms <= 0.01,
    },
  ]
}

function widthTarget(figures: Figures, condition: Condition, minutes: number): Target {
  const times = narrower(figures.widths(condition, minutes))
  const wanted = condition === 'quiet' ? 5 : 10
  return {
    name: `${condition}, ${minutes} min: interval at least ${wanted} times narrower than base, then head`,
    found: `${times.toFixed(1)} times`,
    met: times >= wanted,
  }
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
