import type { Figure } from './escape.ts'
import { grouped } from './numbers.ts'
import { andMore, type Sentence, say } from './sentence.ts'

type Noun =
  | 'core'
  | 'core count'
  | 'quad'
  | 'CPU'
  | 'benchmark'
  | 'series'
  | 'connection'
  | 'round'
  | 'commit'
  | 'line'
  | 'thread'

/** “1 core”, “4 cores”, “4 series”. */
export function count(n: number, noun: Noun): Sentence {
  const word = (n === 1 || noun === 'series' ? noun : `${noun}s`) as Figure
  return say`${grouped(n)} ${word}`
}

/** What entries of a result are called together: benchmarks, where none has more than one. */
export function nounFor(entries: readonly { readonly name: string }[]): 'benchmark' | 'series' {
  return new Set(entries.map(({ name }) => name)).size === entries.length ? 'benchmark' : 'series'
}

/** “1 core”, “2 and 4 cores”, “1, 2, 4 and 5 more core counts”. */
export function coreCounts(cores: readonly number[]): Sentence {
  if (cores.length === 1) return count(cores[0] ?? 0, 'core')
  const figures = cores.map((n) => say`${grouped(n)}`)
  return cores.length > 6 ? say`${andMore(figures, 5)} core counts` : say`${andMore(figures, 6)} cores`
}
