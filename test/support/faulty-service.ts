import { join } from 'node:path'
import type { Service } from '../../src/config/config.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures/services')

/** The fixture that goes wrong in the way that `FAIL` names. */
export function faultyService(env: Record<string, string> = {}, changes: Partial<Service> = {}): Service {
  return {
    name: 'faulty',
    directory: join(FIXTURES, 'faulty'),
    start: 'node server.mjs',
    ready: '/healthz',
    startTimeout: 20_000,
    runtime: 'node',
    env,
    ...changes,
  }
}

/** Whether a process is there and is not just waiting to be collected by its parent. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Waits until none of `pids` is left; returns those that still are after ten seconds. */
export async function survivors(pids: readonly number[]): Promise<number[]> {
  for (let tries = 0; tries < 200 && pids.some(alive); tries++) await new Promise((r) => setTimeout(r, 50))
  return pids.filter(alive)
}
