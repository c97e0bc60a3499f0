import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { OpenRegime, Target } from '../../src/load/generator-protocol.ts'
import { Histogram } from '../../src/load/histogram.ts'
import type { LoopCounts } from '../../src/load/loop.ts'
import { OpenLoop, offeredTimes } from '../../src/load/open-loop.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  servers.push(server)
  await new Promise((resolve) => server.once('listening', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const STEADY: OpenRegime = { kind: 'open', rate: 500, arrivals: 'constant' }

function target(origin: string, changes: Partial<Target> = {}): Target {
  return {
    origin,
    requests: [{ method: 'GET', path: '/', headers: {}, weight: 1, bodies: [] }],
    seed: 'test',
    regime: STEADY,
    connections: 64,
    expect: { status: [200], headers: {} },
    timeout: 2000,
    pid: process.pid,
    cpus: [],
    ...changes,
  }
}

async function openLoop(aim: Target, milliseconds: number, regime = STEADY): Promise<LoopCounts> {
  const loop = new OpenLoop(aim, regime)
  const counts = await loop.run(milliseconds)
  loop.close()
  return counts
}

const latenciesOf = ({ latencies }: LoopCounts) => Histogram.decode(latencies ?? new Uint8Array())

/** Answers at once, but for the 300 ms from the given request on, in which nobody is answered. */
function stallingAt(stalled: number): RequestListener {
  let count = 0
  let until = 0
  return (_, response) => {
    if (++count === stalled) until = performance.now() + 300
    const wait = until - performance.now()
    if (wait > 0) setTimeout(() => response.end(), wait)
    else response.end()
  }
}

describe('the open loop', () => {
  it('sends as many requests as the rate says, whatever the service does, and on time', async () => {
    const origin = await serve((_, response) => setTimeout(() => response.end(), 50))
    const counts = await openLoop(target(origin), 1000)
    expect(counts.completed).toBe(500)
    expect(counts.offered).toMatchObject({ due: 500, unsent: 0 })
    expect(counts.errors).toEqual({ status: 0, body: 0, connection: 0, timeout: 0 })
    expect(counts.elapsed).toBeGreaterThanOrEqual(1)
    // The first fifth leads in.
    expect(latenciesOf(counts).count).toBe(400)
    expect(latenciesOf(counts).quantile(50)).toBeGreaterThanOrEqual(49)
  })

  it('shows a stall to all who were due in it, where a closed loop has one slow answer a connection', async () => {
    const stalled = await openLoop(target(await serve(stallingAt(250))), 1000)
    const latencies = latenciesOf(stalled)
    // 150 of the 400 counted requests were due in the stall.
    expect(latencies.quantile(99)).toBeGreaterThan(250)
    expect(latencies.quantile(80)).toBeGreaterThan(100)
    const closed = await closedLatencies(await serve(stallingAt(250)), 800)
    expect(closed.quantile(100)).toBeGreaterThan(250)
    expect(closed.quantile(99)).toBeLessThan(100)
  })

  it('has no more requests in flight than there are connections, and counts the wait for one', async () => {
    let inFlight = 0
    let most = 0
    const origin = await serve((_, response) => {
      most = Math.max(most, ++inFlight)
      setTimeout(() => {
        inFlight -= 1
        response.end()
      }, 20)
    })
    // 4 connections carry 200 requests a second: the queue grows by 300 a second.
    const counts = await openLoop(target(origin, { connections: 4 }), 400)
    expect(most).toBe(4)
    expect(counts.completed).toBe(200)
    expect(counts.offered).toMatchObject({ due: 200, unsent: 0 })
    expect(latenciesOf(counts).quantile(99)).toBeGreaterThan(400)
    expect(counts.elapsed).toBeGreaterThan(0.8)
  })

  it('takes what had to wait for a connection for no fault of its own', async () => {
    const origin = await serve((_, response) => setTimeout(() => response.end(), 20))
    const counts = await openLoop(target(origin, { connections: 1 }), 100)
    expect(counts.offered?.due).toBe(50)
    expect(counts.offered?.late).toBeLessThan(10)
  })

  it('counts what was never sent and what was never answered, at the timeout or later', async () => {
    const origin = await serve(() => {})
    const counts = await openLoop(target(origin, { connections: 3, timeout: 300 }), 100)
    expect(counts.completed).toBe(0)
    // Three of the fifty at a time, each for 300 ms.
    expect(counts.errors.timeout).toBeGreaterThanOrEqual(3)
    expect(counts.errors.timeout + (counts.offered?.unsent ?? 0)).toBe(50)
    expect(counts.firstError).toBe('GET / was not answered within 0.3 s (`timeout`)')
    expect(latenciesOf(counts).count).toBe(40)
    expect(latenciesOf(counts).quantile(0)).toBeGreaterThanOrEqual(299)
  })

  it('counts errors by kind, and none of them as a fast answer', async () => {
    let count = 0
    const origin = await serve((request, response) => {
      count += 1
      if (count % 4 === 0) request.socket.destroy()
      else response.writeHead(count % 2 === 0 ? 500 : 200).end()
    })
    const counts = await openLoop(target(origin, { connections: 1 }), 400)
    expect(counts.completed + counts.errors.status + counts.errors.connection).toBe(200)
    expect(counts.errors.status).toBeGreaterThan(30)
    expect(counts.errors.connection).toBeGreaterThan(30)
    expect(counts.firstError).toMatch(/^GET \/ answered 500|^GET \/: the connection was closed/)
    expect(latenciesOf(counts).quantile(90)).toBeGreaterThanOrEqual(2000)
  })

  it('sends both arms the same requests at the same times, slice by slice', () => {
    const regime = { kind: 'open', rate: 1000, arrivals: 'poisson' } as const
    const times = (seed: string, slice: number) =>
      offeredTimes({ seed }, regime, { slice, milliseconds: 100 }).times
    expect(times('checkout', 3)).toEqual(times('checkout', 3))
    expect(times('checkout', 3)).not.toEqual(times('checkout', 4))
    expect(times('checkout', 3)).not.toEqual(times('browse', 3))
  })

  it('goes on over the same connections in the next slice', async () => {
    const sockets = new Set<unknown>()
    const origin = await serve((request, response) => {
      sockets.add(request.socket)
      response.end()
    })
    const loop = new OpenLoop(target(origin), STEADY)
    const first = await loop.run(100)
    const opened = sockets.size
    const second = await loop.run(100)
    loop.close()
    expect([first.completed, second.completed]).toEqual([50, 50])
    expect(opened).toBeLessThan(10)
    expect(sockets.size).toBeLessThan(opened + 5)
  })

  it('lasts as long as it is told where nothing is due', async () => {
    const counts = await openLoop(target('http://127.0.0.1:1'), 60, { ...STEADY, rate: 0 })
    expect(counts.elapsed).toBeGreaterThanOrEqual(0.06)
    expect(counts).toMatchObject({ completed: 0, offered: { due: 0, unsent: 0, late: 0 } })
  })
})

/** What a closed loop sees: the clock starts when a request is sent. */
async function closedLatencies(origin: string, requests: number): Promise<Histogram> {
  const latencies = new Histogram()
  for (let i = 0; i < requests; i++) {
    const sent = performance.now()
    await (await fetch(origin)).arrayBuffer()
    latencies.record(performance.now() - sent)
  }
  return latencies
}
