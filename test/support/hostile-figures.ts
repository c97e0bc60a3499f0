import type { Comparison } from '../../src/result/comparison.ts'
import type { Outcome } from './hostile-artifacts.ts'
import type { Edited } from './hostile-results.ts'

const NOT_JSON = refused(/not JSON/)

function refused(words: RegExp): Outcome {
  return { kind: 'refused', words }
}

/** Numbers that are none, or that nobody measured. */
export function hostileNumbers(honest: Comparison): Edited[] {
  const text = JSON.stringify(honest)
  const tolerance = (token: string, outcome: Outcome): Edited => ({
    what: `${token.slice(0, 12)} where a number is expected`,
    content: text.replace(/"tolerance":[^,]+/, `"tolerance":${token}`),
    outcome,
  })
  const method = (changes: object, at: RegExp): Edited => ({
    what: `a method of ${JSON.stringify(changes)}`,
    content: JSON.stringify({ ...honest, method: { ...honest.method, ...changes } }),
    outcome: refused(at),
  })
  return [
    tolerance('NaN', NOT_JSON),
    tolerance('Infinity', NOT_JSON),
    tolerance('-Infinity', NOT_JSON),
    tolerance('0x10', NOT_JSON),
    tolerance('1e999', refused(/not finite/)),
    tolerance('-1e999', refused(/not finite/)),
    tolerance('1e308', refused(/too large/)),
    tolerance('5e-324', refused(/too small/)),
    tolerance('9'.repeat(100_000), refused(/not JSON|too large/)),
    tolerance('"0.03"', refused(/tolerance/)),
    tolerance('null', refused(/tolerance/)),
    tolerance('-0.03', refused(/tolerance/)),
    method({ rounds: -1 }, /method\.rounds/),
    method({ rounds: 1.5 }, /method\.rounds/),
    method({ sliceMilliseconds: 0 }, /method\.sliceMilliseconds/),
    method({ seconds: -3600 }, /method\.seconds/),
    method({ seconds: 1e15 }, /method\.seconds/),
    method({ pace: 1e15 }, /method\.pace/),
    method({ layout: layout({ visits: 1e15 }) }, /method\.layout\.visits/),
    method({ layout: layout({ visits: 0.5 }) }, /method\.layout\.visits/),
    method({ layout: layout({ warmUp: -1 }) }, /method\.layout\.warmUp/),
    method({ layout: layout({ measure: 1e15 }) }, /method\.layout\.measure/),
    method({ layout: layout({ overhead: 1e15 }) }, /method\.layout\.overhead/),
    method({ layout: layout({ ofBudget: 1e-30 }) }, /method\.layout\.ofBudget/),
    method({ rounds: 9e14 }, /method\.rounds/),
    method({ share: 1e-30 }, /method\.share/),
    method({ looks: [{ round: 20, level: 1e-30, doubt: 0.05 }] }, /method\.looks\[0\]\.level/),
    ...absurdPoints(honest),
    {
      what: 'a host of a billion CPUs, by list',
      content: JSON.stringify({
        ...honest,
        host: { ...honest.host, programCpus: Array.from({ length: 5000 }, () => 0) },
      }),
      outcome: refused(/host\.programCpus/),
    },
  ]
}

function layout(of: object) {
  return { ...{ visits: 9, warmUp: 0.5, measure: 3.2, overhead: 9, ofBudget: 1 }, ...of }
}

