import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { type Ended, endOf } from '../support/cli.ts'

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
  return await endOf(child)
}
