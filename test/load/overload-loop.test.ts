import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { OverloadRegime, Target } from '../../src/load/generator-protocol.ts'
import type { LoopCounts } from '../../src/load/loop.ts'
import { OverloadLoop } from '../../src/load/overload-loop.ts'

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

/** Milliseconds a request of a server that serves one at a time, and so its capacity a second. */
const SERVICE = 5
const CAPACITY = 1000 / SERVICE
const REGIME: OverloadRegime = {
  kind: 'overload',
  rate: 2 * CAPACITY,
  calmRate: CAPACITY / 2,
  arrivals: 'poisson',
  deadline: 200,
}

function target(origin: string): Target {
  return {
    origin,
    requests: [{ method: 'GET', path: '/', headers: {}, weight: 1, bodies: [] }],
    seed: 'overload',
    regime: REGIME,
    connections: 512,
    expect: { status: [200], headers: {} },
    timeout: 5000,
    pid: process.pid,
    cpus: [],
  }
}

async function episode(listener: RequestListener): Promise<LoopCounts> {
  const loop = new OverloadLoop(target(await serve(listener)), REGIME)
  const counts = await loop.run(500)
  loop.close()
  return counts
}

/** One at a time, first come first served, each `SERVICE` ms; `admits` more than so many at once are refused with 503. */
function oneAtATime(admits = Number.POSITIVE_INFINITY): RequestListener {
  const waiting: { readonly response: ServerResponse; readonly served: number }[] = []
  let free = 0
  const answer = () => {
    const now = performance.now()
    while (waiting[0] !== undefined && waiting[0].served <= now) waiting.shift()?.response.end()
    if (waiting[0] !== undefined) setTimeout(answer, Math.max(1, waiting[0].served - now))
  }
  return (_, response) => {
    if (waiting.length >= admits) {
      response.writeHead(503).end()
      return
    }
    free = Math.max(performance.now(), free) + SERVICE
    if (waiting.push({ response, served: free }) === 1) setTimeout(answer, free - performance.now())
  }
}

/** Answers of the counted part as a share of what the server could do in it. */
function share({ completed, elapsed = Number.NaN }: LoopCounts): number {
  return completed / elapsed / CAPACITY
}

describe('an episode of overload', () => {
  it('finds that a service without a limit collapses, and is well again once it has worked off its queue', async () => {
    const counts = await episode(oneAtATime())
    expect(share(counts)).toBeLessThan(0.3)
    expect(counts.elapsed).toBe(0.5)
    expect(counts.overload?.late).toBeGreaterThan(50)
    expect(counts.overload?.recovery).toBeGreaterThan(0.2)
    expect(counts.errors).toEqual({ status: 0, body: 0, connection: 0, timeout: 0 })
  })

  it('finds that a service that sheds load goes on at capacity, and takes the shedding for no error', async () => {
    const counts = await episode(oneAtATime(16))
    expect(share(counts)).toBeGreaterThan(0.5)
    expect(counts.overload?.failed).toBeGreaterThan(50)
    expect(counts.overload?.late).toBeLessThan(20)
    expect(counts.overload?.recovery).toBeLessThan(0.5)
    // One in calm, should a slow machine bunch requests up.
    expect(counts.errors.status).toBeLessThan(5)
    const { completed, overload, offered } = counts
    expect(completed + (overload?.late ?? 0) + (overload?.failed ?? 0)).toBe(offered?.due)
  })

  it('finds that a service does not come back where it does not', async () => {
    let inFlight = 0
    let lost = false
    const counts = await episode((_, response) => {
      inFlight += 1
      lost ||= inFlight > 60
      setTimeout(
        () => {
          inFlight -= 1
          response.end()
        },
        lost ? 300 : SERVICE + inFlight * SERVICE,
      )
    })
    expect(counts.overload?.recovery).toBeNull()
    expect(share(counts)).toBeLessThan(0.3)
  })

  it('counts failures while calm as errors', async () => {
    let count = 0
    const counts = await episode((_, response) => response.writeHead(++count <= 3 ? 500 : 200).end())
    expect(counts.errors.status).toBe(3)
    expect(counts.firstError).toBe('GET / answered 500 where `expect.status` allows 200')
    expect(counts.overload).toMatchObject({ late: 0, failed: 0 })
  })
})
