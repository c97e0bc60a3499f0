/** The reason a measurement ends when a person or the system stops us. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  readonly by: NodeJS.Signals

  constructor(by: NodeJS.Signals) {
    super(`stopped by ${by}`)
    this.by = by
  }
}

/**
 * Turns SIGINT, SIGTERM and SIGHUP into an abort, so that everything started is stopped and what was measured is
 * saved. A second signal ends us at once; the reaper then ends what we had started.
 */
export function abortOnSignals(target: NodeJS.Process): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    target.on(name, () => {
      if (controller.signal.aborted) target.exit(130)
      controller.abort(new Interrupted(name))
    })
  }
  return controller.signal
}
