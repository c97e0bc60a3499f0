import type { CpuPlan } from '../host/topology.ts'
import type { Hyperfine } from '../load/hyperfine/hyperfine-on-path.ts'
import type { Generator } from '../load/start-generator.ts'

/** What every visit needs. */
export interface VisitContext {
  readonly plan: CpuPlan
  readonly generator: Generator
  /** What times commands; where left out, the one on PATH. */
  readonly hyperfine?: Hyperfine
  readonly inherited: NodeJS.ProcessEnv
  readonly signal: AbortSignal
}

/** Rejects as soon as `signal` aborts; what was under way is ended by its owner's disposal. */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted()
  let onAbort = (): void => {}
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
  })
  work.catch(() => {})
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
