import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Service } from '../../src/config/config.ts'
import { type RunningService, startService } from '../../src/service/start-service.ts'
import { UserError } from '../../src/user-error.ts'

/** The path of the fixture that costs it next to nothing. */
export const CHEAP_PATH = '/healthz'

const FIXTURE = fileURLToPath(new URL('../../fixtures/services/go-goroutines', import.meta.url))

/** Builds the Go fixture and starts it on one CPU; disposing ends it and removes what was built. */
export async function startGoService(cpu: number): Promise<RunningService & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'corecurve-bench-'))
  const binary = join(folder, 'service')
  try {
    await promisify(execFile)('go', ['build', '-o', binary, '.'], { cwd: FIXTURE })
    const running = await startService(declared(binary), {
      cores: 1,
      cpus: [cpu],
      inherited: process.env,
      signal: new AbortController().signal,
    })
    return {
      ...running,
      async [Symbol.asyncDispose]() {
        await running[Symbol.asyncDispose]()
        await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new UserError(
      'the bench of the generator builds a Go service, and `go` was not found on PATH: install Go',
    )
  }
}

function declared(binary: string): Service {
  return {
    name: 'fixture',
    directory: FIXTURE,
    start: binary,
    runtime: 'go',
    ready: CHEAP_PATH,
    startTimeout: 30_000,
    env: {},
  }
}
