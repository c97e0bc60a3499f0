import type { StreamUnit } from '../config/config.ts'

/** Counts the events of one stream, whose body arrives in pieces that may begin and end anywhere. */
export interface EventCounter {
  /**
   * Takes the next piece of the decoded body and gives the number of events that it completed.
   * @param chunkEnds whether a chunk of the transfer coding ended with the piece
   */
  count(piece: Uint8Array, chunkEnds: boolean): number
}

/** A counter for one stream, from its first byte. */
export function eventCounter(unit: StreamUnit): EventCounter {
  switch (unit) {
    case 'lines':
      return new LineCounter()
    case 'events':
      return new ServerSentEventCounter()
    case 'chunks':
      return { count: (_, chunkEnds) => (chunkEnds ? 1 : 0) }
  }
}

const TAB = 0x09
const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const COLON = 0x3a

/** Lines that LF ended, as in NDJSON. A blank one is none: services send them to keep a connection alive. */
class LineCounter implements EventCounter {
  #blank = true

  count(piece: Uint8Array): number {
    let lines = 0
    let at = 0
    while (at < piece.length) {
      if (this.#blank) {
        while (isWhitespace(piece[at])) at += 1
        if (at === piece.length) break
        this.#blank = piece[at] === LF
      }
      const end = piece.indexOf(LF, at)
      if (end === -1) break
      if (!this.#blank) lines += 1
      this.#blank = true
      at = end + 1
    }
    return lines
  }
}

/** White space of JSON that ends no line. */
function isWhitespace(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB || byte === CR
}

const DATA = [...new TextEncoder().encode('data')]
/** A line that does not begin with “data”. */
const OTHER = -1
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]

/**
 * Events of an event stream (WHATWG HTML, 9.2.6 “Interpreting an event stream”): lines end with LF, CR or CRLF; a
 * blank line dispatches an event where a line since the last one had the field name `data`, its value empty or not.
 * Comments, other fields and blocks without data are no events.
 */
class ServerSentEventCounter implements EventCounter {
  /** Bytes of a byte order mark that were read; 3 also where there is none, for it can stand at the beginning alone. */
  #mark = 0
  /** How many letters of “data” the line began with so far, or OTHER. */
  #letters = 0
  #empty = true
  /** The last line ended with CR: an LF that follows belongs to it. */
  #afterCr = false
  #data = false

  count(piece: Uint8Array): number {
    let events = 0
    let at = this.#skipMark(piece)
    let nextCr = -1
    while (at < piece.length) {
      if (this.#afterCr) {
        this.#afterCr = false
        if (piece[at] === LF) {
          at += 1
          continue
        }
      }
      const lf = indexOf(piece, LF, at)
      // Few streams have a CR: it is looked for once in a piece, not once in a line.
      if (nextCr < at) nextCr = indexOf(piece, CR, at)
      const end = Math.min(lf, nextCr)
      this.#readName(piece, at, end)
      if (end === piece.length) break
      if (this.#endLine()) events += 1
      this.#afterCr = end === nextCr
      at = end + 1
    }
    return events
  }

  #skipMark(piece: Uint8Array): number {
    let at = 0
    while (this.#mark < BYTE_ORDER_MARK.length && at < piece.length) {
      if (piece[at] !== BYTE_ORDER_MARK[this.#mark]) {
        // Part of a mark is no mark: it began a line of its own kind.
        if (this.#mark > 0) this.#beginOther()
        this.#mark = BYTE_ORDER_MARK.length
        break
      }
      this.#mark += 1
      at += 1
    }
    return at
  }

  #beginOther(): void {
    this.#letters = OTHER
    this.#empty = false
  }

  /** Reads a line's bytes from `start` to `end`, as far as they tell its field name. */
  #readName(piece: Uint8Array, start: number, end: number): void {
    if (start < end) this.#empty = false
    for (let at = start; at < end && this.#letters !== OTHER; at += 1) {
      if (this.#letters === DATA.length) {
        if (piece[at] === COLON) this.#data = true
        this.#letters = OTHER
      } else {
        this.#letters = piece[at] === DATA[this.#letters] ? this.#letters + 1 : OTHER
      }
    }
  }

  /** Whether the line that ended here dispatches an event. */
  #endLine(): boolean {
    // “data” alone is a field without a value.
    if (this.#letters === DATA.length) this.#data = true
    const dispatched = this.#empty && this.#data
    if (this.#empty) this.#data = false
    this.#letters = 0
    this.#empty = true
    return dispatched
  }
}

/** As `indexOf`, with the length where there is none. */
function indexOf(piece: Uint8Array, byte: number, from: number): number {
  const found = piece.indexOf(byte, from)
  return found === -1 ? piece.length : found
}
