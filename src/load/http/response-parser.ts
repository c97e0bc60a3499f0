import { malformed } from './broken-exchange.ts'
import { ChunkedCoding } from './chunked-coding.ts'
import { assertPrefix, headEnd, parseHead, type ResponseHead } from './response-head.ts'

/** Who hears of a response while it is read. */
export interface ResponseSink {
  /** After the head of the final response. */
  head?(head: ResponseHead): void
  /**
   * Pieces of the body with the transfer coding taken off, views that are valid during the call only; where it is absent,
   * bodies are skipped unread. `chunkEnds`: a chunk of the transfer coding ends with this piece.
   */
  body?(piece: Uint8Array, chunkEnds: boolean): void
}

/** A longer head is malformed. */
export const MAX_HEAD = 64 * 1024

/** What the next byte belongs to. */
type State = 'head' | 'length' | 'close' | 'chunk-coding' | 'chunk-data' | 'complete'

/**
 * Reads the responses of one connection from its bytes, however these are cut (RFC 9112). One response after each
 * `expect`; it stops at the response's end, and never reads past it.
 */
export class ResponseParser {
  #state: State = 'complete'
  #sink: ResponseSink | undefined
  #noBody = false
  #started = false
  #status = 0
  #keepAlive = true
  /** Bytes of the body, or of the chunk, that are still to come. */
  #remaining = 0
  readonly #coding = new ChunkedCoding()
  /** The beginning of a head that has not come whole. */
  #partial: Buffer | undefined
  #partialLength = 0
  /** The last head, byte for byte: most responses of a connection have the very same, which then is not read again. */
  #known = Buffer.alloc(0)
  #knownLength = 0
  #knownHead: ResponseHead | undefined

  /** Makes ready for the response to a request. `head`: the request was a HEAD. */
  expect(sink: ResponseSink, head: boolean): void {
    this.#state = 'head'
    this.#sink = sink
    this.#noBody = head
    this.#started = false
  }

  /** Nobody hears of this response any more. */
  mute(): void {
    this.#sink = undefined
  }

  get complete(): boolean {
    return this.#state === 'complete'
  }

  /** Whether a byte of the response has come, be it of a 1xx before it. */
  get started(): boolean {
    return this.#started
  }

  /** Of the response that is complete. */
  get status(): number {
    return this.#status
  }

  /** Whether the connection can carry another exchange after the response that is complete. */
  get keepAlive(): boolean {
    return this.#keepAlive
  }

  /**
   * Reads the first `length` of `bytes` up to the end of the response.
   * @returns how many were read: fewer than `length` only where the response is complete
   * @throws BrokenExchange where they are no valid response
   */
  push(bytes: Buffer, length: number): number {
    this.#started = true
    let at = 0
    while (at < length) {
      switch (this.#state) {
        case 'head':
          at = this.#readHead(bytes, at, length)
          break
        case 'length':
        case 'close':
        case 'chunk-data':
          at = this.#readBody(bytes, at, length)
          break
        case 'chunk-coding':
          this.#readCoding(bytes[at++] as number)
          break
        case 'complete':
          return at
      }
    }
    return at
  }

  /** The connection was closed. Whether the response is complete, as one is whose end only that tells. */
  finish(): boolean {
    if (this.#state === 'close') this.#state = 'complete'
    return this.#state === 'complete'
  }

  #readHead(bytes: Buffer, at: number, length: number): number {
    if (this.#partialLength > 0) return this.#completeHead(bytes, at, length)
    const known = this.#knownHead
    if (known !== undefined && this.#isKnown(bytes, at, length)) {
      this.#begin(known)
      return at + this.#knownLength
    }
    const end = headEnd(bytes, at, length)
    if (end === -1) return this.#keepPartial(bytes, at, length)
    this.#takeHead(bytes, at, end)
    return end
  }

  #isKnown(bytes: Buffer, at: number, length: number): boolean {
    const known = this.#known
    const knownLength = this.#knownLength
    if (length - at < knownLength) return false
    // From the end: what differs most often, a date or a length, stands there.
    for (let i = knownLength - 1; i >= 0; i--) {
      if (bytes[at + i] !== known[i]) return false
    }
    return true
  }

  #keepPartial(bytes: Buffer, at: number, length: number): number {
    assertPrefix(bytes, at, length)
    assertHeadLength(length - at)
    this.#partial ??= Buffer.alloc(MAX_HEAD)
    this.#partialLength = bytes.copy(this.#partial, 0, at, length)
    return length
  }

  #completeHead(bytes: Buffer, at: number, length: number): number {
    const partial = this.#partial as Buffer
    const before = this.#partialLength
    const filled = before + bytes.copy(partial, before, at, length)
    assertPrefix(partial, 0, filled)
    // The end may lie across the cut.
    const end = headEnd(partial, Math.max(0, before - 2), filled)
    if (end === -1) {
      assertHeadLength(before + length - at)
      this.#partialLength = filled
      return length
    }
    this.#partialLength = 0
    this.#takeHead(partial, 0, end)
    return at + end - before
  }

  #takeHead(bytes: Buffer, start: number, end: number): void {
    assertHeadLength(end - start)
    const head = parseHead(bytes, start, end)
    if (head.status === 101) throw malformed('it switches protocols, which nobody has asked for')
    // An interim response: the final one follows.
    if (head.status < 200) return
    if (this.#known.length < end - start) this.#known = Buffer.alloc(end - start)
    this.#knownLength = bytes.copy(this.#known, 0, start, end)
    this.#knownHead = head
    this.#begin(head)
  }

  #begin(head: ResponseHead): void {
    const { status } = head
    this.#status = status
    this.#keepAlive = head.keepAlive
    if (this.#noBody || status === 204 || status === 304) this.#state = 'complete'
    else {
      switch (head.framing) {
        case 'length':
          this.#remaining = head.length
          this.#state = head.length === 0 ? 'complete' : 'length'
          break
        case 'chunked':
          this.#coding.begin()
          this.#state = 'chunk-coding'
          break
        case 'close':
          this.#keepAlive = false
          this.#state = 'close'
          break
      }
    }
    this.#sink?.head?.(head)
  }

  #readBody(bytes: Buffer, at: number, length: number): number {
    const state = this.#state
    if (state === 'close') {
      this.#sink?.body?.(bytes.subarray(at, length), false)
      return length
    }
    const end = Math.min(length, at + this.#remaining)
    this.#remaining -= end - at
    const ends = this.#remaining === 0
    if (ends && state === 'length') this.#state = 'complete'
    else if (ends) {
      this.#coding.endData()
      this.#state = 'chunk-coding'
    }
    // Without a listener there is no view to be made.
    if (this.#sink?.body !== undefined)
      this.#sink.body(bytes.subarray(at, end), ends && state === 'chunk-data')
    return end
  }

  #readCoding(byte: number): void {
    switch (this.#coding.read(byte)) {
      case 'coding':
        return
      case 'data':
        this.#remaining = this.#coding.size
        this.#state = 'chunk-data'
        return
      case 'end':
        this.#state = 'complete'
    }
  }
}

function assertHeadLength(length: number): void {
  if (length > MAX_HEAD) throw malformed(`its head is longer than ${MAX_HEAD / 1024} KiB`)
}
