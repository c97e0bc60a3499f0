import { request as httpRequest } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Connection, type Exchange } from '../../../src/load/http/connection.ts'
import { freePort } from '../../../src/service/free-port.ts'
import { onRequests, type RawServer, rawServer } from './raw-server.ts'
import { cuts, wireResponse } from './responses.ts'

interface Answer {
  readonly status: number
  readonly body: string
  readonly headers: ReadonlyMap<string, string>
}

const GET = Buffer.from('GET / HTTP/1.1\r\nhost: x\r\n\r\n')
const HEAD = Buffer.from('HEAD / HTTP/1.1\r\nhost: x\r\n\r\n')
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

function connectionTo(address: { host: string; port: number }, connectTimeout = 5000): Connection {
  const connection = new Connection(address, { connectTimeout })
  onTestFinished(() => connection.close())
  return connection
}

/** One exchange; rejects with what broke it. Fails the test where more is heard of it afterwards. */
function exchange(connection: Connection, { request = GET, head = false } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let over = false
    const once = () => {
      expect(over).toBe(false)
      over = true
    }
    let body = ''
    let headers: ReadonlyMap<string, string> = new Map()
    const listener: Exchange = {
      head(given) {
        headers = given.headers()
      },
      body(piece) {
        body += Buffer.from(piece).toString('latin1')
      },
      end(status) {
        once()
        resolve({ status, body, headers })
      },
      broken(error) {
        once()
        reject(error)
      },
    }
    connection.send(request, listener, { head })
  })
}

/** What node's own client makes of a server's answer. */
function nodeAnswer({ host, port }: RawServer, method: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host, port, method, agent: false }, (response) => {
      let body = ''
      response.setEncoding('latin1')
      response.on('data', (text) => {
        body += text
      })
      response.on('end', () => {
        const raw = response.rawHeaders
        const headers = new Map<string, string>()
        for (let i = 0; i < raw.length; i += 2) {
          const name = (raw[i] as string).toLowerCase()
          const earlier = headers.get(name)
          headers.set(name, earlier === undefined ? (raw[i + 1] as string) : `${earlier}, ${raw[i + 1]}`)
        }
        resolve({ status: response.statusCode as number, body, headers })
      })
      response.on('error', reject)
    })
    request.on('error', reject)
    request.end()
  })
}

