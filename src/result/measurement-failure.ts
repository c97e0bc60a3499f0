import type { Failure, FailurePhase } from './shared-schema.ts'

/** Longest line of a service's output that is kept. */
const LINE_LIMIT = 2000

/**
 * A benchmark could not be measured: the program under test did not build, start, get ready or hold its load.
 * It ends that benchmark, never the others.
 */
export class MeasurementFailure extends Error {
  override readonly name = 'MeasurementFailure'
  readonly failure: Failure

  /**
   * @param output the program's last lines, oldest first; more than 50 are cut at the front
   * @param arm of a duel, where the other is not known to have failed too
   */
  constructor(phase: FailurePhase, reason: string, output: readonly string[] = [], arm?: Failure['arm']) {
    super(`${phase}: ${reason}`)
    this.failure = {
      phase,
      reason: reason.slice(0, LINE_LIMIT),
      output: output.slice(-50).map((line) => line.slice(0, LINE_LIMIT)),
      ...(arm === undefined ? {} : { arm }),
    }
  }
}

/**
 * The failure that an error is of: itself, or where undoing things failed after it (a command's cleanup), what came
 * first. Nothing where something else came first.
 */
export function measurementFailureIn(error: unknown): MeasurementFailure | undefined {
  if (error instanceof MeasurementFailure) return error
  // By its name: runtimes without explicit resource management have no class to ask for.
  if (!(error instanceof Error && error.name === 'SuppressedError' && 'suppressed' in error)) return undefined
  return measurementFailureIn(error.suppressed)
}
