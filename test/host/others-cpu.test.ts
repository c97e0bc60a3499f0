import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpus } from 'node:os'
import { describe, expect, it } from 'vitest'
import { watchOthers } from '../../src/host/others-cpu.ts'

const all = cpus().map((_, index) => index)
const BURN = 'const end = Date.now() + Number(process.argv[1]); while (Date.now() < end);'

async function burnt(milliseconds: number): Promise<void> {
  await once(spawn(process.execPath, ['-e', BURN, String(milliseconds)], { stdio: 'ignore' }), 'exit')
}

describe('what others use of the CPUs meanwhile', () => {
  it('is nothing of what a program of ours used that has ended', async () => {
    // Half a second of work on every CPU, within a second: counted, it would be half of them.
    const others = watchOthers(all)
    const unpaid = watchOthers(all)
    const programs = all.map(() => burnt(500))
    await new Promise((resolve) => setTimeout(resolve, 400))
    const running = unpaid() as number
    await Promise.all(programs)
    const ended = others() as number
    expect(ended).toBeLessThan(running)
  })

  it('holds what a program uses that is still running', async () => {
    const running = spawn(process.execPath, ['-e', BURN, '20000'], { stdio: 'ignore' })
    const others = watchOthers(all)
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const seen = others() as number
    running.kill('SIGKILL')
    await once(running, 'exit')
    expect(seen).toBeGreaterThan(0.2)
  })

  it('is not known of CPUs that the machine does not have', () => {
    expect(watchOthers([9999])()).toBeUndefined()
  })
})