/** Figures that are numbers, and that nobody measured. */
function absurdPoints(honest: Comparison): Edited[] {
  const [first] = honest.benchmarks
  const [point, ...others] = first!.points
  const series = (changes: object, what: string, words: RegExp): Edited => ({
    what,
    content: JSON.stringify({ ...honest, benchmarks: [{ ...first, ...changes }] }),
    outcome: refused(words),
  })
  const at = (changes: object, what: string, words = /points\[0\]/) =>
    series({ points: [{ ...point, ...changes }, ...others] }, what, words)
  const rounds = (all: readonly number[]) => ({ duel: { rounds: all, quads: 9, void: 0 } })
  const per = (base: number, head: number) => ({ base, head })
  const figure = (low: number, median: number, high: number, unit = 'req/s') => ({ low, median, high, unit })
  return [
    at(rounds([1e15, 1e15, 1e15]), 'rounds that gained e to the power of a quadrillion'),
    at(rounds([21, -21, 21]), 'rounds beyond any ratio'),
    at({ duel: { ...rounds([0]).duel, totals: [1e15] } }, 'totals beyond any ratio'),
    at({ duel: { ...rounds([0]).duel, late: 7 } }, 'seven late sends of each one'),
    at({ change: { estimate: -0.5, low: 1e9, high: -1 } }, 'an interval that ends before it begins'),
    at({ change: { estimate: 1e15, low: 0, high: 1e15 } }, 'a change beyond any'),
    at({ change: { estimate: 0.2, low: 0.3, high: 0.4 } }, 'a change outside of its interval'),
    at({ base: figure(10, 5, 20) }, 'a median outside of its bounds'),
    at({ base: figure(0, 1, 1e15) }, 'a throughput of a quadrillion a second'),
    at({ utilisation: per(1e15, 0) }, 'a quadrillion times all CPUs'),
    at({ cpuPerRequest: per(1e-9, 1e15) }, 'a request of thirty million years'),
    at({ speedup: per(1, 1e15) }, 'a speedup of a quadrillion'),
    at(
      { reason: { kind: 'too-noisy', smallestDetectable: 1e15 }, duel: undefined },
      'a loss beyond any that could not be seen',
    ),
    at({ base: figure(1, 2, 3), head: figure(1, 2, 3, 'ms') }, 'base per second and head in time', /units/),
    series(
      { measure: { kind: 'latency', quantile: 99 }, points: [{ ...point, base: figure(1, 2, 3) }] },
      'a latency per second',
      /units/,
    ),
    series({ warnings: [{ kind: 'waited', cores: 1, utilisation: -5 }] }, 'CPUs less than idle', /warnings/),
    series(
      { warnings: [{ kind: 'errors', cores: 1, rate: 55, kinds: {} }] },
      'fifty-five failures of each request',
      /warnings/,
    ),
    series(
      { warnings: [{ kind: 'few-rounds', rounds: 0, needed: 9e15 }] },
      'a warning of nine quadrillion rounds',
      /warnings|too large/,
    ),
  ]
}

/** More of everything than there may be. */
export function hostileCounts(honest: Comparison): Edited[] {
  const [first] = honest.benchmarks
  const [point] = first!.points
  const text = JSON.stringify(honest)
  const benchmarks = (all: unknown, what: string, words: RegExp): Edited => ({
    what,
    content: JSON.stringify({ ...honest, benchmarks: all }),
    outcome: refused(words),
    stored: true,
  })
  const named = (count: number, points: readonly unknown[] = []) =>
    Array.from({ length: count }, (_, one) => ({ ...first, name: `b${one}`, points }))
  const wide = (count: number) => Array.from({ length: count }, (_, one) => ({ ...point, cores: one + 1 }))
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`
  return [
    benchmarks(1e9, 'a billion benchmarks, claimed', /benchmarks \(invalid_type\)/),
    benchmarks(named(1001), 'a thousand and one benchmarks', /more than 1000 series/),
    benchmarks(named(11, wide(1000)), 'eleven thousand points', /more than 10000 points/),
    benchmarks(Array(400_000).fill(0), 'four hundred thousand zeros', /more than 300000 values/),
    benchmarks(Array(290_000).fill({}), 'as many empty benchmarks as are scanned', /benchmarks/),
    benchmarks([first, first], 'a series twice', /a series twice/),
    benchmarks([{ ...first, points: [point, point] }], 'a core count twice', /core count twice/),
    benchmarks([{ ...first, points: [{ ...point, cores: 1e9 }] }], 'a billion cores', /cores/),
    benchmarks([{ ...first, points: [{ ...point, cores: 0 }] }], 'no cores', /cores/),
    benchmarks(
      [{ ...first, points: [{ ...point, duel: { rounds: Array(10_001).fill(0.1), quads: 1, void: 0 } }] }],
      'ten thousand and one rounds',
      /benchmarks/,
    ),
    {
      what: 'a hundred thousand arrays deep',
      content: nested(100_000),
      outcome: refused(/more than 16 deep/),
      stored: true,
    },
    {
      what: 'seventeen arrays deep, where nobody looks',
      content: text.replace('{', `{"x":${nested(16)},`),
      outcome: refused(/more than 16 deep/),
    },
    { what: 'five million commas', content: `[${','.repeat(5e6)}]`, outcome: NOT_JSON, stored: true },
  ]
}
