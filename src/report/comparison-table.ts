import type { ComparisonPoint } from '../result/comparison.ts'
import { shortCommit } from './baseline-sentence.ts'
import { count } from './counts.ts'
import type { Table } from './document.ts'
import { hintOf, namedShift } from './named-shift.ts'
import { change, share, throughput, times } from './numbers.ts'
import { NONE, name, type Sentence, say, strong, tone } from './sentence.ts'
import { seriesCaption } from './series-label.ts'
import { type JudgedBenchmark, sameMachine } from './view.ts'

export interface Arms {
  /** Commit whose numbers base's row shows, and the measured one. */
  readonly base: string
  readonly head: string
  /** How the reader knows head: “this PR” in a comment, “head” in a terminal. */
  readonly headName: Sentence
}

type Cell = (point: ComparisonPoint) => Sentence

/** One benchmark with a column per core count; the named loss or gain is bold. */
export function comparisonTable(
  benchmark: JudgedBenchmark,
  points: readonly ComparisonPoint[],
  arms: Arms,
): Table {
  const named = namedShift(benchmark)?.point
  const bold = (point: ComparisonPoint, cell: Sentence) => (point === named ? say`${strong(cell)}` : cell)
  const same = sameMachine(benchmark)
  const row = (title: Sentence, cell: Cell): Sentence[][] => {
    const cells = points.map(cell)
    return cells.every((content) => content === NONE) ? [] : [[title, ...cells]]
  }
  return {
    wide: true,
    head: [seriesCaption(benchmark), ...points.map(({ cores }) => count(cores, 'core'))],
    rows: [
      ...(same ? row(say`base ${name(shortCommit(arms.base))}`, ({ base }) => throughputCell(base)) : []),
      ...row(say`${arms.headName} ${name(shortCommit(arms.head))}`, ({ head }) => throughputCell(head)),
      ...(same ? row(say`change`, (point) => bold(point, changeCell(point.change))) : []),
      ...row(say`speedup`, (point) => pathCell(point, times, (cell) => bold(point, cell))),
      ...(same ? [] : row(say`efficiency`, (point) => pathCell(perCore(point), share))),
      ...(showsScaling(benchmark)
        ? row(say`scaling change`, (point) => (same ? changeCell : boldChange(point))(point.scalingChange))
        : []),
      ...(benchmark.verdict === 'no-baseline' ? [] : [[say`verdict`, ...points.map(verdictCell)]]),
    ],
  }

  function boldChange(point: ComparisonPoint) {
    return (of: ComparisonPoint['change']) => bold(point, changeCell(of))
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

export function throughputCell(of: ComparisonPoint['head']): Sentence {
  return of === undefined ? NONE : say`${throughput(of.median, of.unit)}`
}

/** Said where g is what a verdict rests on, or where there is no change row; d shows it where 1 core held. */
function showsScaling(benchmark: JudgedBenchmark): boolean {
  if (benchmark.verdict === 'no-baseline') return false
  if (!sameMachine(benchmark) || benchmark.verdict === 'slower-and-scales-worse') return true
  if (namedShift(benchmark)?.of === 'speedup') return true
  return hintOf(benchmark) === 'may-be-both'
}

/** “3.74× → 2.97×”, one figure where both are alike, as at 1 core. */
function pathCell(
  { cores, speedup }: ComparisonPoint,
  show: typeof times,
  emphasis: (cell: Sentence) => Sentence = (cell) => cell,
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
