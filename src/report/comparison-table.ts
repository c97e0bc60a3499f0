import type { ComparisonPoint } from '../result/comparison.ts'
import { shortCommit } from './baseline-sentence.ts'
import { count } from './counts.ts'
import type { Table } from './document.ts'
import { findingCell, recoveryCell, shareCell, worseFindings } from './finding.ts'
import { hintOf, namedShift } from './named-shift.ts'
import { change, measured, share, throughput, times } from './numbers.ts'
import { NONE, name, type Sentence, say, strong, tone } from './sentence.ts'
import { seriesCaption } from './series-label.ts'
import { shownFigure } from './shown-figure.ts'
import { type JudgedBenchmark, sameMachine } from './view.ts'

export interface Arms {
  /** Commit whose numbers base's row shows, where that is known, and the measured one. */
  readonly base: string | undefined
  readonly head: string
  /** How the reader knows head: “this PR” in a comment, “head” in a terminal. */
  readonly headName: Sentence
}

type Cell = (point: ComparisonPoint) => Sentence
type Emphasis = (point: ComparisonPoint, cell: Sentence) => Sentence
interface Row {
  readonly title: Sentence
  readonly cell: Cell
}

/** One benchmark with a column per core count; the named loss or gain is bold. */
export function comparisonTable(
  benchmark: JudgedBenchmark,
  points: readonly ComparisonPoint[],
  arms: Arms,
): Table {
  const offered = commonRate(points)
  const caption = seriesCaption(benchmark)
  const named = namedShift(benchmark)?.point
  const bold: Emphasis = (point, cell) => (point === named && cell !== NONE ? say`${strong(cell)}` : cell)
  const rows = [
    ...(offered === undefined ? [{ title: say`offered`, cell: offeredCell }] : []),
    ...armRows(benchmark, arms, bold),
    ...(benchmark.measure === undefined ? speedupRows(benchmark, bold) : []),
    ...(benchmark.measure?.kind === 'goodput' ? overloadRows(benchmark) : []),
    ...(showsScaling(benchmark) ? [scalingRow(benchmark, bold)] : []),
  ].map(({ title, cell }) => [title, ...points.map(cell)])
  const verdicts = [say`verdict`, ...points.map(verdictCell)]
  return {
    wide: true,
    head: [
      offered === undefined ? caption : say`${caption} · at ${throughput(offered, 'req/s')}`,
      ...points.map(({ cores }) => count(cores, 'core')),
    ],
    rows: [
      ...rows.filter(([, ...cells]) => !cells.every((content) => content === NONE)),
      ...(benchmark.verdict === 'no-baseline' ? [] : [verdicts]),
    ],
  }
}

function armRows(benchmark: JudgedBenchmark, arms: Arms, bold: Emphasis): Row[] {
  const head: Row = {
    title: say`${arms.headName} ${name(shortCommit(arms.head))}`,
    cell: (point) => measuredCell(shownFigure(point, 'head')),
  }
  if (!sameMachine(benchmark)) return [head]
  return [
    {
      title: arms.base === undefined ? say`base` : say`base ${name(shortCommit(arms.base))}`,
      cell: (point) => measuredCell(shownFigure(point, 'base')),
    },
    head,
    { title: say`change`, cell: (point) => bold(point, changeCell(point.change)) },
  ]
}

function speedupRows(benchmark: JudgedBenchmark, bold: Emphasis): Row[] {
  const speedup: Row = {
    title: say`speedup`,
    cell: (point) => pathCell(point, times, (cell) => bold(point, cell)),
  }
  const efficiency: Row = {
    title: say`efficiency`,
    cell: (point) => pathCell(perCore(point), share, (cell) => cell),
  }
  return sameMachine(benchmark) ? [speedup] : [speedup, efficiency]
}

/** What became of the service; the finding is bold where it is all that got worse. */
function overloadRows(benchmark: JudgedBenchmark): Row[] {
  const findingOnly = namedShift(benchmark) === undefined && worseFindings(benchmark).length > 0
  const path = (cell: (of: OverloadOfArm) => Sentence, emphasised = false): Cell => {
    return ({ overload, regressed }) => {
      const base = cell(overload?.base)
      const head = cell(overload?.head)
      if (base === NONE && head === NONE) return NONE
      return say`${base} → ${emphasised && regressed === 'finding' ? say`${strong(head)}` : head}`
    }
  }
  return [
    {
      title: say`share of capacity`,
      cell: path(shareCell),
    },
    { title: say`finding`, cell: path(findingCell, findingOnly) },
    { title: say`recovery`, cell: path(recoveryCell) },
  ]
}
type OverloadOfArm = NonNullable<ComparisonPoint['overload']>['head']

function scalingRow(benchmark: JudgedBenchmark, bold: Emphasis): Row {
  const same = sameMachine(benchmark)
  return {
    title: say`scaling change`,
    cell: (point) => {
      const cell = changeCell(point.scalingChange)
      return same ? cell : bold(point, cell)
    },
  }
}

/** “✓ unchanged”, with the tone that a terminal shows it in. */
export function verdictCell({ verdict, reason }: ComparisonPoint): Sentence {
  switch (verdict) {
    case 'regressed':
      return say`${tone('bad', say`✗ regressed`)}`
    case 'improved':
      return say`${tone('good', say`✓ improved`)}`
    case 'unchanged':
      return say`${tone('good', say`✓ unchanged`)}`
    case 'inconclusive':
      return say`${tone('unsure', reason?.kind === 'suspicion' ? say`? suspected` : say`? inconclusive`)}`
    case 'skipped':
      return say`${tone('faint', reason?.kind === 'other-host' ? say`– not compared` : say`– skipped`)}`
  }
}

export function changeCell(of: ComparisonPoint['change']): Sentence {
  return of === undefined ? NONE : say`${change(of)}`
}

function measuredCell(of: ReturnType<typeof shownFigure>): Sentence {
  return of === undefined ? NONE : say`${measured(of.median, of.unit)}`
}

/** The rate that was offered at every core count, where it was one and the same. */
function commonRate(points: readonly ComparisonPoint[]): number | undefined {
  const [rate, ...others] = new Set(points.flatMap(({ offered }) => (offered === undefined ? [] : [offered])))
  return others.length === 0 ? rate : undefined
}

function offeredCell({ offered }: ComparisonPoint): Sentence {
  return offered === undefined ? NONE : say`${throughput(offered, 'req/s')}`
}

/** Said where g is what a verdict rests on, or where there is no change row; d shows it where 1 core held. */
function showsScaling(benchmark: JudgedBenchmark): boolean {
  if (benchmark.verdict === 'no-baseline') return false
  if (!sameMachine(benchmark) || benchmark.verdict === 'slower-and-scales-worse') return true
  if (namedShift(benchmark)?.of === 'scaling') return true
  return hintOf(benchmark) === 'may-be-both'
}

/** “3.74× → 2.97×”, one figure where both are alike, as at 1 core. */
function pathCell(
  { cores, speedup }: ComparisonPoint,
  show: typeof times,
  emphasis: (cell: Sentence) => Sentence,
): Sentence {
  const { base, head } = speedup ?? {}
  if (head === undefined) return base === undefined ? NONE : say`${show(base)} → –`
  if (base === undefined || cores === 1) return say`${show(head)}`
  return say`${show(base)} → ${emphasis(say`${show(head)}`)}`
}

function perCore(point: ComparisonPoint): ComparisonPoint {
  const { cores, speedup } = point
  const divide = (value: number | undefined) => (value === undefined ? undefined : value / cores)
  return { ...point, speedup: speedup && { base: divide(speedup.base), head: divide(speedup.head) } }
}
