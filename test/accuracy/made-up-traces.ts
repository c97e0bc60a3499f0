import { type RecordedQuad, TRACE_KEYS, type Trace } from '../../scripts/accuracy/trace.ts'
import type { Random } from '../../src/stats/random.ts'

/** Traces of twelve rounds and three stretches of eight runs whose slices scatter evenly by `scatter` around 1000 a second. */
export function madeUpTraces(scatter: number, random: Random): Trace[] {
  const rate = () => 1000 * (1 + scatter * (2 * random() - 1))
  const quad = (): RecordedQuad => [random() < 0.5 ? 'BHHB' : 'HBBH', rate(), rate(), rate(), rate()]
  const times = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index))
  return TRACE_KEYS.map((key) => ({
    schema: 1,
    kind: 'trace',
    ...key,
    recorded: '2026-01-02T03:04:05.000Z',
    host: { cpu: 'made up', cpus: 2, colocated: true },
    rounds: times(12, (index) => ({
      at: 10 * index,
      seconds: 4.8,
      overhead: 1.2,
      slice: 100,
      generator: 0.05,
      quads: times(8, quad),
    })),
    stretches: times(3, (index) => ({
      at: 400 * index,
      runs: times(8, () => ({ seconds: 1.8, slices: times(10, rate) })),
    })),
  }))
}