describe('Connection', () => {
  it('reads what node’s own client reads, however the answer is cut', async () => {
    const responses = wireResponse.chain((response) =>
      fc.record({ response: fc.constant(response), pieces: cuts(response.bytes) }),
    )
    let served: { pieces: Buffer[]; closes: boolean } = { pieces: [], closes: false }
    const server = await rawServer((socket) =>
      onRequests(socket, async () => {
        const { pieces, closes } = served
        for (const piece of pieces) {
          socket.write(piece)
          await new Promise((resolve) => setImmediate(resolve))
        }
        if (closes) socket.end()
      }),
    )
    await fc.assert(
      fc.asyncProperty(responses, async ({ response, pieces }) => {
        served = { pieces, closes: response.untilClose }
        const connection = connectionTo(server)
        const head = response.method === 'HEAD'
        const ours = await exchange(connection, { request: head ? HEAD : GET, head })
        connection.close()
        expect(ours).toEqual(await nodeAnswer(server, response.method))
      }),
      { numRuns: 60 },
    )
  })

  it('carries many exchanges over one connection, the next sent as soon as the last has ended', async () => {
    const server = await rawServer((socket) => onRequests(socket, () => socket.write(OK)))
    const connection = connectionTo(server)
    for (let i = 0; i < 50; i++) expect(await exchange(connection)).toMatchObject({ status: 200, body: 'ok' })
    const statuses: number[] = []
    await new Promise<void>((resolve, reject) => {
      const again: Exchange = {
        end(status) {
          statuses.push(status)
          if (statuses.length === 50) resolve()
          else connection.send(GET, again)
        },
        broken: reject,
      }
      connection.send(GET, again)
    })
    expect(statuses).toEqual(Array(50).fill(200))
    expect(server.accepted).toBe(1)
  })

  it('takes one exchange at a time', async () => {
    const server = await rawServer((socket) => onRequests(socket, () => socket.write(OK)))
    const connection = connectionTo(server)
    const first = exchange(connection)
    expect(() => connection.send(GET, { end() {}, broken() {} })).toThrow(/one exchange at a time/)
    expect((await first).body).toBe('ok')
  })

  it('reads nothing after a HEAD, a 204 and a 304, and goes on over the same connection', async () => {
    const answers = [
      'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n',
      'HTTP/1.1 204 No Content\r\n\r\n',
      'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n',
      OK,
    ]
    const server = await rawServer((socket) =>
      onRequests(socket, (_, index) => socket.write(answers[index] as string)),
    )
    const connection = connectionTo(server)
    expect(await exchange(connection, { request: HEAD, head: true })).toMatchObject({ status: 200, body: '' })
    expect(await exchange(connection)).toMatchObject({ status: 204, body: '' })
    expect(await exchange(connection)).toMatchObject({ status: 304, body: '' })
    expect(await exchange(connection)).toMatchObject({ status: 200, body: 'ok' })
    expect(server.accepted).toBe(1)
  })

  it.each([
    ['that says close', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok'],
    ['of HTTP/1.0', 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok'],
    ['that only the close ends', 'HTTP/1.1 200 OK\r\n\r\nok'],
  ])('opens a new connection after an answer %s', async (_, answer) => {
    const server = await rawServer((socket) => onRequests(socket, () => socket.end(answer)))
    const connection = connectionTo(server)
    for (let i = 0; i < 3; i++) expect(await exchange(connection)).toMatchObject({ status: 200, body: 'ok' })
    expect(server.accepted).toBe(3)
  })

  it('opens a connection that was closed while nothing was asked anew, and says nothing of it', async () => {
    const server = await rawServer((socket) =>
      onRequests(socket, () => {
        socket.write(OK)
        setTimeout(() => socket.end(), 10)
      }),
    )
    const connection = connectionTo(server)
    await exchange(connection)
    await delay(100)
    expect(await exchange(connection)).toMatchObject({ status: 200 })
    expect(server.accepted).toBe(2)
  })

  it('sends a request again that crossed the close of an idle connection, once', async () => {
    let requests = 0
    const server = await rawServer((socket, connection) =>
      onRequests(socket, (_, index) => {
        requests += 1
        // As a service does that closes the connection just when the request is under way.
        if (index === 1 || connection === 2) socket.destroy()
        else socket.write(OK)
      }),
    )
    const connection = connectionTo(server)
    await exchange(connection)
    await delay(150)
    expect(await exchange(connection)).toMatchObject({ status: 200 })
    expect(requests).toBe(3)
    await delay(150)
    await expect(exchange(connection)).rejects.toThrow(/closed before an answer/)
    expect(requests).toBe(5)
  })

  it('takes the close of a busy connection for what it is', async () => {
    const server = await rawServer((socket) =>
      onRequests(socket, (_, index) => (index === 1 ? socket.destroy() : socket.write(OK))),
    )
    const connection = connectionTo(server)
    const second = await new Promise((resolve) => {
      const broken = (error: Error) => resolve(error)
      connection.send(GET, { end: () => connection.send(GET, { end: resolve, broken }), broken })
    })
    expect(second).toBeInstanceOf(Error)
    expect(await exchange(connection)).toMatchObject({ status: 200 })
  })

  it.each([
    ['before an answer', '', /closed before an answer/],
    ['in a head', 'HTTP/1.1 200', /closed in the middle of the answer/],
    ['in a body', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab', /closed in the middle/],
    ['in a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab', /closed in the middle/],
    [
      'before the last chunk',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n',
      /closed in the middle/,
    ],
    ['after an interim answer', 'HTTP/1.1 100 Continue\r\n\r\n', /closed in the middle/],
  ])('says that it was closed %s', async (_, sent, words) => {
    const server = await rawServer((socket) => onRequests(socket, () => socket.end(sent)))
    const connection = connectionTo(server)
    await expect(exchange(connection)).rejects.toThrow(words)
    await expect(exchange(connection)).rejects.toThrow(words)
  })

  it('says that it was reset', async () => {
    const server = await rawServer((socket) => onRequests(socket, () => socket.resetAndDestroy()))
    await expect(exchange(connectionTo(server))).rejects.toMatchObject({ code: 'ECONNRESET' })
    const amidst = await rawServer((socket) =>
      onRequests(socket, () => {
        socket.write('HTTP/1.1 200 OK\r\n')
        setTimeout(() => socket.resetAndDestroy(), 20)
      }),
    )
    await expect(exchange(connectionTo(amidst))).rejects.toThrow(/closed in the middle/)
  })

  it('says that it was refused', async () => {
    const connection = connectionTo({ host: '127.0.0.1', port: await freePort() })
    await expect(exchange(connection)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it('does not take bytes after the end of an answer for anything', async () => {
    const server = await rawServer((socket, connection) =>
      onRequests(socket, () => socket.write(connection === 0 ? `${OK}${OK}` : OK)),
    )
    const connection = connectionTo(server)
    await expect(exchange(connection)).rejects.toThrow(/sent more after the end of its answer/)
    expect(await exchange(connection)).toMatchObject({ status: 200 })
  })

  it('tells the next exchange of an answer that nobody had asked for', async () => {
    const server = await rawServer((socket, connection) =>
      onRequests(socket, () => {
        socket.write(OK)
        if (connection === 0) setTimeout(() => socket.write(OK), 10)
      }),
    )
    const connection = connectionTo(server)
    await exchange(connection)
    await delay(100)
    await expect(exchange(connection)).rejects.toThrow(/answered before it was asked/)
    expect(await exchange(connection)).toMatchObject({ status: 200 })
  })

  it('forgives a service that says why it closes an idle connection', async () => {
    const server = await rawServer((socket, connection) =>
      onRequests(socket, () => {
        socket.write(OK)
        if (connection === 0) setTimeout(() => socket.end('HTTP/1.1 408 Request Timeout\r\n\r\n'), 10)
      }),
    )
    const connection = connectionTo(server)
    await exchange(connection)
    await delay(100)
    expect(await exchange(connection)).toMatchObject({ status: 200 })
  })

  it('takes an answer that comes before the request was sent whole, and leaves that connection', async () => {
    const server = await rawServer((socket) => {
      socket.once('data', () => {
        socket.pause()
        socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n')
      })
    })
    const connection = connectionTo(server)
    const request = Buffer.concat([
      Buffer.from('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 50000000\r\n\r\n'),
      Buffer.alloc(50_000_000),
    ])
    expect(await exchange(connection, { request })).toMatchObject({ status: 413 })
    expect(await exchange(connection, { request })).toMatchObject({ status: 413 })
    expect(server.accepted).toBe(2)
  })

  it('aborts with the error that it is given, and opens anew', async () => {
    const server = await rawServer((socket, connection) =>
      onRequests(socket, () => (connection === 0 ? socket.write('HTTP/1.1 200 OK\r\n') : socket.write(OK))),
    )
    const connection = connectionTo(server)
    const stuck = exchange(connection)
    await delay(50)
    connection.abort(new Error('too late'))
    await expect(stuck).rejects.toThrow('too late')
    expect(await exchange(connection)).toMatchObject({ status: 200 })
  })

  it('can be aborted from within an answer, and nothing more is heard of it', async () => {
    const server = await rawServer((socket) => onRequests(socket, () => socket.write(OK)))
    const connection = connectionTo(server)
    const heard: string[] = []
    await new Promise<void>((resolve) => {
      connection.send(GET, {
        head: () => connection.abort(new Error('enough')),
        body: () => heard.push('body'),
        end: () => heard.push('end'),
        broken: ({ message }) => {
          heard.push(message)
          resolve()
        },
      })
    })
    await delay(50)
    expect(heard).toEqual(['enough'])
    expect(await exchange(connection)).toMatchObject({ status: 200 })
  })

  it('closes without a word', async () => {
    let closed = 0
    const server = await rawServer((socket) => {
      socket.on('data', () => {})
      socket.once('close', () => {
        closed += 1
      })
    })
    const connection = connectionTo(server)
    const heard: string[] = []
    connection.send(GET, { end: () => heard.push('end'), broken: () => heard.push('broken') })
    await delay(50)
    connection.close()
    await delay(50)
    expect(heard).toEqual([])
    expect(closed).toBe(1)
  })
})
