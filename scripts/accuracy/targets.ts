import { lowerBound, upperBound } from './clopper-pearson.ts'
import { type Figures, LOSS_KINDS, MINUTES, narrower, narrowerRange } from './figures.ts'
import { percent, table } from './markdown.ts'
import { metBy, type Wanted } from './range.ts'
import { TOLERANCE } from './scenario.ts'
import { rangeText } from './tables.ts'
import { CONDITIONS, type Condition } from './trace.ts'

interface Target {
  readonly name: string
  readonly found: string
  readonly met: ReturnType<typeof metBy>
}

/** Which targets hold. */
export function targetTable(figures: Figures): string {
  return table([
    ['target', 'found', 'met'],
    ...targets(figures).map(({ name, found, met }) => [name, found, met]),
  ])
}

function targets(figures: Figures): Target[] {
  return [
    ...CONDITIONS.flatMap((condition) =>
      MINUTES.map((minutes) => falseAlarmTarget(figures, condition, minutes)),
    ),
    levelTarget(figures),
    powerTarget(figures, 'quiet', 5, 0.1),
    powerTarget(figures, 'noisy', 5, 0.1),
    powerTarget(figures, 'quiet', 15, 0.05),
    ...CONDITIONS.flatMap((condition) => namingTargets(figures, condition)),
    ...CONDITIONS.flatMap((condition) => MINUTES.map((minutes) => widthTarget(figures, condition, minutes))),
  ]
}

/**
 * A share of replays with the 95 % bound on the side that the target is about. It is met where that bound meets it, and
 * not met where the bound of the other side fails as well.
 */
export function shareTarget(
  name: string,
  { hits, of, counted }: { hits: number; of: number; counted: string },
  wanted: Wanted,
): Target {
  if (of === 0) return { name, found: `no ${counted}`, met: metBy(undefined, wanted) }
  const range = { low: lowerBound(hits, of), high: upperBound(hits, of) }
  const [side, bound] = 'atLeast' in wanted ? ['lower', range.low] : ['upper', range.high]
  return {
    name,
    found: `${percent(hits / of)} of ${of} ${counted}, 95 % ${side} bound ${percent(bound as number)}`,
    met: metBy(range, wanted),
  }
}

function falseAlarmTarget(figures: Figures, condition: Condition, minutes: number): Target {
  const { ours, replays } = figures.of({ condition, minutes, loss: { kind: 'none' } })
  const name = `${condition}, ${minutes} min: false alarms in at most 1 % of A/A reports`
  return shareTarget(name, { hits: ours.alarms, of: replays, counted: 'replays' }, { atMost: 0.01 })
}

/** A loss of exactly the tolerance is the most that the rule must not accuse: there its alarms come nearest to α. */
function levelTarget(figures: Figures): Target {
  const tallies = CONDITIONS.flatMap((condition) =>
    MINUTES.flatMap((minutes) =>
      LOSS_KINDS.map((kind) => figures.of({ condition, minutes, loss: { kind, share: TOLERANCE } })),
    ),
  )
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const hits = sum(tallies.map(({ ours }) => ours.alarms))
  const of = sum(tallies.map(({ replays }) => replays))
  const worst = Math.max(...tallies.map(({ ours, replays }) => ours.alarms / replays))
  const name = `all conditions: a loss of exactly the tolerance, ${100 * TOLERANCE} %, called a regression in at most 1 % (α)`
  const target = shareTarget(name, { hits, of, counted: 'replays' }, { atMost: 0.01 })
  return {
    ...target,
    found: `${target.found}; ${percent(worst)} in the worst of ${tallies.length} scenarios`,
  }
}

function powerTarget(figures: Figures, condition: Condition, minutes: number, share: number): Target {
  const { ours, replays } = figures.of({ condition, minutes, loss: { kind: 'scaling', share } })
  const name = `${condition}, ${minutes} min: ${Math.round(100 * share)} % lost at one core count found in at least 90 %`
  return shareTarget(name, { hits: ours.found, of: replays, counted: 'replays' }, { atLeast: 0.9 })
}

function namingTargets(figures: Figures, condition: Condition): Target[] {
  const { alarms, named, accusedOne } = figures.naming(condition)
  const naming = `${condition}: of the alarms on a loss at the highest core count, at least 95 % name it and nothing else`
  const accusing = `${condition}: of these alarms, at most 1 % accuse one core`
  return [
    shareTarget(naming, { hits: named, of: alarms, counted: 'alarms' }, { atLeast: 0.95 }),
    shareTarget(accusing, { hits: accusedOne, of: alarms, counted: 'alarms' }, { atMost: 0.01 }),
  ]
}

function widthTarget(figures: Figures, condition: Condition, minutes: number): Target {
  const points = figures.widths(condition, minutes)
  const wanted = condition === 'quiet' ? 5 : 10
  const range = narrowerRange(points)
  return {
    name: `${condition}, ${minutes} min: interval at least ${wanted} times narrower than base, then head`,
    found: `${narrower(points).toFixed(1)} times, ${rangeText(range)} less a stretch`,
    met: metBy(range, { atLeast: wanted }),
  }
}
