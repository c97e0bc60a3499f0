import type { Comparison, ComparisonBenchmark, ComparisonPoint } from '../../src/result/comparison.ts'

/** Parts of one run, each within what a result may be, and together more than a report holds. */
export interface HostileParts {
  readonly what: string
  /** In the order of their shards. */
  readonly parts: readonly Comparison[]
  /** Of these shards nothing is taken, and this is said of each. */
  readonly refused: readonly number[]
  readonly words: RegExp
}

/** Add what shards may only hold too much of together. `honest` is whole, with a benchmark that has points. */
export function hostileParts(honest: Comparison): readonly HostileParts[] {
  const [first] = honest.benchmarks
  const [point] = first!.points
  const parted = (all: readonly (readonly ComparisonBenchmark[])[]): Comparison[] =>
    all.map((benchmarks, at) => ({
      ...honest,
      shard: { index: at + 1, of: all.length },
      method: interrupted(benchmarks.length / all.flat().length),
      benchmarks: [...benchmarks],
    }))
  /** Before a look had seen all of its rounds, however many they are. */
  const interrupted = (share: number): Comparison['method'] => {
    const looks = honest.method.looks?.map((look) => ({ ...look, level: look.level * share }))
    return { ...honest.method, complete: false, share, ...(looks === undefined ? {} : { looks }) }
  }
  const named = (part: number, count: number, points: readonly ComparisonPoint[]) =>
    Array.from({ length: count }, (_, one) => ({ ...first!, name: `b${part}-${one}`, points: [...points] }))
  const each = (count: number, of: (part: number) => readonly ComparisonBenchmark[]) =>
    parted(Array.from({ length: count }, (_, part) => of(part)))
  const duelled = (cores: number, rounds: number): ComparisonPoint => ({
    cores,
    verdict: 'skipped',
    duel: { rounds: Array.from({ length: rounds }, (_, round) => (round % 2) / 100), quads: 1, void: 0 },
  })
  const wide = (points: number, rounds: number) =>
    Array.from({ length: points }, (_, at) => duelled(at + 1, rounds))
  return [
    {
      what: 'four times four hundred series',
      parts: each(4, (part) => named(part, 400, [point!])),
      refused: [3, 4],
      words: /^with it, the parts hold more than 1000 series$/,
    },
    {
      what: 'sixteen times nine thousand duelled points',
      parts: each(16, (part) => named(part, 3, wide(3000, 3))),
      refused: Array.from({ length: 15 }, (_, at) => at + 2),
      words: /^with it, the parts (?:hold more than 10000 points|are larger than \d+ bytes)$/,
    },
    {
      what: 'three times a quarter of a million rounds',
      parts: each(3, (part) => named(part, 1, wide(25, 10_000))),
      refused: [3],
      words: /^with it, the parts hold more than 600000 values$/,
    },
    {
      what: 'too much in the middle, and little after it',
      parts: parted([named(0, 900, [point!]), named(1, 900, [point!]), named(2, 100, [point!])]),
      refused: [2],
      words: /more than 1000 series$/,
    },
  ]
}
