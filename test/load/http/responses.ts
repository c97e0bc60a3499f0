import fc from 'fast-check'

/** A valid response on the wire, and what it says. */
export interface WireResponse {
  readonly bytes: Buffer
  readonly status: number
  readonly body: string
  /** The method of the request that it answers. */
  readonly method: 'GET' | 'HEAD'
  /** Only the end of the connection ends it. */
  readonly untilClose: boolean
}

type Framing =
  | { readonly kind: 'length' }
  | { readonly kind: 'close' }
  | { readonly kind: 'chunked'; readonly extension: string; readonly trailers: readonly string[] }

const token = fc.stringMatching(/^x-[a-z]{1,8}$/)
const value = fc.stringMatching(/^[!-~]{0,12}$/)
const header = fc.tuple(token, value).map(([name, text]) => `${name}: ${text}`)
const framing: fc.Arbitrary<Framing> = fc.oneof(
  fc.constant({ kind: 'length' } as const),
  fc.constant({ kind: 'close' } as const),
  fc.record({
    kind: fc.constant('chunked' as const),
    extension: fc.constantFrom('', ';a', ';name=value', ';q="x"'),
    trailers: fc.array(header, { maxLength: 2 }),
  }),
)

/** Responses that every client reads alike. */
export const wireResponse: fc.Arbitrary<WireResponse> = fc
  .record({
    method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD'),
    status: fc.constantFrom(200, 200, 201, 204, 304, 404, 500, 503),
    reason: fc.constantFrom('OK', '', 'Not Quite'),
    interim: fc.array(fc.constantFrom(100, 102, 103), { maxLength: 2 }),
    headers: fc.array(header, { maxLength: 4 }),
    pieces: fc.array(fc.stringMatching(/^[\r\n -~]{1,40}$/), { maxLength: 5 }),
    framing,
  })
  .map(({ method, status, reason, interim, headers, pieces, framing }) => {
    const bodiless = method === 'HEAD' || status === 204 || status === 304
    const lines = [`HTTP/1.1 ${status} ${reason}`, ...headers, ...framingHeaders(framing, pieces)]
    const before = interim.map((code) => `HTTP/1.1 ${code} Wait\r\nx-interim: 1\r\n\r\n`).join('')
    const head = `${before}${lines.join('\r\n')}\r\n\r\n`
    const body = bodiless ? '' : onWire(framing, pieces)
    return {
      bytes: Buffer.from(head + body, 'latin1'),
      status,
      body: bodiless ? '' : pieces.join(''),
      method,
      untilClose: !bodiless && framing.kind === 'close',
    }
  })

/** Cuts of a text of so many bytes into pieces, none empty. */
export function cuts(bytes: Buffer): fc.Arbitrary<Buffer[]> {
  return fc
    .array(fc.integer({ min: 1, max: Math.max(1, bytes.length - 1) }), { maxLength: 8 })
    .map((places) => {
      const ends = [...new Set([...places, bytes.length])].sort((a, b) => a - b)
      return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
    })
}

function framingHeaders(framing: Framing, pieces: readonly string[]): string[] {
  switch (framing.kind) {
    case 'length':
      return [`Content-Length: ${pieces.join('').length}`]
    case 'chunked':
      return ['Transfer-Encoding: chunked']
    case 'close':
      return ['Connection: close']
  }
}

function onWire(framing: Framing, pieces: readonly string[]): string {
  if (framing.kind !== 'chunked') return pieces.join('')
  const chunks = pieces.map((piece) => `${piece.length.toString(16)}${framing.extension}\r\n${piece}\r\n`)
  return `${chunks.join('')}0\r\n${framing.trailers.map((trailer) => `${trailer}\r\n`).join('')}\r\n`
}
