import fc from 'fast-check'
import type { Comparison } from '../../src/result/comparison.ts'
import { aComparison } from './results.ts'

/**
 * Comparisons as strangers may make them up: whatever the reader lets in, and mostly the edges of that. Their commits
 * and seed are such that no digit follows an “e”, so that an exponent can be told in what is printed.
 */
export function absurdComparison(): fc.Arbitrary<Comparison> {
  return fc
    .record({
      benchmarks: fc.uniqueArray(benchmark, {
        maxLength: 4,
        selector: ({ name }) => name,
      }),
      seconds,
      pace: seconds,
      layout: absurdLayout,
      share: fc.constantFrom(1e-6, 0.5, 1),
      complete: fc.boolean(),
    })
    .map(({ benchmarks, ...method }) => {
      const file = aComparison({ base: 'a'.repeat(40), head: 'b'.repeat(40), seed: '118' })
      // Others than a duel holds are refused.
      const looks = [{ round: 20, level: 0.01 * method.share, doubt: 0.05 }]
      return { ...file, method: { ...file.method, ...method, looks }, benchmarks } as Comparison
    })
}

const amount = fc.constantFrom(0, 1e-30, 1e-9, 0.03, 0.999, 3, 1e3, 1e6, 1e12)
const rate = fc.constantFrom(1e-30, 1e-9, 0.5, 1, 1e3, 1e12)
const ratio = fc.constantFrom(0, 1e-30, 0.5, 1, 2, 1e9)
const seconds = fc.constantFrom(0, 1e-30, 1e-9, 0.5, 90, 1e8)
const share = fc.constantFrom(0, 1e-30, 0.0004, 0.5, 1)
const busy = fc.constantFrom(0, 1e-30, 0.5, 1, 4096)
const count = fc.constantFrom(0, 1, 160, 1e12)
const rounds = fc.constantFrom(0, 1, 20, 10_000)

/** How the rounds of a duel may be said to be laid out. */
export const absurdLayout = fc.record({
  visits: fc.constantFrom(1, 9, 1e6),
  ...{ warmUp: seconds, measure: seconds, overhead: seconds, ofBudget: fc.constantFrom(1e-6, 0.5, 1) },
})

const sorted = (of: fc.Arbitrary<number>) =>
  fc.array(of, { minLength: 3, maxLength: 3 }).map((all) => all.sort((a, b) => a - b))
const change = sorted(fc.constantFrom(-0.999, -0.5, -1e-30, 0, 0.01, 0.5, 2, 20, 1e9)).map(
  ([low, estimate, high]) => ({ low, estimate, high }),
)
const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined })
const perArm = (of: fc.Arbitrary<number>) => optional(fc.record({ base: optional(of), head: optional(of) }))

const logs = fc.constantFrom(0, -20, 20, -0.3, 0.3, 1e-30, -0.01)
/** Of all the same, of two kinds in turn, or of any. */
const sample = fc.oneof(
  fc
    .tuple(logs, logs, fc.constantFrom(3, 8, 20))
    .map(([a, b, length]) => Array.from({ length }, (_, round) => (round % 2 ? a : b))),
  fc.array(fc.option(logs), { maxLength: 8 }),
)

const taken = fc.record(
  { share: ratio, recovery: fc.option(seconds), capacity: rate },
  { requiredKeys: ['share', 'recovery'] },
)
const reason = fc.oneof(
  fc.record({
    kind: fc.constant('too-noisy'),
    smallestDetectable: fc.constantFrom(1e-30, 0.2, 1e9),
    secondsNeeded: fc.constantFrom(1e-30, 1e10),
  }),
  fc.record({ kind: fc.constantFrom('suspicion', 'generator-bound', 'other-host', 'not-in-base') }),
  fc.record({
    kind: fc.constant('too-few-rounds'),
    rounds,
    needed: rounds,
    secondsNeeded: fc.constant(1e10),
  }),
  fc.record({ kind: fc.constant('undecided'), secondsNeeded: fc.constantFrom(1e-30, 1e10) }),
)

