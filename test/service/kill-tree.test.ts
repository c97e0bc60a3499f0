import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { readProcessStat } from '../../src/host/process-stat.ts'
import { findMembers, type ProcessIdentity } from '../../src/service/find-members.ts'
import { killTree } from '../../src/service/kill-tree.ts'
import { startProgram } from '../../src/service/start-program.ts'
import { eventually, running } from '../host/running.ts'
import { survivors } from '../support/faulty-service.ts'

let seconds = 70_000 + (process.pid % 10_000) * 10

/** Runs `script`, in which `$SLEEP` is a sleep that no other test has; the sleeps that it has left once stopped. */
async function leftBy(script: string, moments = 400): Promise<number[]> {
  const sleep = `sleep ${++seconds}`
  let pids: number[]
  {
    await using _program = await startProgram({
      command: script.replaceAll('$SLEEP', sleep),
      directory: '/',
      env: { PATH: process.env.PATH as string },
    })
    pids = await eventually(() => {
      const found = pidsOf(sleep)
      return found.length > 0 && found
    })
    await new Promise((resolve) => setTimeout(resolve, moments))
  }
  return await survivors(pids)
}

function pidsOf(command: string): number[] {
  try {
    return execFileSync('pgrep', ['-fx', command], { encoding: 'utf8' }).trim().split('\n').map(Number)
  } catch {
    return []
  }
}

describe('a stopped program leaves nothing behind', () => {
  it.each([
    ['in its group', '$SLEEP & wait'],
    ['in another session, its environment cleared', 'setsid env -i $SLEEP >/dev/null 2>&1 & sleep 1000'],
    ['that has lost its parent too, but writes to us', '(setsid env -i $SLEEP &); sleep 1000'],
    [
      'that has lost its parent after it was seen, and writes elsewhere',
      '(setsid env -i $SLEEP >/dev/null 2>&1 & sleep 0.2); sleep 1000',
    ],
    [
      'two levels below a session that it was seen to lead',
      'setsid env -i sh -c "$SLEEP & sleep 0.1" >/dev/null 2>&1 & sleep 1000',
    ],
    ['of a first process that cleared its own environment', 'exec env -i sh -c "$SLEEP & wait"'],
  ])('%s', async (_, script) => {
    expect(await leftBy(script)).toEqual([])
  })

  it('and does not end a process that has got the number of one of its own', async () => {
    await using other = running('sleep', ['60'])
    const { startTicks } = await eventually(() => readProcessStat(other.pid, '/proc'))
    const tree = (known: ProcessIdentity) => ({ marker: 'x', group: 2 ** 22, outputs: [], known: [known] })
    const earlier = tree({ pid: other.pid, startTicks: startTicks - 1 })
    killTree(earlier)
    expect(findMembers(earlier)).toEqual([])
    expect(findMembers(tree({ pid: other.pid, startTicks })).map(({ pid }) => pid)).toEqual([other.pid])
  })
})
