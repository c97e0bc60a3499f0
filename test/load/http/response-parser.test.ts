import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BrokenExchange } from '../../../src/load/http/broken-exchange.ts'
import type { ResponseHead } from '../../../src/load/http/response-head.ts'
import { MAX_HEAD, ResponseParser } from '../../../src/load/http/response-parser.ts'
import { cuts, wireResponse } from './responses.ts'

interface Read {
  readonly status: number
  readonly body: string
  /** Bodies of the chunks, one after the other. */
  readonly chunks: readonly string[]
  readonly headers: readonly (readonly [string, string])[]
  readonly complete: boolean
  readonly keepAlive: boolean
  /** Bytes that the response did not need. */
  readonly left: number
}

function read(
  pieces: readonly (Buffer | string)[],
  { head = false, closes = false, parser = new ResponseParser() } = {},
): Read {
  const heads: ResponseHead[] = []
  const chunks: string[] = []
  let body = ''
  let chunk = ''
  parser.expect(
    {
      head: (given) => heads.push(given),
      body(piece, chunkEnds) {
        const text = Buffer.from(piece).toString('latin1')
        body += text
        chunk += text
        if (!chunkEnds) return
        chunks.push(chunk)
        chunk = ''
      },
    },
    head,
  )
  let left = 0
  for (const piece of pieces) {
    const bytes = Buffer.from(piece as string, 'latin1')
    left += bytes.length - parser.push(bytes, bytes.length)
  }
  if (closes) parser.finish()
  expect(heads.length).toBeLessThanOrEqual(1)
  const headers = [...(heads[0]?.headers() ?? [])]
  return {
    status: parser.status,
    body,
    chunks,
    headers,
    complete: parser.complete,
    keepAlive: parser.keepAlive,
    left,
  }
}

const cutResponse = wireResponse.chain((response) =>
  fc.record({ response: fc.constant(response), pieces: cuts(response.bytes) }),
)

