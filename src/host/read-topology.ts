import { availableParallelism } from 'node:os'
import { readCgroupQuota } from './cgroup-quota.ts'
import { parseCpuList } from './cpu-list.ts'
import { findProgram } from './find-program.ts'
import { readText } from './read-text.ts'
import type { LogicalCpu, Topology } from './topology.ts'

/** Where the machine is described; each stands for the real one where left out. */
export interface MachineFiles {
  readonly proc?: string
  readonly sys?: string
  /** Value of PATH, where `taskset` is looked for. */
  readonly path?: string
  readonly platform?: NodeJS.Platform
}

/**
 * The CPUs that this process may use: its affinity mask, and the quota of its cgroups. Where the operating
 * system does not tell (macOS, Windows), as many CPUs as Node counts, each a core of its own, unpinnable.
 */
export async function readTopology(files: MachineFiles = {}): Promise<Topology> {
  const { proc = '/proc', sys = '/sys', path = process.env.PATH, platform = process.platform } = files
  if (platform !== 'linux') return { cpus: separateCores(), pinnable: false }

  const allowed = await readAllowedCpus(proc, sys)
  const cpus =
    allowed.length === 0 ? separateCores() : await Promise.all(allowed.map((id) => readCpu(sys, id)))
  const quota = await readCgroupQuota(proc, sys)
  const pinnable = allowed.length > 0 && (await findProgram('taskset', path)) !== undefined
  return { cpus, ...(quota === undefined ? {} : { quota }), pinnable }
}

/** A cpuset is already in the mask. CPUs that are merely possible may be too, so only those online count. */
async function readAllowedCpus(proc: string, sys: string): Promise<number[]> {
  const status = (await readText(`${proc}/self/status`)) ?? ''
  const mask = parseCpuList(/^Cpus_allowed_list:\s*(.*)$/m.exec(status)?.[1] ?? '')
  const online = await readText(`${sys}/devices/system/cpu/online`)
  if (online === undefined) return mask
  const onlineCpus = new Set(parseCpuList(online))
  return mask.filter((cpu) => onlineCpus.has(cpu))
}

/**
 * The list of siblings is asked first and its smallest CPU names the core: `core_id` is unique only within
 * what the architecture calls a cluster or die, so on some ARM machines two cores bear the same.
 */
async function readCpu(sys: string, id: number): Promise<LogicalCpu> {
  const folder = `${sys}/devices/system/cpu/cpu${id}/topology`
  const siblings = parseCpuList((await readText(`${folder}/thread_siblings_list`)) ?? '')
  const core = siblings[0] ?? (await readNumber(`${folder}/core_id`)) ?? id
  return { id, core, package: (await readNumber(`${folder}/physical_package_id`)) ?? 0 }
}

/** The kernel writes −1 where it does not know. */
async function readNumber(file: string): Promise<number | undefined> {
  const text = (await readText(file))?.trim() ?? ''
  return /^\d+$/.test(text) ? Number(text) : undefined
}

function separateCores(): LogicalCpu[] {
  return Array.from({ length: availableParallelism() }, (_, id) => ({ id, core: id, package: 0 }))
}
