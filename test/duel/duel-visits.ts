import type { HttpBenchmark, Service } from '../../src/config/config.ts'
import type { ArmTotals } from '../../src/duel/arm-totals.ts'
import type { DuelSeries } from '../../src/duel/contest.ts'
import type { DuelVisit } from '../../src/duel/duel-visit.ts'
import type { ClosedSeries } from '../../src/duel/series.ts'

export function aSeries(name: string, changes: Partial<HttpBenchmark> = {}): ClosedSeries {
  const service = { name: 'api', directory: '/nowhere', start: 'true', env: {} } as unknown as Service
  const benchmark = {
    kind: 'http',
    name,
    service: 'api',
    connections: [16],
    tolerance: 0.03,
    detect: 0.1,
    ...changes,
  } as unknown as HttpBenchmark
  return { kind: 'http', regime: 'closed', name, benchmark, service, connections: 16 }
}

export function aDuelSeries(name: string): DuelSeries {
  const series = aSeries(name)
  const source = { kind: 'service', service: series.service } as const
  return { series, sources: { base: source, head: source } }
}

export function someTotals(throughput: number, changes: Partial<ArmTotals> = {}): ArmTotals {
  return {
    throughput,
    completed: throughput,
    errors: { status: 0, body: 0, connection: 0, timeout: 0 },
    elapsed: 1,
    programCpu: 0.95,
    generatorCpu: 0.05,
    othersCpu: 0,
    ...changes,
  }
}

/** A visit whose head does `change` (a logarithm) of base's 1000 a second. */
export function aVisit(change: number, changes: Partial<DuelVisit> = {}): DuelVisit {
  return {
    figures: [{ gain: change, base: 1000, head: 1000 * Math.exp(change) }],
    quads: 8,
    void: 0,
    arms: { base: someTotals(1000), head: someTotals(1000 * Math.exp(change)) },
    slice: 100,
    pinned: true,
    overhead: 500,
    ...changes,
  }
}
