import type { Service } from '../config/config.ts'
import { MeasurementFailure } from '../result/measurement-failure.ts'
import { programEnvironment } from './program-environment.ts'
import { describeExit, startProgram } from './start-program.ts'

/**
 * Runs a service's `build` command once, unpinned, with all of its CPUs.
 * @throws MeasurementFailure at phase `build` with the last 50 lines that it printed
 */
export async function buildService(
  service: Service,
  options: { readonly inherited: NodeJS.ProcessEnv; readonly cpus: number; readonly signal: AbortSignal },
): Promise<void> {
  if (service.build === undefined) return
  options.signal.throwIfAborted()
  const env = programEnvironment(options.inherited, { cores: options.cpus, env: service.env })
  await using program = await startProgram({ command: service.build, directory: service.directory, env })
  const exit = await Promise.race([program.exited, rejectOnAbort(options.signal)])
  if (exit.status !== 0) {
    throw new MeasurementFailure(
      'build',
      `\`${service.build}\` ${describeExit(exit)} in service ${service.name}`,
      program.output.lines(),
    )
  }
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
