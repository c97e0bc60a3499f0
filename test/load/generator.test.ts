import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { MARKER_VARIABLE, pidsWithMarker } from '../../src/host/pids-with-marker.ts'
import type { Target } from '../../src/load/generator-protocol.ts'
import { NO_ERRORS } from '../../src/load/slice.ts'
import { assertLoopback, startGenerator } from '../../src/load/start-generator.ts'
import { freePort } from '../../src/service/free-port.ts'
import { UserError } from '../../src/user-error.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`
}

function target(origin: string, changes: Partial<Target> = {}): Target {
  return {
    origin,
    requests: [{ method: 'GET', path: '/', headers: {}, weight: 1, bodies: [] }],
    seed: 'test',
    regime: { kind: 'closed' },
    connections: 4,
    expect: { status: [200], headers: {} },
    timeout: 5000,
    pid: process.pid,
    cpus: [0, 1],
    ...changes,
  }
}

async function sliceOf(aim: Target, milliseconds = 100) {
  await using generator = await startGenerator({ env: process.env as Record<string, string> })
  await using stream = await generator.open(aim)
  return await stream.slice(milliseconds)
}

describe('the load generator', () => {
  it('keeps exactly the given number of requests in flight, over as many kept-alive connections', async () => {
    let inFlight = 0
    let most = 0
    const sockets = new Set<unknown>()
    const origin = await serve((request, response) => {
      sockets.add(request.socket)
      most = Math.max(most, ++inFlight)
      setTimeout(() => {
        inFlight -= 1
        response.end('ok')
      }, 5)
    })
    const slice = await sliceOf(target(origin, { connections: 7 }), 300)
    expect(most).toBe(7)
    expect(sockets.size).toBe(7)
    expect(slice.completed).toBeGreaterThan(7)
  })

  it('counts what was in flight when the time was up, and the time that took', async () => {
    let served = 0
    const origin = await serve((_, response) => {
      setTimeout(() => {
        served += 1
        response.end()
      }, 400)
    })
    const slice = await sliceOf(target(origin), 100)
    expect(slice.completed).toBe(4)
    expect(served).toBe(4)
    expect(slice.elapsed).toBeGreaterThanOrEqual(0.39)
  })

  it('draws the requests by weight, with their method, headers and bodies in turn', async () => {
    const seen: string[] = []
    const origin = await serve((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        seen.push(`${request.method} ${request.url} ${request.headers['x-kind']} ${body}`)
        response.end()
      })
    })
    await sliceOf(
      target(origin, {
        connections: 1,
        requests: [
          { method: 'GET', path: '/a', headers: { 'x-kind': 'one' }, weight: 3, bodies: [] },
          {
            method: 'POST',
            path: '/b',
            headers: { 'x-kind': 'two' },
            weight: 1,
            bodies: ['{"n":1}', '{"n":2}'].map((body) => new TextEncoder().encode(body)),
          },
        ],
      }),
    )
    const few = seen.slice(0, 32)
    expect(few.filter((line) => line === 'GET /a one ')).toHaveLength(24)
    expect(few.filter((line) => line.startsWith('POST')).slice(0, 3)).toEqual([
      'POST /b two {"n":1}',
      'POST /b two {"n":2}',
      'POST /b two {"n":1}',
    ])
  })

  it('shares its connections among threads, as many as it is given CPUs', async () => {
    const sockets = new Set<unknown>()
    let served = 0
    const origin = await serve((request, response) => {
      sockets.add(request.socket)
      served += 1
      response.end('ok')
    })
    await using generator = await startGenerator({ cpus: [0, 1], env: process.env as Record<string, string> })
    await generator.pin([0, 1], 2)
    const [pid] = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'generator'])
      .toString()
      .split('\n')
    const threads = () => Number(/^Threads:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
    const before = threads()
    await using stream = await generator.open(target(origin, { connections: 5 }))
    expect(threads()).toBeGreaterThanOrEqual(before + 2)
    const slice = await stream.slice(200)
    expect(sockets.size).toBe(5)
    expect(slice.completed).toBe(served)
    expect(slice.errors).toEqual(NO_ERRORS)
    const again = await stream.slice(100)
    expect(sockets.size).toBe(5)
    expect(again.completed).toBeGreaterThan(0)
  })

  it('does not start a thread that would have no connection', async () => {
    let most = 0
    let inFlight = 0
    const origin = await serve((_, response) => {
      most = Math.max(most, ++inFlight)
      setTimeout(() => {
        inFlight -= 1
        response.end()
      }, 5)
    })
    await using generator = await startGenerator({ cpus: [0, 1], env: process.env as Record<string, string> })
    await generator.pin([0, 1], 2)
    await using stream = await generator.open(target(origin, { connections: 1 }))
    expect((await stream.slice(100)).completed).toBeGreaterThan(1)
    expect(most).toBe(1)
  })

  it('never counts an unexpected status as throughput', async () => {
    const origin = await serve((_, response) => response.writeHead(500).end('x'.repeat(100_000)))
    const slice = await sliceOf(target(origin))
    expect(slice.completed).toBe(0)
    expect(slice.errors.status).toBeGreaterThan(0)
    expect(slice.firstError).toBe('GET / answered 500 where `expect.status` allows 200')
  })

  it('takes the statuses that are expected, and only those', async () => {
    const origin = await serve((_, response) => response.writeHead(404).end())
    const slice = await sliceOf(target(origin, { expect: { status: [404], headers: {} } }))
    expect(slice.completed).toBeGreaterThan(0)
    expect(slice.errors).toEqual({ status: 0, body: 0, connection: 0, timeout: 0 })
  })

  it('never counts an unexpected header or body as throughput', async () => {
    const origin = await serve((_, response) => response.writeHead(200, { 'x-kind': 'a' }).end('{"n":1}'))
    const header = await sliceOf(
      target(origin, { expect: { status: [200], headers: { 'x-kind': 'b' } } }),
      50,
    )
    expect(header).toMatchObject({ completed: 0, errors: { body: expect.any(Number), status: 0 } })
    expect(header.firstError).toBe('GET / answered with x-kind: a where `expect.headers` has b')
    const body = await sliceOf(
      target(origin, { expect: { status: [200], headers: {}, body: { json: { n: 2 } } } }),
      50,
    )
    expect(body.completed).toBe(0)
    expect(body.errors.body).toBeGreaterThan(0)
    expect(body.firstError).toBe('GET / answered with n: 1 where `expect.body.json` has 2')
    const met = await sliceOf(
      target(origin, { expect: { status: [200], headers: {}, body: { json: { n: 1 } } } }),
      50,
    )
    expect(met.errors).toEqual(NO_ERRORS)
    expect(met.completed).toBeGreaterThan(0)
  })

  it('counts a broken connection as one, and goes on', async () => {
    let count = 0
    const origin = await serve((request, response) => {
      if (++count === 1) request.socket.destroy()
      else response.end()
    })
    const slice = await sliceOf(target(origin, { connections: 1 }), 200)
    expect(slice.errors).toEqual({ status: 0, body: 0, connection: 1, timeout: 0 })
    expect(slice.firstError).toBe('GET /: the connection was closed before an answer')
    expect(slice.completed).toBeGreaterThan(0)
  })

  it('counts a request that is not answered in time as a timeout', async () => {
    const origin = await serve(() => {})
    const slice = await sliceOf(target(origin, { connections: 2, timeout: 1000 }), 50)
    expect(slice.completed).toBe(0)
    expect(slice.errors.timeout).toBe(2)
    expect(slice.firstError).toBe('GET / was not answered within 1 s (`timeout`)')
  })

  it('lets a timeout pass exactly, also one of less than a second', async () => {
    const origin = await serve((_, response) => {
      setTimeout(() => response.end(), 900)
    })
    const cut = await sliceOf(target(origin, { connections: 1, timeout: 150 }), 50)
    expect(cut.errors).toEqual({ status: 0, body: 0, connection: 0, timeout: 1 })
    expect(cut.elapsed).toBeGreaterThanOrEqual(0.145)
    expect(cut.firstError).toBe('GET / was not answered within 0.15 s (`timeout`)')
    const whole = await sliceOf(target(origin, { connections: 1, timeout: 1500 }), 50)
    expect(whole.completed).toBe(1)
  })

  it('counts an answer that comes in pieces without end as a timeout', async () => {
    const origin = await serve((_, response) => {
      const drip = setInterval(() => response.write('x'), 20)
      response.once('close', () => clearInterval(drip))
    })
    const slice = await sliceOf(target(origin, { connections: 1, timeout: 200 }), 50)
    expect(slice.errors).toEqual({ status: 0, body: 0, connection: 0, timeout: 1 })
  })

  it('says that nothing listens', async () => {
    const slice = await sliceOf(target(`http://127.0.0.1:${await freePort()}`, { connections: 1 }), 50)
    expect(slice.errors.connection).toBeGreaterThan(0)
    expect(slice.firstError).toBe('GET /: the connection was refused')
  })

  it('reads the CPU of the program and its own for each slice', async () => {
    const origin = await serve((_, response) => {
      const end = performance.now() + 5
      while (performance.now() < end);
      response.end()
    })
    const slice = await sliceOf(target(origin), 500)
    expect(slice.programCpu).toBeGreaterThan(0.1)
    expect(slice.generatorCpu).toBeGreaterThan(0)
    expect(slice.generatorCpu).toBeLessThan(slice.elapsed)
  })

  it('moves its process to the CPUs that the program was not given', async () => {
    await using generator = await startGenerator({ cpus: [0, 1], env: process.env as Record<string, string> })
    await generator.pin([1])
    const pid = execFileSync('pgrep', ['-P', String(process.pid), '-f', 'generator'])
      .toString()
      .trim()
    expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/^Cpus_allowed_list:\s+1$/m)
  })

  it('refuses to send load to another machine', async () => {
    await using generator = await startGenerator({ env: process.env as Record<string, string> })
    await expect(generator.open(target('http://192.0.2.1:80'))).rejects.toThrow(/loopback addresses only/)
  })

  it('says so when its process ends unexpectedly', async () => {
    const origin = await serve(() => {})
    await using generator = await startGenerator({ env: process.env as Record<string, string> })
    await using stream = await generator.open(target(origin))
    const slice = stream.slice(60_000)
    await generator[Symbol.asyncDispose]()
    await expect(slice).rejects.toThrow(/the load generator ended/)
  })

  it.each([
    ['SIGKILL', /ended unexpectedly \(by SIGKILL\).*memory/],
    ['SIGTERM', /ended unexpectedly \(by SIGTERM\).*run again/],
  ] as const)(
    'says so when it is ended by %s, at once and whatever is asked of it later',
    async (signal, words) => {
      const origin = await serve(() => {})
      const marker = randomUUID()
      const env = { ...(process.env as Record<string, string>), [MARKER_VARIABLE]: marker }
      await using generator = await startGenerator({ env })
      await using stream = await generator.open(target(origin))
      const slice = stream.slice(60_000)
      const [pid] = pidsWithMarker(marker)
      process.kill(pid as number, signal)
      await expect(slice).rejects.toThrow(words)
      await expect(slice).rejects.toBeInstanceOf(UserError)
      await expect(stream.slice(10)).rejects.toThrow(words)
      await expect(generator.open(target(origin))).rejects.toThrow(words)
    },
  )

  it('says so when it cannot be started', async () => {
    const env = { PATH: '/nowhere' }
    await using generator = await startGenerator({ cpus: [0], env })
    await expect(generator.open(target('http://127.0.0.1:1'))).rejects.toThrow(/did not start: .*taskset/)
  })
})

describe('assertLoopback', () => {
  it.each(['http://127.0.0.1:1', 'http://127.8.8.8', 'http://localhost:3', 'http://[::1]:9'])(
    'takes %s',
    (origin) => {
      expect(() => assertLoopback(origin)).not.toThrow()
    },
  )
  it.each([
    'http://10.0.0.1',
    'http://localhost.example.com',
    'http://127.0.0.1.example.com',
    'http://[::2]',
  ])('refuses %s', (origin) => {
    expect(() => assertLoopback(origin)).toThrow()
  })
})
