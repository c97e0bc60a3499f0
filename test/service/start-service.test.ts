import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { MeasurementFailure } from '../../src/result/measurement-failure.ts'
import { startService } from '../../src/service/start-service.ts'
import { faultyService, survivors } from '../support/faulty-service.ts'

const options = { cores: 1, inherited: process.env, signal: new AbortController().signal }

async function failureOf(start: Promise<AsyncDisposable>): Promise<MeasurementFailure> {
  try {
    await using _service = await start
  } catch (error) {
    if (error instanceof MeasurementFailure) return error
    throw error
  }
  throw new Error('it started')
}

async function pidsOf(origin: string): Promise<number[]> {
  return (await (await fetch(`${origin}/pids`)).json()) as number[]
}

describe('startService', () => {
  it('hands over a service that answers, and ends its whole process tree, detached grandchildren included', async () => {
    let pids: number[]
    {
      await using service = await startService(faultyService({ FAIL: 'spawn-children' }), options)
      pids = await pidsOf(service.origin)
      expect(pids).toHaveLength(4)
    }
    expect(await survivors(pids)).toEqual([])
  })

  it('ends a service that ignores SIGTERM', async () => {
    let pids: number[]
    {
      await using service = await startService(faultyService({ FAIL: 'ignore-sigterm' }), options)
      pids = await pidsOf(service.origin)
    }
    expect(await survivors(pids)).toEqual([])
  })

  it('pins the service to the CPUs it is given, and tells it how many they are', async () => {
    const service = faultyService(
      {},
      {
        start:
          'grep Cpus_allowed_list /proc/self/status; echo "cores=$CORES $GOMAXPROCS"; exec node server.mjs',
      },
    )
    await using running = await startService(service, { ...options, cpus: [0] })
    const printed = running.program.output.lines()
    expect(printed.some((line) => /Cpus_allowed_list:\s+0$/.test(line))).toBe(true)
    expect(printed).toContain('cores=1 1')
  })

  it('says that a service exited before it was ready, with what it printed', async () => {
    const { failure } = await failureOf(startService(faultyService({ FAIL: 'exit-early' }), options))
    expect(failure.phase).toBe('start')
    expect(failure.reason).toBe('it exited with status 3 before it was ready')
    expect(failure.output).toContain('faulty: exits before it listens, as FAIL=exit-early asks')
  })

  it('says what the ready path answered when the start timeout passed', async () => {
    const service = faultyService({ FAIL: 'never-ready' }, { startTimeout: 1500 })
    const { failure } = await failureOf(startService(service, options))
    expect(failure.phase).toBe('ready')
    expect(failure.reason).toMatch(
      /^not ready after 1.5 s at http:\/\/127\.0\.0\.1:\d+\/healthz: it answered 503$/,
    )
  })

  it('says on which other port the service listens, and to read PORT', async () => {
    const service = faultyService({ FAIL: 'wrong-port' }, { startTimeout: 1500 })
    const { failure } = await failureOf(startService(service, options))
    expect(failure.phase).toBe('ready')
    expect(failure.reason).toMatch(
      /it listens on port \d+ instead: read the port from the environment variable PORT$/,
    )
  })

  it('without a ready path takes an accepted connection for ready', async () => {
    const service = faultyService({ FAIL: 'never-ready' })
    const { ready: _, ...withoutPath } = service
    await using running = await startService(withoutPath, options)
    expect((await fetch(`${running.origin}/healthz`)).status).toBe(503)
  })

  it('notices a service that has died since', async () => {
    await using running = await startService(
      faultyService({ FAIL: 'die-under-load', DIE_AFTER: '1' }),
      options,
    )
    expect(() => running.throwIfDead()).not.toThrow()
    await fetch(`${running.origin}/work`).catch(() => {})
    await running.program.exited
    expect(() => running.throwIfDead()).toThrow(/exited with status 4 under load/)
  })

  it('listens where the user says, when the user sets PORT', async () => {
    const probe = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => probe.once('listening', resolve))
    const { port } = probe.address() as { port: number }
    await new Promise((resolve) => probe.close(resolve))
    await using running = await startService(faultyService({ PORT: String(port) }), options)
    expect(running.origin).toBe(`http://127.0.0.1:${port}`)
  })

  it('stops waiting when it is interrupted, and leaves no process', async () => {
    const controller = new AbortController()
    const service = faultyService({ FAIL: 'never-ready' })
    const start = startService(service, { ...options, signal: controller.signal })
    setTimeout(() => controller.abort(new Error('stop')), 300)
    await expect(start).rejects.toThrow('stop')
  })
})
