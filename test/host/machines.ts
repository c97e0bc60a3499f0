import type { LogicalCpu, Topology } from '../../src/host/topology.ts'

/** Cores of one thread each. */
export function singleThreaded(cores: number): Topology {
  return machine(Array.from({ length: cores }, (_, id) => ({ id, core: id, package: 0 })))
}

/** GitHub's hosted runner: 2 cores × 2 threads, siblings next to each other. */
export const hostedRunner = machine([
  { id: 0, core: 0, package: 0 },
  { id: 1, core: 0, package: 0 },
  { id: 2, core: 1, package: 0 },
  { id: 3, core: 1, package: 0 },
])

/** 2 packages × 16 cores × 2 threads; siblings are 32 apart and both packages number their cores from 0. */
export const bigServer = machine(
  Array.from({ length: 64 }, (_, id) => ({ id, core: id % 16, package: Math.floor((id % 32) / 16) })),
)

/** 2 packages × 2 cores, numbered by turns. */
export const twoPackages = machine([
  { id: 0, core: 0, package: 0 },
  { id: 1, core: 0, package: 1 },
  { id: 2, core: 1, package: 0 },
  { id: 3, core: 1, package: 1 },
])

export function machine(cpus: readonly LogicalCpu[]): Topology {
  return { cpus, pinnable: true }
}

/** Only these CPUs of the machine, as an affinity mask leaves them. */
export function masked(topology: Topology, ids: readonly number[]): Topology {
  return { ...topology, cpus: topology.cpus.filter((cpu) => ids.includes(cpu.id)) }
}
