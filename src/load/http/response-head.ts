import { malformed } from './broken-exchange.ts'

/** How the end of a body is told where the request and the status allow one (RFC 9112, 6.3). */
export type Framing = 'length' | 'chunked' | 'close'

/** The head of a response. */
export class ResponseHead {
  readonly status: number
  /** Whether the connection can carry another exchange after a body whose end was told. */
  readonly keepAlive: boolean
  readonly framing: Framing
  /** Bytes of the body; 0 where `framing` is not `length`. */
  readonly length: number
  readonly #text: string
  #headers: ReadonlyMap<string, string> | undefined

  constructor(
    text: string,
    parsed: {
      readonly status: number
      readonly keepAlive: boolean
      readonly framing: Framing
      readonly length: number
    },
  ) {
    this.#text = text
    this.status = parsed.status
    this.keepAlive = parsed.keepAlive
    this.framing = parsed.framing
    this.length = parsed.length
  }

  /** Values by name in lower case; those of a name that was sent several times are joined by “, ”. Read when first asked for. */
  headers(): ReadonlyMap<string, string> {
    this.#headers ??= readHeaders(this.#text)
    return this.#headers
  }
}

const LF = 0x0a
const CR = 0x0d
const HTAB = 0x09
const SPACE = 0x20
const COLON = 0x3a
const PREFIX = Buffer.from('HTTP/1.')
const CONNECTION = Buffer.from('connection')
const CONTENT_LENGTH = Buffer.from('content-length')
const TRANSFER_ENCODING = Buffer.from('transfer-encoding')

/** Index after the empty line that ends a head within [from, to), or -1. A line may end with a bare LF (RFC 9112, 2.2). */
export function headEnd(bytes: Buffer, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    if (bytes[at] !== LF) continue
    if (at + 1 < to && bytes[at + 1] === LF) return at + 2
    if (at + 2 < to && bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3
  }
  return -1
}

/** Throws as soon as what came of a head cannot become one, however little that is. */
export function assertPrefix(bytes: Buffer, from: number, to: number): void {
  const known = Math.min(PREFIX.length, to - from)
  for (let i = 0; i < known; i++) {
    if (bytes[from + i] !== PREFIX[i]) throw malformed('it does not begin with HTTP/1')
  }
}

/**
 * Reads the head that lies in [start, end), as `headEnd` found it.
 * @throws BrokenExchange where it is malformed, or leaves the end of the body in doubt
 */
export function parseHead(bytes: Buffer, start: number, end: number): ResponseHead {
  assertPrefix(bytes, start, end)
  const minor = digit(bytes[start + 7])
  const hundreds = digit(bytes[start + 9])
  const status = hundreds * 100 + digit(bytes[start + 10]) * 10 + digit(bytes[start + 11])
  const after = bytes[start + 12]
  if (
    !(minor >= 0) ||
    !(status >= 100) ||
    bytes[start + 8] !== SPACE ||
    (after !== SPACE && after !== CR && after !== LF)
  ) {
    throw malformed('its first line is no status line')
  }
  let keepAlive = minor > 0
  let length = -1
  let codings = ''
  let framing = false
  let at = lineAfter(bytes, start + 12, end)
  while (bytes[at] !== LF && !(bytes[at] === CR && bytes[at + 1] === LF)) {
    const next = lineAfter(bytes, at, end)
    const last = bytes[next - 2] === CR ? next - 2 : next - 1
    if (bytes[at] === SPACE || bytes[at] === HTAB) {
      if (framing) throw malformed('a header that tells the end of the body is folded')
      at = next
      continue
    }
    const colon = bytes.indexOf(COLON, at)
    if (colon === -1 || colon >= last || colon === at || !((bytes[colon - 1] as number) > SPACE))
      throw malformed('a line of its head is no header')
    framing = false
    switch (colon - at) {
      case CONNECTION.length:
        if (!isName(bytes, at, CONNECTION)) break
        keepAlive = connectionStays(bytes.toString('latin1', colon + 1, last), keepAlive)
        break
      case CONTENT_LENGTH.length: {
        if (!isName(bytes, at, CONTENT_LENGTH)) break
        framing = true
        const declared = contentLength(bytes.toString('latin1', colon + 1, last))
        if (length !== -1 && length !== declared) throw malformed('it has two different content-lengths')
        length = declared
        break
      }
      case TRANSFER_ENCODING.length:
        if (!isName(bytes, at, TRANSFER_ENCODING)) break
        framing = true
        codings += `,${bytes.toString('latin1', colon + 1, last)}`
        break
    }
    at = next
  }
  const text = bytes.toString('latin1', start, end)
  if (codings !== '') {
    if (length !== -1) throw malformed('it has both a content-length and a transfer-encoding')
    return new ResponseHead(text, { status, keepAlive, framing: codedFraming(codings), length: 0 })
  }
  if (length === -1) return new ResponseHead(text, { status, keepAlive, framing: 'close', length: 0 })
  return new ResponseHead(text, { status, keepAlive, framing: 'length', length })
}

function digit(byte: number | undefined): number {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : Number.NaN
}

/** Index after the line that `at` is in. */
function lineAfter(bytes: Buffer, at: number, end: number): number {
  let index = at
  while (index < end && bytes[index] !== LF) index++
  return index + 1
}

/** Whether the name at `at` is this one, in lower or upper case. */
function isName(bytes: Buffer, at: number, name: Buffer): boolean {
  for (let i = 0; i < name.length; i++) {
    if (((bytes[at + i] as number) | 0x20) !== name[i]) return false
  }
  return true
}

function listed(value: string): string[] {
  return value
    .toLowerCase()
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function connectionStays(value: string, otherwise: boolean): boolean {
  const options = listed(value)
  if (options.includes('close')) return false
  return options.includes('keep-alive') ? true : otherwise
}

function contentLength(value: string): number {
  const digits = /^[ \t]*(\d{1,15})[ \t]*$/.exec(value)
  if (digits === null) throw malformed('its content-length is no length')
  return Number(digits[1])
}

function codedFraming(codings: string): Framing {
  const names = listed(codings)
  const chunked = names.indexOf('chunked')
  if (chunked === -1) return 'close'
  if (chunked !== names.length - 1) throw malformed('chunked is not the last of its transfer-encodings')
  return 'chunked'
}

function readHeaders(text: string): ReadonlyMap<string, string> {
  const headers = new Map<string, string>()
  const lines = text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':')
    if (colon === -1) continue
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    const earlier = headers.get(name)
    headers.set(name, earlier === undefined ? value : `${earlier}, ${value}`)
  }
  return headers
}
