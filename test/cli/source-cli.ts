import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import type { Ended } from '../support/cli.ts'

export const SOURCE_CLI = join(resolve(import.meta.dirname, '../..'), 'src/cli.ts')

/** Runs the command line from its sources, by a line of bash with `"$NODE" "$CLI"` in it. */
export async function shell(
  command: string,
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<Ended> {
  const child = spawn('/bin/bash', ['-c', command], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env, NODE: process.execPath, CLI: SOURCE_CLI },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const status = await new Promise<number | null>((done) => child.once('close', done))
  return { status, stdout, stderr }
}
