import { describe, expect, it } from 'vitest'
import { serialiseRequest } from '../../../src/load/http/serialise-request.ts'

const plan = { method: 'GET', path: '/a?b=1', headers: {}, weight: 1, bodies: [] }
const texts = (request: Parameters<typeof serialiseRequest>[0]) =>
  serialiseRequest(request, '127.0.0.1:80').map((bytes) => Buffer.from(bytes).toString('latin1'))

describe('serialiseRequest', () => {
  it('writes a request without a body', () => {
    expect(texts(plan)).toEqual([
      'GET /a?b=1 HTTP/1.1\r\nhost: 127.0.0.1:80\r\nconnection: keep-alive\r\n\r\n',
    ])
  })

  it('says that a POST has no body', () => {
    expect(texts({ ...plan, method: 'POST' })[0]).toMatch(/\r\ncontent-length: 0\r\n\r\n$/)
  })

  it('writes one for each body, with its length in bytes', () => {
    const bodies = ['{"a":"ä"}', ''].map((body) => new TextEncoder().encode(body))
    const [first, second] = texts({ ...plan, method: 'POST', bodies })
    expect(first).toContain('\r\ncontent-length: 10\r\n\r\n{"a":"Ã¤"}')
    expect(second).toMatch(/\r\ncontent-length: 0\r\n\r\n$/)
  })

  it('lets the user’s headers win, but for the length of the body', () => {
    const [text] = texts({ ...plan, headers: { Host: 'example', 'Content-Length': '9', 'X-Ä': 'ö' } })
    expect(text).toBe('GET /a?b=1 HTTP/1.1\r\nconnection: keep-alive\r\nHost: example\r\nX-Ä: ö\r\n\r\n')
  })

  it.each([{ path: '/a\r\nx: 1' }, { headers: { a: 'b\nc' } }, { method: 'GET\r' }])(
    'refuses %j',
    (changes) => {
      expect(() => texts({ ...plan, ...changes })).toThrow(/line break/)
    },
  )
})
