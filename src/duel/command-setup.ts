import type { CommandBenchmark } from '../config/config.ts'
import { MeasurementFailure } from '../result/measurement-failure.ts'
import { programEnvironment } from '../service/program-environment.ts'
import { describeExit, startProgram } from '../service/start-program.ts'
import { abortable, type VisitContext } from './visit-context.ts'

/** The folder and environment that a command and its helpers run in: those of its arm. */
export interface CommandPlace {
  readonly directory: string
  /** Unexpanded. */
  readonly env: Readonly<Record<string, string>>
}

/** How long a cleanup has once the measurement was interrupted, ms. */
const CLEANUP_AFTER_ABORT = 3000

/**
 * Runs a benchmark's `setup` now and its `cleanup` when disposed of: once a visit, around all calls of hyperfine, on the
 * CPUs and in the environment of the command itself. Hyperfine's own options of these names are not used: it runs them
 * in every call, a visit of a duel is many calls, and it leaves out the cleanup where a run failed.
 * @throws MeasurementFailure where one of them fails; after an interrupt a cleanup that fails is let go
 */
export async function setUpCommand(
  { setup, cleanup }: CommandBenchmark,
  place: CommandPlace,
  cores: number,
  context: VisitContext,
): Promise<AsyncDisposable> {
  const { signal } = context
  if (setup !== undefined) await runHelper('setup', setup, place, cores, context)
  return {
    async [Symbol.asyncDispose]() {
      if (cleanup === undefined) return
      using patience = someTimeAfter(signal)
      try {
        await runHelper('cleanup', cleanup, place, cores, { ...context, signal: patience.signal })
      } catch (error) {
        if (!signal.aborted) throw error
      }
    },
  }
}

async function runHelper(
  name: 'setup' | 'cleanup',
  command: string,
  { directory, env }: CommandPlace,
  cores: number,
  { inherited, plan, signal }: VisitContext,
): Promise<void> {
  await using program = await startProgram({
    command,
    directory,
    env: programEnvironment(inherited, { cores, env }),
    cpus: plan.pinnable ? plan.programCpus.slice(0, cores) : undefined,
  })
  const exit = await abortable(program.exited, signal)
  if (exit.status === 0) return
  const phase = name === 'setup' ? 'start' : 'load'
  throw new MeasurementFailure(phase, `${name} \`${command}\` ${describeExit(exit)}`, program.output.lines())
}

/** Aborts some seconds after `signal` does: a cleanup is run even then, but it holds nothing up. */
function someTimeAfter(signal: AbortSignal): Disposable & { readonly signal: AbortSignal } {
  const later = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const start = (): void => {
    timer = setTimeout(() => later.abort(signal.reason), CLEANUP_AFTER_ABORT)
  }
  if (signal.aborted) start()
  else signal.addEventListener('abort', start, { once: true })
  return {
    signal: later.signal,
    [Symbol.dispose]() {
      signal.removeEventListener('abort', start)
      clearTimeout(timer)
    },
  }
}
