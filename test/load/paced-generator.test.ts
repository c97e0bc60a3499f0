import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { Target } from '../../src/load/generator-protocol.ts'
import { Histogram } from '../../src/load/histogram.ts'
import { startGenerator } from '../../src/load/start-generator.ts'

async function serveAfter(milliseconds: number): Promise<AsyncDisposable & { readonly origin: string }> {
  const server = createServer((_, response) => setTimeout(() => response.end(), milliseconds))
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
}

function target(origin: string, regime: Target['regime']): Target {
  return {
    origin,
    requests: [{ method: 'GET', path: '/', headers: {}, weight: 1, bodies: [] }],
    seed: 'paced',
    regime,
    connections: 64,
    expect: { status: [200], headers: {} },
    timeout: 5000,
    pid: process.pid,
    cpus: [],
  }
}

describe('the load generator, whose requests are due at times drawn ahead', () => {
  it.each([1, 2])('gives latencies and what was offered, from %i of its threads', async (threads) => {
    await using server = await serveAfter(20)
    await using generator = await startGenerator({ env: process.env as Record<string, string> })
    await generator.pin([0, 1], threads)
    await using stream = await generator.open(
      target(server.origin, { kind: 'open', rate: 400, arrivals: 'constant' }),
    )
    const slice = await stream.slice(500)
    expect(slice.completed).toBe(200)
    expect(slice.offered).toMatchObject({ due: 200, unsent: 0 })
    const latencies = Histogram.decode(slice.latencies ?? new Uint8Array())
    expect(latencies.count).toBe(160)
    expect(latencies.quantile(0)).toBeGreaterThan(18)
    expect(slice.elapsed).toBeGreaterThanOrEqual(0.5)
  })

  it('gives an episode of overload, and counts CPU over all of it', async () => {
    await using server = await serveAfter(1)
    await using generator = await startGenerator({ env: process.env as Record<string, string> })
    await using stream = await generator.open(
      target(server.origin, {
        kind: 'overload',
        rate: 300,
        calmRate: 100,
        arrivals: 'poisson',
        deadline: 250,
      }),
    )
    const slice = await stream.slice(500)
    expect(slice.elapsed).toBe(0.5)
    expect(slice.whole).toBeGreaterThan(1.5)
    expect(slice.completed + (slice.overload?.late ?? 0) + (slice.overload?.failed ?? 0)).toBe(
      slice.offered?.due,
    )
    // It is no overload for this server.
    expect(slice.completed / (slice.offered?.due ?? 0)).toBeGreaterThan(0.9)
    expect(slice.overload?.recovery).toBeLessThan(1)
  })
})