const point = (cores: number, unit: string) => {
  const measured = optional(sorted(amount).map(([low, median, high]) => ({ low, median, high, unit })))
  return fc.record(
    {
      cores: fc.constant(cores),
      verdict: fc.constantFrom('unchanged', 'inconclusive', 'regressed'),
      ...{ base: measured, head: measured, offered: optional(amount), reason: optional(reason) },
      ...{ change: optional(change), scalingChange: optional(change), speedup: perArm(ratio) },
      ...{ utilisation: perArm(busy), cpuPerRequest: perArm(seconds), voluntarySwitches: perArm(amount) },
      ...{
        involuntarySwitches: perArm(amount),
        threads: perArm(amount),
        memoryBytes: perArm(fc.constantFrom(1e-30, 0, 1e15)),
      },
      overload: optional(
        fc.record({ base: taken, head: taken }).map(({ base, head }) => ({
          base: { finding: 'holds', ...base },
          head: { finding: 'degrades', ...head },
        })),
      ),
      duel: optional(
        fc.record(
          {
            ...{ rounds: sample, totals: sample, quads: count, void: count, late: share },
            overloads: fc.array(fc.option(fc.record({ base: taken, head: taken })), { maxLength: 20 }),
            rates: fc.record({ typical: fc.record({ base: rate, head: rate }) }),
            generator: fc.record({ utilisation: busy, colocated: fc.boolean() }),
          },
          { requiredKeys: ['rounds', 'quads', 'void'] },
        ),
      ),
    },
    { requiredKeys: ['cores', 'verdict'] },
  )
}

const warning = fc.oneof(
  fc.record({
    kind: fc.constantFrom('generator-bound', 'waited'),
    cores: fc.constant(4096),
    utilisation: busy,
  }),
  fc.record({ kind: fc.constant('disturbed'), cores: fc.constant(1), share: busy }),
  fc.record({
    kind: fc.constant('errors'),
    cores: fc.constant(2),
    rate: share,
    kinds: fc.record({ status: count }),
  }),
  fc.record({
    kind: fc.constant('rate-not-offered'),
    cores: fc.constant(2),
    offered: amount,
    achieved: amount,
  }),
  fc.record({
    kind: fc.constant('rate-above-capacity'),
    cores: fc.constant(2),
    offered: amount,
    answered: amount,
  }),
  fc.record({ kind: fc.constant('late-sends'), cores: fc.constant(1), share }),
  fc.record({ kind: fc.constant('few-descriptors'), limit: count, needed: count }),
)

const stored = {
  ...{
    kind: 'stored',
    commit: 'd'.repeat(40),
    at: '2026-03-01T09:12:00Z',
    behind: 1e8,
    cpu: 'AMD',
    cpus: 65_536,
  },
}
const evidence = fc.constantFrom(
  { kind: 'duel', rounds: 20 },
  { kind: 'duel', rounds: 20 },
  { kind: 'none' },
  { ...stored, sameHost: true },
  { ...stored, sameHost: false },
)

const benchmark = fc
  .constantFrom(
    { measure: undefined, unit: 'req/s', kind: 'http' },
    { measure: undefined, unit: 'runs/s', kind: 'command' },
    { measure: { kind: 'latency', quantile: 99.9 }, unit: 'ms', kind: 'http' },
    { measure: { kind: 'gap', quantile: 50 }, unit: 'ms', kind: 'http' },
    { measure: { kind: 'goodput', deadline: 1e-30 }, unit: 'req/s', kind: 'http' },
  )
  .chain(({ unit, ...series }) =>
    fc.record({
      ...{ name: fc.constantFrom('a', 'b', 'c'), connections: fc.constantFrom(undefined, 1, 1e6) },
      ...{ kind: fc.constant(series.kind), measure: fc.constant(series.measure), evidence },
      tolerance: fc.constantFrom(0, 0.03, 0.999),
      detect: fc.constantFrom(1e-30, 0.1, 0.999),
      verdict: fc.constantFrom('unchanged', 'no-baseline'),
      points: fc.tuple(point(1, unit), point(2, unit), point(4096, unit)),
      warnings: fc.array(warning, { maxLength: 3 }),
    }),
  )