describe('ResponseParser', () => {
  it('reads status and body of a valid response, wherever it is cut', () => {
    fc.assert(
      fc.property(cutResponse, ({ response, pieces }) => {
        const options = { head: response.method === 'HEAD', closes: response.untilClose }
        const whole = read([response.bytes], options)
        expect(whole).toMatchObject({ status: response.status, body: response.body, complete: true, left: 0 })
        expect(read(pieces, options)).toEqual(whole)
      }),
    )
  })

  it('reads a response cut after every byte', () => {
    fc.assert(
      fc.property(wireResponse, (response) => {
        const options = { head: response.method === 'HEAD', closes: response.untilClose }
        const bytes = [...response.bytes].map((byte) => Buffer.from([byte]))
        expect(read(bytes, options)).toEqual(read([response.bytes], options))
      }),
    )
  })

  it('is incomplete as long as a byte is missing', () => {
    fc.assert(
      fc.property(wireResponse, (response) => {
        const missing = response.bytes.subarray(0, -1)
        expect(read([missing], { head: response.method === 'HEAD' }).complete).toBe(false)
      }),
    )
  })

  it('reads one response after another alike, whether their heads are the same or not', () => {
    fc.assert(
      fc.property(fc.array(cutResponse, { minLength: 2, maxLength: 5 }), fc.boolean(), (responses, twice) => {
        const parser = new ResponseParser()
        for (const { response, pieces } of twice ? responses.flatMap((each) => [each, each]) : responses) {
          const options = { head: response.method === 'HEAD', closes: response.untilClose }
          expect(read(pieces, { ...options, parser })).toEqual(read([response.bytes], options))
        }
      }),
    )
  })

  it('stops at the end of the response', () => {
    expect(read(['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1']).left).toBe(8)
    expect(read(['HTTP/1.1 204 No\r\n\r\nok']).left).toBe(2)
    expect(read(['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n\r\n']).left).toBe(2)
  })

  it('tells where each chunk ends', () => {
    const chunked =
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3;x=1\r\ncde\r\n0\r\n\r\n'
    expect(read([chunked]).chunks).toEqual(['ab', 'cde'])
    expect(read([...chunked]).chunks).toEqual(['ab', 'cde'])
    expect(read(['HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab']).chunks).toEqual([])
  })

  it('joins headers of one name, and unfolds those over several lines', () => {
    const { headers } = read([
      'HTTP/1.1 200 OK\r\nA: 1\r\na:  2 \r\nLong: x\r\n  y\r\nContent-Length: 0\r\n\r\n',
    ])
    expect(headers).toEqual([
      ['a', '1, 2'],
      ['long', 'x y'],
      ['content-length', '0'],
    ])
  })

  it.each([
    ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', true],
    ['HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: Keep-Alive, Close\r\n\r\n', false],
    ['HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n', false],
    ['HTTP/1.0 200 OK\r\nContent-Length: 0\r\nconnection: keep-alive\r\n\r\n', true],
    ['HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n', true],
    ['HTTP/1.1 200 OK\nContent-Length: 0\n\n', true],
    ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\ncontent-length:2\r\n\r\nok', true],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n', true],
  ])('of %j says whether the connection stays', (text, stays) => {
    expect(read([text])).toMatchObject({ complete: true, keepAlive: stays, status: 200 })
  })

  it('ends a response without a length, or with an unknown coding, with the connection', () => {
    for (const line of ['', 'Transfer-Encoding: gzip\r\n']) {
      const text = `HTTP/1.1 200 OK\r\n${line}\r\nabc`
      expect(read([text])).toMatchObject({ complete: false, body: 'abc' })
      expect(read([text], { closes: true })).toMatchObject({ complete: true, keepAlive: false })
    }
  })

  it.each([
    ['SSH-2.0-OpenSSH', /does not begin with HTTP/],
    ['HTTP/2.0 200 OK\r\n\r\n', /does not begin with HTTP/],
    ['HTTP/1.1 20 OK\r\n\r\n', /no status line/],
    ['HTTP/1.1 2000 OK\r\n\r\n', /no status line/],
    ['HTTP/1.1 099 OK\r\n\r\n', /no status line/],
    ['HTTP/1.1200 OK\r\n\r\n', /no status line/],
    ['HTTP/1.1 101 Switching\r\n\r\n', /switches protocols/],
    ['HTTP/1.1 200 OK\r\nno colon\r\n\r\n', /no header/],
    ['HTTP/1.1 200 OK\r\n: nameless\r\n\r\n', /no header/],
    ['HTTP/1.1 200 OK\r\nspaced : 1\r\n\r\n', /no header/],
    ['HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n', /two different content-lengths/],
    ['HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\n', /no length/],
    ['HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n', /no length/],
    ['HTTP/1.1 200 OK\r\nContent-Length: 0x1\r\n\r\n', /no length/],
    ['HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n', /no length/],
    ['HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n', /no length/],
    ['HTTP/1.1 200 OK\r\nContent-Length: 1\r\n 2\r\n\r\n', /folded/],
    ['HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n', /both/],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n', /not the last/],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n', /no size/],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n', /no size/],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1x\r\n', /no number/],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\rx', /CR LF/],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab', /longer than its size/],
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\rb', /longer than its size/],
    [`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${'f'.repeat(14)}`, /no possible size/],
  ])('refuses %j', (text, words) => {
    expect(() => read([text])).toThrow(words)
    expect(() => read([text])).toThrow(BrokenExchange)
    expect(() => read([...text])).toThrow(words)
  })

  it('refuses what does not end', () => {
    const long = 'x'.repeat(MAX_HEAD)
    expect(() => read([`HTTP/1.1 200 OK\r\nx: ${long}`])).toThrow(/longer than 64 KiB/)
    expect(() => read(['HTTP/1.1 200 OK\r\nx: ', long])).toThrow(/longer than 64 KiB/)
    expect(() => read([`HTTP/1.1 200 OK\r\nx: ${long}\r\n\r\n`])).toThrow(/longer than 64 KiB/)
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
    expect(() => read([`${chunked}1;${long}x`])).toThrow(/do not end/)
    expect(() => read([`${chunked}0\r\n`, ...Array<string>(4096).fill(`x: ${'y'.repeat(20)}\r\n`)])).toThrow(
      /do not end/,
    )
  })
})
