import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { alive, survivors } from '../support/faulty-service.ts'

/** Runs the holder, ends it in the given way once it has started its service, and says what is left. */
async function leftBehind(
  way: string,
  signal?: NodeJS.Signals,
): Promise<{ pids: number[]; folder: boolean }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'holder.ts'), way], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  let printed = ''
  for await (const chunk of child.stdout) {
    printed += chunk
    if (printed.includes('\n')) break
  }
  const { pids, folder } = JSON.parse(printed) as { pids: number[]; folder: string }
  expect(pids).toHaveLength(5)
  if (signal !== undefined) {
    expect(pids.every(alive)).toBe(true)
    child.kill(signal)
  }
  await ended
  const left = await survivors(pids)
  for (let tries = 0; tries < 100 && existsSync(folder); tries++) await new Promise((r) => setTimeout(r, 50))
  return { pids: left, folder: existsSync(folder) }
}

describe('the reaper leaves no process and no folder', () => {
  it.each([
    ['SIGINT', 'wait', 'SIGINT'],
    ['SIGTERM', 'wait', 'SIGTERM'],
    ['SIGHUP', 'wait', 'SIGHUP'],
    ['SIGKILL', 'wait', 'SIGKILL'],
    ['an uncaught error', 'uncaught', undefined],
    ['an unhandled rejection', 'rejection', undefined],
    ['process.exit', 'exit', undefined],
  ] as const)('after %s', async (_, way, signal) => {
    expect(await leftBehind(way, signal)).toEqual({ pids: [], folder: false })
  })
})
