import { arch, cpus as nodeCpus, release, type } from 'node:os'
import type { Runtime } from '../config/config.ts'
import type { Host } from '../result/shared-schema.ts'
import { cpuModel } from './cpu-model.ts'
import { hostKey, osImage, releaseLine } from './host-key.ts'
import { readText } from './read-text.ts'
import type { CpuPlan, Topology } from './topology.ts'

export interface HostSources {
  readonly topology: Topology
  readonly plan: CpuPlan
  readonly runtimes: Readonly<Partial<Record<Runtime, string>>>
  /** The job's environment: GitHub's runners name their image there. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Roots of the real files where left out. */
  readonly proc?: string
  readonly etc?: string
}

/** This machine as a result tells it, with its host key. */
export async function describeHost(sources: HostSources): Promise<Host> {
  const { topology, plan, env, proc = '/proc', etc = '/etc' } = sources
  const osRelease = parseOsRelease((await readText(`${etc}/os-release`)) ?? '')
  const kernel = release()
  const cpu = label(cpuModel((await readText(`${proc}/cpuinfo`)) ?? '') ?? nodeCpus()[0]?.model)
  const usable = new Set([...plan.programCpus, ...plan.generatorCpus])
  const threadsPerCore = [...cpusByCore(topology, () => true).values()].reduce(
    (most, cpus) => Math.max(most, cpus),
    1,
  )
  const runtimes = mapValues(sources.runtimes, label)
  const key = hostKey({
    cpu,
    cpus: Math.min(topology.cpus.length, topology.quota ?? Number.POSITIVE_INFINITY),
    threadsPerCore,
    arch: arch(),
    os: osImage(osRelease, env.ImageOS) || type(),
    kernel: releaseLine(kernel),
    runtimes,
  })
  return {
    key,
    cpu,
    cpus: usable.size,
    physicalCores: cpusByCore(topology, (id) => usable.has(id)).size,
    threadsPerCore,
    arch: arch(),
    os: label(osRelease.get('PRETTY_NAME') ?? `${type()} ${kernel}`),
    kernel: label(kernel),
    runtimes,
    programCpus: [...plan.programCpus],
    generatorCpus: [...plan.generatorCpus],
  }
}

/** Lines `NAME=value`, the value quoted or not, as os-release(5) has them. */
export function parseOsRelease(text: string): Map<string, string> {
  const fields = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, name, value] = /^([A-Z][A-Z0-9_]*)=(.*)$/.exec(line.trim()) ?? []
    if (name === undefined || value === undefined) continue
    const unquoted = /^(["'])(.*)\1$/.exec(value)?.[2] ?? value
    fields.set(name, unquoted.replace(/\\(["'$`\\])/g, '$1'))
  }
  return fields
}

/** One line of plain text: what a machine says of itself goes into records, reports and terminals. */
export function label(text: string | undefined): string {
  const plain = (text ?? '').replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return plain === '' ? 'unknown' : plain.slice(0, 200).trim()
}

function cpusByCore(topology: Topology, counts: (id: number) => boolean): Map<string, number> {
  const cores = new Map<string, number>()
  for (const cpu of topology.cpus) {
    const core = `${cpu.package}:${cpu.core}`
    if (counts(cpu.id)) cores.set(core, (cores.get(core) ?? 0) + 1)
  }
  return cores
}

function mapValues(
  runtimes: Readonly<Partial<Record<Runtime, string>>>,
  change: (version: string) => string,
): Partial<Record<Runtime, string>> {
  return Object.fromEntries(Object.entries(runtimes).map(([name, version]) => [name, change(version)]))
}
