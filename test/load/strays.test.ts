import { describe, expect, it } from 'vitest'
import { startGenerator } from '../../src/load/start-generator.ts'
import { startService } from '../../src/service/start-service.ts'
import { faultyService } from '../support/faulty-service.ts'

describe('a server that has left the process tree', () => {
  it.each([
    ['below its shell', 'node server.mjs & wait'],
    ['beside its shell', '(node server.mjs &); exec sleep 1000'],
    ['in a session of its own', '(setsid node server.mjs &); exec sleep 1000'],
  ])('has its CPU time counted %s', async (_, start) => {
    await using service = await startService(faultyService({}, { start }), {
      cores: 1,
      inherited: process.env,
      signal: new AbortController().signal,
    })
    await using generator = await startGenerator({ env: process.env as Record<string, string> })
    await using stream = await generator.open(
      {
        origin: service.origin,
        requests: [{ method: 'GET', path: '/healthz', headers: {}, weight: 1, bodies: [] }],
        seed: 'test',
        regime: { kind: 'closed' },
        connections: 4,
        expect: { status: [200], headers: {} },
        timeout: 5000,
        pid: service.pid,
        cpus: [0],
      },
      service.program.strays,
    )
    const slice = await stream.slice(500)
    expect(slice.completed).toBeGreaterThan(0)
    expect(slice.programCpu).toBeGreaterThan(0.05)
  })
})
