import { grouped } from './numbers.ts'
import { andMore, type Sentence, say } from './sentence.ts'

const NOUNS = {
  core: [say`core`, say`cores`],
  'core count': [say`core count`, say`core counts`],
  quad: [say`quad`, say`quads`],
  CPU: [say`CPU`, say`CPUs`],
  benchmark: [say`benchmark`, say`benchmarks`],
  series: [say`series`, say`series`],
  connection: [say`connection`, say`connections`],
  round: [say`round`, say`rounds`],
  commit: [say`commit`, say`commits`],
  line: [say`line`, say`lines`],
  thread: [say`thread`, say`threads`],
  shard: [say`shard`, say`shards`],
  table: [say`table`, say`tables`],
} as const

/** “1 core”, “4 cores”, “4 series”. */
export function count(n: number, noun: keyof typeof NOUNS): Sentence {
  const [one, several] = NOUNS[noun]
  return say`${grouped(n)} ${n === 1 ? one : several}`
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
