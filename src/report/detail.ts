import { count } from './counts.ts'
import { grouped } from './numbers.ts'
import { type Sentence, say } from './sentence.ts'
import type { ComparisonView } from './view.ts'

/** How much of a comparison to show. */
export interface Detail {
  /** Folds of what needs attention: the curve, what was counted, the law. */
  readonly curves: boolean
  /** Folds with tables of their own: levels of concurrency, first numbers. */
  readonly foldedTables: boolean
  /** Benchmarks that need nobody's attention: all, those without an answer, or none. */
  readonly quiet: 'all' | 'inconclusive' | 'none'
  /** Core counts per table. */
  readonly points: number
  /** Lines of a failed program's output. */
  readonly outputLines: number
  /** Benchmarks with a table of their own. */
  readonly tables: number
  /** Benchmarks with a sentence. */
  readonly sentences: number
}

export const EVERYTHING: Detail = {
  curves: true,
  foldedTables: true,
  quiet: 'all',
  points: 4096,
  outputLines: 50,
  tables: 10_000,
  sentences: 10_000,
}

/** A step that makes a report shorter, and how the reader is told. Of steps of one name the last that had to be taken counts. */
export interface Cut {
  readonly name: string
  readonly to: Partial<Detail>
  readonly left: (view: ComparisonView, noun: 'benchmark' | 'series') => Sentence
}

/** In this order: folded tables first, then unchanged benchmarks, then points, and only then what needs attention. */
export const CUTS: readonly Cut[] = [
  { name: 'curves', to: { curves: false }, left: () => say`curves` },
  { name: 'folded-tables', to: { foldedTables: false }, left: () => say`folded tables` },
  {
    name: 'quiet',
    to: { quiet: 'inconclusive' },
    left: ({ quiet }, noun) => {
      const unchanged = quiet.filter(({ verdict }) => verdict === 'unchanged')
      return say`${count(unchanged.length, noun)} without a change`
    },
  },
  {
    name: 'quiet',
    to: { quiet: 'none' },
    left: ({ quiet }, noun) => say`${count(quiet.length, noun)} without a change or without an answer`,
  },
  ...[16, 8, 4].map(pointsTo),
  ...[10, 0].map(outputTo),
  ...[100, 50, 20, 5, 0].map(tablesTo),
  ...[300, 100, 50, 20, 5, 0].map(sentencesTo),
]

function pointsTo(points: number): Cut {
  return {
    name: 'points',
    to: { points },
    left: () => say`all but ${grouped(points)} core counts of a table`,
  }
}

function outputTo(outputLines: number): Cut {
  return { name: 'output', to: { outputLines }, left: () => say`output of failed benchmarks` }
}

function tablesTo(tables: number): Cut {
  return {
    name: 'tables',
    to: { tables },
    left: ({ attention }, noun) => say`the tables of ${count(attention.length - tables, noun)}`,
  }
}

function sentencesTo(sentences: number): Cut {
  const beyond = (all: readonly unknown[]) => Math.max(0, all.length - sentences)
  return {
    name: 'sentences',
    to: { sentences },
    left: ({ attention, failed }, noun) =>
      say`the sentences of ${count(beyond(attention) + beyond(failed), noun)}`,
  }
}
