import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UserError } from '../user-error.ts'
import { workerFile } from '../worker-file.ts'
import { withoutSecrets } from './program-environment.ts'
import { FOLDER_PREFIX, type ReaperMessage } from './reaper-message.ts'

let reaper: ChildProcess | undefined

/** Tells the reaper what to end should we die. Starts it at the first call; it goes when we go. */
export function tellReaper(message: ReaperMessage): void {
  reaper ??= startReaper()
  reaper.stdin?.write(`${JSON.stringify(message)}\n`)
}

function startReaper(): ChildProcess {
  // Detached: Ctrl-C goes to our whole foreground group and must not reach it.
  const child = spawn(process.execPath, [workerFile('reaper')], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: withoutSecrets(process.env),
  })
  child.on('error', () => {})
  child.stdin?.on('error', () => {})
  child.unref()
  if (child.stdin !== null && 'unref' in child.stdin) (child.stdin as { unref(): void }).unref()
  return child
}

/** A temporary folder that is gone afterwards on every way out. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string
}

/**
 * Makes a temporary folder named `corecurve-<purpose>-…`.
 * @param place one of `temporaryPlaces`: in another the reaper would not touch it
 * @throws UserError where there can be none
 */
export async function temporaryFolder(purpose: string, place = tmpdir()): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(place, `${FOLDER_PREFIX}${purpose}-`)).catch((error: Error) => {
    throw new UserError(
      `could not make a folder in the temporary folder ${place}: ${error.message}. Name one that can be written with TMPDIR.`,
    )
  })
  tellReaper({ kind: 'guard-folder', path })
  return {
    path,
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true, maxRetries: 3 })
      tellReaper({ kind: 'release-folder', path })
    },
  }
}
