import type { CpuPlan } from '../host/topology.ts'
import type { Regime, Target } from '../load/generator-protocol.ts'
import { planRequests } from '../load/plan-requests.ts'
import type { RunningService } from '../service/start-service.ts'
import { connectionsOf } from './regime.ts'
import type { HttpSeries } from './series.ts'

/** Where the load of a series goes at one core count, for either arm: requests, their seed and what is expected are the same. */
export function targetOf(
  series: HttpSeries,
  running: RunningService,
  load: { readonly cores: number; readonly plan: CpuPlan; readonly regime: Regime; readonly seed: string },
): Target {
  const { benchmark } = series
  const { cores, plan, regime, seed } = load
  return {
    origin: running.origin,
    requests: planRequests(benchmark.requests, { CORES: String(cores) }),
    seed,
    regime,
    connections: connectionsOf(series, regime),
    expect: benchmark.expect,
    timeout: benchmark.timeout,
    pid: running.pid,
    cpus: usedCpus(plan),
  }
}

/** The CPUs that a measurement uses, programs' and the generator's. */
export function usedCpus({ programCpus, generatorCpus }: CpuPlan): number[] {
  return [...new Set([...programCpus, ...generatorCpus])]
}
