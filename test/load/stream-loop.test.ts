import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { StreamUnit } from '../../src/config/config.ts'
import type { Target } from '../../src/load/generator-protocol.ts'
import { Histogram } from '../../src/load/histogram.ts'
import type { LoopCounts } from '../../src/load/loop.ts'
import { StreamLoop } from '../../src/load/stream-loop.ts'
import { freePort } from '../../src/service/free-port.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>

async function serve(handler: Handler): Promise<string> {
  const server = createServer((request, response) => void handler(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function target(origin: string, changes: Partial<Target> = {}): Target {
  return {
    origin,
    requests: [{ method: 'GET', path: '/stream', headers: {}, weight: 1, bodies: [] }],
    seed: 'test',
    regime: { kind: 'stream', count: 'lines' },
    connections: 2,
    expect: { status: [200], headers: {} },
    timeout: 5000,
    pid: process.pid,
    cpus: [],
    ...changes,
  }
}

/** One slice of the streams that a service gives. */
async function sliceOf(
  handler: Handler,
  options: { milliseconds?: number; unit?: StreamUnit } & Partial<Target> = {},
): Promise<LoopCounts> {
  const { milliseconds = 200, unit = 'lines', ...changes } = options
  const loop = new StreamLoop(target(await serve(handler), changes), { kind: 'stream', count: unit })
  const counts = await loop.run(milliseconds)
  loop.close()
  return counts
}

/** Writes an event every few milliseconds until the client goes away. */
async function everySo(response: ServerResponse, milliseconds: number, event = '{}\n'): Promise<void> {
  for (; !response.destroyed; await delay(milliseconds)) response.write(event)
}

function gapsOf({ latencies }: LoopCounts): Histogram {
  return Histogram.decode(latencies ?? new Uint8Array())
}

const NONE = { status: 0, body: 0, connection: 0, timeout: 0 }
const LINES = { kind: 'stream', count: 'lines' } as const

describe('a slice of streams', () => {
  it('opens as many as there are connections, and closes them at its end', async () => {
    const open = new Set<ServerResponse>()
    let most = 0
    let opened = 0
    const origin = await serve((_, response) => {
      opened += 1
      most = Math.max(most, open.add(response).size)
      response.once('close', () => open.delete(response))
      return everySo(response, 5)
    })
    const loop = new StreamLoop(target(origin, { connections: 5 }), LINES)
    for (const slices of [1, 2]) {
      const { errors } = await loop.run(50)
      expect(errors).toEqual(NONE)
      while (open.size > 0) await delay(1)
      expect(opened).toBe(5 * slices)
    }
    expect(most).toBe(5)
    loop.close()
  })

  it('opens the same streams every time, of each request as many as its weight says', async () => {
    const opened: string[] = []
    const origin = await serve((request, response) => {
      opened.push(`${request.method} ${request.url}`)
      return everySo(response, 5)
    })
    const of = (path: string, weight: number) => ({ method: 'GET', path, headers: {}, weight, bodies: [] })
    const requests = [of('/a', 3), of('/b', 1), of('/c', 2)]
    const loop = new StreamLoop(target(origin, { requests, connections: 7 }), LINES)
    for (let slice = 0; slice < 3; slice++) await loop.run(20)
    loop.close()
    const slices = [0, 7, 14].map((start) => opened.slice(start, start + 7).sort())
    expect(slices[1]).toEqual(slices[0])
    expect(slices[2]).toEqual(slices[0])
    expect(slices[0]).toEqual([...Array(4).fill('GET /a'), 'GET /b', 'GET /c', 'GET /c'])
  })

  it.each<[StreamUnit, string]>([
    ['lines', '{}\n'],
    ['events', ': so\n\nevent: e\ndata: {}\n\n'],
    ['chunks', 'x'],
  ])('counts %s, and never the first of a stream', async (unit, event) => {
    const allOpen = Promise.withResolvers<void>()
    let open = 0
    const counts = await sliceOf(
      async (_, response) => {
        response.write(event)
        if (++open === 3) allOpen.resolve()
        await allOpen.promise
        // Time for the first events to arrive alone.
        await delay(200)
        for (let sent = 0; sent < 7; sent++) {
          await delay(5)
          response.write(event)
        }
      },
      { unit, connections: 3, milliseconds: 1000 },
    )
    expect(counts.errors).toEqual(NONE)
    expect(counts.completed).toBe(3 * 7)
    expect(counts.elapsed).toBeGreaterThanOrEqual(0.99)
  })

  it('counts nothing before all streams flow', async () => {
    const early = Promise.withResolvers<void>()
    let late = false
    const counts = await sliceOf(async (_, response) => {
      if (late) {
        await early.promise
        await delay(200)
        response.write('{}\n')
      } else {
        late = true
        for (let sent = 0; sent < 20; sent++) response.write('{}\n')
        early.resolve()
      }
    })
    expect(counts.errors).toEqual(NONE)
    expect(counts.completed).toBe(0)
  })

  it.each([
    ['that stalls', 1000],
    ['that is silent still when the slice ends', 250],
  ])('takes a stream %s for longer than the timeout for timed out', async (_, milliseconds) => {
    const counts = await sliceOf(
      async (_, response) => {
        response.write('{}\n')
        await delay(20)
        response.write('{}\n')
      },
      { connections: 2, timeout: 150, milliseconds },
    )
    expect(counts.errors).toEqual({ ...NONE, timeout: 2 })
    expect(counts.firstError).toContain('no event within 0.15 s')
  })

  it('leaves a stream that was silent for less than the timeout, and counts the silence as a gap', async () => {
    const counts = await sliceOf(async (_, response) => void response.write('{}\n'), { milliseconds: 300 })
    expect(counts.errors).toEqual(NONE)
    expect(gapsOf(counts).quantile(1)).toBeGreaterThan(200)
  })

  it('takes the gaps between the events of one stream, those of a pause included', async () => {
    const counts = await sliceOf(
      async (_, response) => {
        for (const pause of [0, 100, 300, 10, 10]) {
          await delay(pause)
          response.write('{}\n')
        }
      },
      { connections: 1, milliseconds: 1000 },
    )
    const gaps = gapsOf(counts)
    expect(counts.completed).toBe(4)
    // Four gaps, and the one that was open at the end, longer than any of them.
    expect(gaps.count).toBe(5)
    expect(gaps.quantile(65)).toBeGreaterThan(250)
  })

  it('takes a stall that outlasts the slice for a gap of its length so far', async () => {
    const counts = await sliceOf((_, response) => void response.write('{}\n{}\n'), { milliseconds: 300 })
    expect(counts.completed).toBe(0)
    expect(gapsOf(counts).count).toBe(2)
    expect(gapsOf(counts).quantile(0)).toBeGreaterThan(290)
  })

  it('counts events that arrive together as such, without a gap', async () => {
    const counts = await sliceOf(
      async (_, response) => {
        response.write('{}\n')
        await delay(100)
        response.write('{}\n{}\n{}\n{}\n')
      },
      { connections: 1, milliseconds: 500 },
    )
    expect(counts.completed).toBe(4)
    expect(gapsOf(counts).quantile(50)).toBe(0)
  })

  it('sends the method, the headers and the body of its requests', async () => {
    let seen = ''
    const headers = { 'last-event-id': '7' }
    const bodies = [new TextEncoder().encode('{"all":true}')]
    await sliceOf(
      async (request, response) => {
        for await (const piece of request) seen += piece
        seen += `${request.method} ${request.url} ${request.headers['last-event-id']}`
        await everySo(response, 5)
      },
      { connections: 1, requests: [{ method: 'POST', path: '/feed', headers, weight: 1, bodies }] },
    )
    expect(seen).toBe('{"all":true}POST /feed 7')
  })
})

describe('an error is', () => {
  it('a stream that ends by itself, also after its first events', async () => {
    const counts = await sliceOf(async (_, response) => {
      for (let sent = 0; sent < 3; sent++) {
        response.write('{}\n')
        await delay(10)
      }
      response.end()
    })
    expect(counts.errors).toEqual({ ...NONE, connection: 2 })
    expect(counts.firstError).toBe(
      'GET /stream: the stream ended by itself after 3 events, and a stream that is measured must go on until it is closed',
    )
  })

  it('an answer that is whole at once', async () => {
    const counts = await sliceOf((_, response) => void response.end('no stream'))
    expect(counts.completed).toBe(0)
    expect(counts.errors).toEqual({ ...NONE, connection: 2 })
    expect(counts.firstError).toContain('GET /stream: the stream ended by itself before its first event')
  })

  it.each(['destroy', 'resetAndDestroy'] as const)('a stream whose connection is lost (%s)', async (how) => {
    const counts = await sliceOf(
      async (request, response) => {
        response.write('{}\n')
        await delay(20)
        request.socket[how]()
      },
      { connections: 1 },
    )
    expect(counts.errors).toEqual({ ...NONE, connection: 1 })
    expect(counts.firstError).toContain('GET /stream: the stream ended by itself after 1 event,')
  })

  it('one stream of several, and the others are counted', async () => {
    let first = true
    const counts = await sliceOf((_, response) => {
      if (!first) return everySo(response, 5)
      first = false
      response.end('{}\n')
    })
    expect(counts.errors).toEqual({ ...NONE, connection: 1 })
    expect(counts.completed).toBeGreaterThan(0)
  })

  it('an answer with another status, whatever it streams', async () => {
    const counts = await sliceOf((_, response) => {
      response.statusCode = 503
      return everySo(response, 5)
    })
    expect(counts.completed).toBe(0)
    expect(counts.errors).toEqual({ ...NONE, status: 2 })
    expect(counts.firstError).toBe('GET /stream answered 503 where `expect.status` allows 200')
  })

  it('an answer without the headers that are expected', async () => {
    const counts = await sliceOf((_, response) => everySo(response, 5), {
      expect: { status: [200], headers: { 'content-type': 'text/event-stream' } },
    })
    expect(counts.completed).toBe(0)
    expect(counts.errors).toEqual({ ...NONE, body: 2 })
    expect(counts.firstError).toContain('GET /stream answered with no content-type')
  })

  it.each<[string, Handler]>([
    ['is not answered', () => {}],
    ['gives nothing', (_, response) => response.flushHeaders()],
    ['gives only what is no event', (_, response) => everySo(response, 5, '\n')],
  ])('a stream that %s within the timeout', async (_, handler) => {
    const counts = await sliceOf(handler, { timeout: 200 })
    expect(counts.completed).toBe(0)
    expect(counts.errors).toEqual({ ...NONE, timeout: 2 })
    expect(counts.firstError).toBe(
      'GET /stream gave no event within 0.2 s (`timeout`), where `stream.count` is lines',
    )
  })

  it('a service that refuses connections', async () => {
    const loop = new StreamLoop(target(`http://127.0.0.1:${await freePort()}`), LINES)
    const counts = await loop.run(50)
    loop.close()
    expect(counts.errors).toEqual({ ...NONE, connection: 2 })
    expect(counts.firstError).toBe('GET /stream: the connection was refused')
  })

  it('no longer there in the slice after it', async () => {
    let fails = true
    const origin = await serve((_, response) => (fails ? void response.end() : everySo(response, 5)))
    const loop = new StreamLoop(target(origin), LINES)
    const failed = await loop.run(50)
    fails = false
    const next = await loop.run(100)
    loop.close()
    expect(failed.errors).toEqual({ ...NONE, connection: 2 })
    expect(next.errors).toEqual(NONE)
    expect(next.completed).toBeGreaterThan(0)
  })
})
