import { malformed } from './broken-exchange.ts'

/** Hexadecimal digits of a chunk's size: 2^52, which numbers still count exactly. */
const MAX_SIZE_DIGITS = 13
/** Bytes of a chunk's extension, or of all trailers. */
const MAX_EXTRA = 64 * 1024

const LF = 0x0a
const CR = 0x0d
const HTAB = 0x09
const SPACE = 0x20
const SEMICOLON = 0x3b

type State = 'size' | 'extension' | 'size-lf' | 'data-end' | 'data-lf' | 'trailers'

/** What follows the byte that was read: another of the coding, data of the chunk, or nothing. */
export type Next = 'coding' | 'data' | 'end'

/** The bytes of the chunked transfer coding (RFC 9112, 7.1) that are not data. A line may end with a bare LF. */
export class ChunkedCoding {
  #state: State = 'size'
  #size = 0
  #digits = 0
  #extra = 0
  #lineLength = 0

  /** Bytes of data in the chunk whose size was read. */
  get size(): number {
    return this.#size
  }

  /** Makes ready for the size of a body's first chunk. */
  begin(): void {
    this.#state = 'size'
    this.#size = 0
    this.#digits = 0
    this.#extra = 0
  }

  /** The data of the chunk has been read. */
  endData(): void {
    this.#state = 'data-end'
  }

  /** @throws BrokenExchange where the byte cannot follow */
  read(byte: number): Next {
    switch (this.#state) {
      case 'size':
        return this.#readSize(byte)
      case 'extension':
        if (byte === LF) return this.#sized()
        this.#countExtra()
        return 'coding'
      case 'size-lf':
        if (byte !== LF) throw malformed('the size of a chunk does not end with CR LF')
        return this.#sized()
      case 'data-end':
        if (byte === LF) this.begin()
        else if (byte === CR) this.#state = 'data-lf'
        else throw malformed('a chunk is longer than its size')
        return 'coding'
      case 'data-lf':
        if (byte !== LF) throw malformed('a chunk is longer than its size')
        this.begin()
        return 'coding'
      case 'trailers':
        return this.#readTrailer(byte)
    }
  }

  #readSize(byte: number): Next {
    const value = hexadecimal(byte)
    if (value >= 0) {
      if (++this.#digits > MAX_SIZE_DIGITS) throw malformed('a chunk has no possible size')
      this.#size = this.#size * 16 + value
      return 'coding'
    }
    if (this.#digits === 0) throw malformed('a chunk has no size')
    if (byte === LF) return this.#sized()
    if (byte === CR) this.#state = 'size-lf'
    else if (byte === SEMICOLON || byte === SPACE || byte === HTAB) this.#state = 'extension'
    else throw malformed('the size of a chunk is no number')
    return 'coding'
  }

  #sized(): Next {
    if (this.#size > 0) return 'data'
    this.#state = 'trailers'
    this.#lineLength = 0
    this.#extra = 0
    return 'coding'
  }

  /** Up to the empty line. */
  #readTrailer(byte: number): Next {
    if (byte === LF) {
      if (this.#lineLength === 0) return 'end'
      this.#lineLength = 0
    } else if (byte !== CR) {
      this.#lineLength += 1
      this.#countExtra()
    }
    return 'coding'
  }

  #countExtra(): void {
    this.#extra += 1
    if (this.#extra > MAX_EXTRA) throw malformed('its chunk extensions or trailers do not end')
  }
}

/** The value of a hexadecimal digit, or -1. */
function hexadecimal(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1
}
