/** One logical CPU as the operating system numbers it. */
export interface LogicalCpu {
  readonly id: number
  /** CPUs with the same package and core are SMT siblings. */
  readonly core: number
  readonly package: number
}

/** The CPUs that this process may use. */
export interface Topology {
  /** CPUs in our affinity mask, any order. */
  readonly cpus: readonly LogicalCpu[]
  /** CPU time per wall time that our cgroup allows, e.g. 1.5; absent where unlimited. */
  readonly quota?: number
  /** Whether programs can be pinned (`taskset` is to be had). */
  readonly pinnable: boolean
}

/** Which CPUs programs and the load generator get. */
export interface CpuPlan {
  /** CPUs for programs under test, in the order they are taken: distinct physical cores first. */
  readonly programCpus: readonly number[]
  readonly generatorCpus: readonly number[]
  /** The generator shares the program's CPUs (fewer than three are to be had). */
  readonly colocated: boolean
  readonly pinnable: boolean
}
