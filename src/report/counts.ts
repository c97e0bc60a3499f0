import type { Figure } from './escape.ts'
import { grouped } from './numbers.ts'
import { andMore, type Sentence, say } from './sentence.ts'

type Noun = 'core' | 'quad' | 'CPU' | 'benchmark' | 'connection' | 'round' | 'commit' | 'line' | 'thread'

/** “1 core”, “4 cores”. */
export function count(n: number, noun: Noun): Sentence {
  const word = (n === 1 ? noun : `${noun}s`) as Figure
  return say`${grouped(n)} ${word}`
}

/** “1 core”, “2 and 4 cores”, “1, 2, 4 and 5 more core counts”. */
export function coreCounts(cores: readonly number[]): Sentence {
  if (cores.length === 1) return count(cores[0] ?? 0, 'core')
  const figures = cores.map((n) => say`${grouped(n)}`)
  return cores.length > 6 ? say`${andMore(figures, 5)} core counts` : say`${andMore(figures, 6)} cores`
}
