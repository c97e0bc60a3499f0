import type { CpuPlan, LogicalCpu, Topology } from './topology.ts'

/** From this many usable CPUs up, one is the load generator's own. */
const CPUS_TO_RESERVE_ONE = 3

/**
 * Shares the CPUs out. Programs take distinct physical cores first, one package before the next (a program
 * on few cores stays near its memory), SMT siblings last. The generator's own CPU is the one that programs
 * would take last of all; a program on few cores then has no neighbour on its physical cores.
 *
 * A quota counts in whole CPUs, at least one: of what it does not cover, nobody gets anything.
 */
export function planCpus(topology: Topology): CpuPlan {
  const { cpus, quota = Number.POSITIVE_INFINITY, pinnable } = topology
  const usable = Math.min(cpus.length, Math.max(1, Math.floor(quota)))
  const order = inOrderOfUse(cpus)
  if (usable < CPUS_TO_RESERVE_ONE) {
    const shared = order.slice(0, usable).map((cpu) => cpu.id)
    return { programCpus: shared, generatorCpus: shared, colocated: true, pinnable }
  }
  const generator = order.at(-1)!
  const others = inOrderOfUse(
    cpus.filter((cpu) => cpu !== generator),
    generator,
  )
  return {
    programCpus: others.slice(0, usable - 1).map((cpu) => cpu.id),
    generatorCpus: [generator.id],
    colocated: false,
    pinnable,
  }
}

/** More than these would wait for the service, not the other way round. */
const MOST_GENERATOR_CPUS = 4

/**
 * Reserves for the generator, beside its own CPU, those that no measured core count will use: the same at every core
 * count, so that points stay comparable. A CPU whose physical core has a program on it is left idle instead.
 */
export function reserveUnused(plan: CpuPlan, { cpus }: Topology, largest: number): CpuPlan {
  if (plan.colocated || largest < 1 || largest >= plan.programCpus.length) return plan
  const programCpus = plan.programCpus.slice(0, largest)
  const coreOf = (id: number) => {
    const cpu = cpus.find((each) => each.id === id)
    return `${cpu?.package}:${cpu?.core}`
  }
  const busy = new Set(programCpus.map(coreOf))
  const free = plan.programCpus.slice(largest).filter((id) => !busy.has(coreOf(id)))
  return {
    ...plan,
    programCpus,
    generatorCpus: [...plan.generatorCpus, ...free.reverse()].slice(0, MOST_GENERATOR_CPUS),
  }
}

/**
 * The CPUs of the generator while a program has `cores` of them. Where they share, the generator still has the ones to
 * itself that the program was not given.
 */
export function generatorCpusAt(
  { programCpus, generatorCpus, colocated }: CpuPlan,
  cores: number,
): readonly number[] {
  return colocated && cores < programCpus.length ? programCpus.slice(cores) : generatorCpus
}

/**
 * How many threads the generator uses while a program has `cores` CPUs: one for each CPU that is its own; a single one
 * where it shares them, for more would only get in the program's way.
 */
export function generatorThreads(plan: CpuPlan, cores: number): number {
  return isColocated(plan, cores) ? 1 : generatorCpusAt(plan, cores).length
}

/** Whether the generator shares the CPUs of a program on `cores` of them. */
export function isColocated(
  plan: Pick<CpuPlan, 'programCpus' | 'colocated' | 'pinnable'>,
  cores: number,
): boolean {
  return plan.colocated && (!plan.pinnable || cores >= plan.programCpus.length)
}

/** By turn (the first CPUs of all cores, then the second ones, …); within a turn, the core of `neighbour` last. */
function inOrderOfUse(cpus: readonly LogicalCpu[], neighbour?: LogicalCpu): LogicalCpu[] {
  const ascending = [...cpus].sort((a, b) => a.package - b.package || a.id - b.id)
  const taken = new Map<string, number>()
  const ranked = ascending.map((cpu) => {
    const core = `${cpu.package}:${cpu.core}`
    const turn = taken.get(core) ?? 0
    taken.set(core, turn + 1)
    const disturbed = cpu.package === neighbour?.package && cpu.core === neighbour.core
    return { cpu, turn, disturbed: Number(disturbed) }
  })
  return ranked.sort((a, b) => a.turn - b.turn || a.disturbed - b.disturbed).map(({ cpu }) => cpu)
}
