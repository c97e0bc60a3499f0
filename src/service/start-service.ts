import type { Service } from '../config/config.ts'
import { MeasurementFailure } from '../result/measurement-failure.ts'
import { freePort } from './free-port.ts'
import { programEnvironment } from './program-environment.ts'
import { describeExit, type Program, startProgram } from './start-program.ts'
import { waitUntilReady } from './wait-until-ready.ts'

/** A service that answers; disposing of it ends its whole process tree. */
export interface RunningService extends AsyncDisposable {
  readonly origin: string
  readonly pid: number
  readonly program: Program
  /** Throws a MeasurementFailure at phase `load` where the service has died. */
  throwIfDead(): void
}

export interface StartOptions {
  readonly cores: number
  /** CPUs to pin to; absent: unpinned. */
  readonly cpus?: readonly number[]
  readonly inherited: NodeJS.ProcessEnv
  readonly signal: AbortSignal
}

const HOST = '127.0.0.1'

/**
 * Starts a service on a free port and waits until it is ready.
 * @throws MeasurementFailure at phase `start` (it exited) or `ready` (it never answered), with its last lines
 */
export async function startService(service: Service, options: StartOptions): Promise<RunningService> {
  options.signal.throwIfAborted()
  const port = await freePort(HOST)
  const env = programEnvironment(options.inherited, {
    cores: options.cores,
    port,
    host: HOST,
    env: service.env,
  })
  await using undo = new AsyncDisposableStack()
  const program = undo.use(
    await startProgram({
      command: service.start,
      directory: service.directory,
      env,
      ...(options.cpus === undefined ? {} : { cpus: options.cpus }),
    }),
  )
  // The user's own PORT wins, so that is where it will listen.
  const origin = `http://${HOST}:${env.PORT}`
  await waitUntilReady({ service, program, origin, signal: options.signal })
  const kept = undo.move()
  return {
    origin,
    pid: program.pid,
    program,
    throwIfDead() {
      const exit = program.exit()
      if (exit === undefined) return
      throw new MeasurementFailure('load', `it ${describeExit(exit)} under load`, program.output.lines())
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
