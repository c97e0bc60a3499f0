import { createHash } from 'node:crypto'
import type { Runtime } from '../config/config.ts'

/**
 * What must match for absolute numbers to be comparable. The patch level of the kernel and of the operating
 * system are left out, and so is the version of GitHub's runner image: they change weekly, so a baseline
 * would never gather records of one key. What such an update can bring that moves numbers is here by itself:
 * another kernel line, another runtime.
 */
export interface HostFacts {
  /** Model name. */
  readonly cpu: string
  /** CPU time per wall time that we may use: a whole number, or a quota such as 1.5. */
  readonly cpus: number
  readonly threadsPerCore: number
  readonly arch: string
  /** Name and release line of the operating system, see `osImage`. */
  readonly os: string
  /** Release line of the kernel, see `releaseLine`. */
  readonly kernel: string
  readonly runtimes: Readonly<Partial<Record<Runtime, string>>>
}

/** Sixteen hexadecimal digits: the start of the SHA-256 of the facts as JSON with sorted keys. */
export function hostKey(facts: HostFacts): string {
  const { cpu, cpus, threadsPerCore, arch, os, kernel } = facts
  const runtimes = Object.entries(facts.runtimes).sort(([a], [b]) => (a < b ? -1 : 1))
  const canonical = JSON.stringify({ arch, cpu, cpus, kernel, os, runtimes, threadsPerCore })
  return createHash('sha256').update(canonical).digest('hex').slice(0, 16)
}

/** `6.18.44-azure` → `6.18`; a text without such a start stays as it is. */
export function releaseLine(version: string): string {
  return /^\d+(\.\d+)?/.exec(version)?.[0] ?? version
}

/**
 * `ubuntu 24.04 (ubuntu24)`: ID and release line of os-release (of the container where there is one), and the
 * name of GitHub's runner image where it is one, which tells a hosted machine from an own one.
 */
export function osImage(osRelease: ReadonlyMap<string, string>, imageOs: string | undefined): string {
  const image = imageOs === undefined || imageOs === '' ? '' : `(${imageOs})`
  return [osRelease.get('ID') ?? '', releaseLine(osRelease.get('VERSION_ID') ?? ''), image]
    .filter((part) => part !== '')
    .join(' ')
}
