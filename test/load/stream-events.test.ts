import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StreamUnit } from '../../src/config/config.ts'
import { eventCounter } from '../../src/load/stream-events.ts'

/** Counts a body that arrives in one piece, or cut at the given places. */
function count(unit: StreamUnit, body: string | Uint8Array, cuts: readonly number[] = []): number {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  const counter = eventCounter(unit)
  return places
    .slice(1)
    .reduce((sum, end, index) => sum + counter.count(bytes.subarray(places[index], end), false), 0)
}

/** Lines of a whole text that LF ended and that hold more than white space. */
function plainLines(text: string): number {
  return text
    .split('\n')
    .slice(0, -1)
    .filter((line) => /[^ \t\r]/.test(line)).length
}

/** Data of the events of a whole event stream, parsed step by step as the standard describes it. */
function plainEvents(text: string): string[] {
  const events: string[] = []
  let data = ''
  for (const line of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .slice(0, -1)) {
    if (line === '') {
      if (data !== '') events.push(data)
      data = ''
      continue
    }
    const colon = line.indexOf(':')
    const name = colon === -1 ? line : line.slice(0, colon)
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '')
    if (name === 'data') data += `${value}\n`
  }
  return events
}

const cuts = fc.array(fc.nat(), { maxLength: 12 })
/** Texts made of what decides, so that every order of it comes up. */
const textOf = (...tokens: string[]) =>
  fc.array(fc.constantFrom(...tokens), { maxLength: 40 }).map((parts) => parts.join(''))
const ndjson = textOf('\n', '\r\n', '\r', ' ', '\t', '{"a":1}', 'x', '\u{1F600}', '\n\n')
const eventStream = textOf(
  ...['\n', '\r', '\r\n', 'data', 'data:', 'data: x', 'dat', 'a', ':', ' ', 'id: 1', 'event: e'],
  ...['\uFEFF', ': keep-alive', 'DATA: x', 'database: x', 'data: a\ndata: b\n\n', '\n\n', '\u{1F600}'],
)

describe('lines', () => {
  it.each([
    ['{"a":1}\n{"a":2}\n', 2],
    ['{"a":1}\r\n{"a":2}\r\n', 2],
    ['{"a":1}\n\n\r\n \t\n{"a":2}\n', 2],
    ['{"a":1}\n{"a":', 1],
    ['', 0],
    ['a\rb\n', 1],
  ])('of %j are %i', (body, lines) => {
    expect(count('lines', body)).toBe(lines)
  })

  it('are counted alike wherever the body is cut, as a plain reader of the whole text counts them', () => {
    fc.assert(
      fc.property(ndjson, cuts, (text, places) => count('lines', text, places) === plainLines(text)),
      { numRuns: 2000 },
    )
  })
})

describe('server-sent events', () => {
  it.each([
    ['of one line of data each', 'data: a\n\ndata: b\n\n', 2],
    ['of several lines of data', 'data: a\ndata: b\n\n', 1],
    ['with other fields before and after', 'event: e\ndata: a\nid: 7\n\n', 1],
    ['with an empty value, or without a colon', 'data:\n\ndata\n\n', 2],
    ['that end lines with CRLF', 'data: a\r\n\r\ndata: b\r\n\r\n', 2],
    ['that end lines with CR', 'data: a\r\rdata: b\r\r', 2],
    ['that mix the ends of lines', 'data: a\r\n\rdata: b\n\r\n', 2],
    ['after a byte order mark', '\uFEFFdata: a\n\n', 1],
  ])('%s are counted', (_, body, events) => {
    expect(count('events', body)).toBe(events)
  })

  it.each([
    ['comments', ': keep-alive\n\n:\n\n'],
    ['blank lines', '\n\n\r\n\r\n\r\r'],
    ['blocks without data', 'event: ping\nid: 1\n\nretry: 100\n\n'],
    [
      'names that only begin with data, or differ in case',
      'database: a\n\nDATA: a\n\n data: a\n\ndata : a\n\n',
    ],
    ['an event that no blank line has ended', 'data: a\n'],
    ['a second byte order mark', '\uFEFF\uFEFFdata: a\n\n'],
  ])('%s are none', (_, body) => {
    expect(count('events', body)).toBe(0)
  })

  it('take data from their own block alone', () => {
    expect(count('events', 'data: a\n\nid: 1\n\n')).toBe(1)
  })

  it('are counted alike wherever the stream is cut, as a plain reader of the whole text counts them', () => {
    fc.assert(
      fc.property(
        eventStream,
        cuts,
        (text, places) => count('events', text, places) === plainEvents(text).length,
      ),
      { numRuns: 5000 },
    )
  })

  it('are counted alike wherever bytes that are no text are cut', () => {
    const byte = fc.constantFrom(0xef, 0xbb, 0xbf, 0x0a, 0x0d, 0x3a, ...new TextEncoder().encode('dat'), 0xff)
    fc.assert(
      fc.property(
        fc.array(byte, { maxLength: 40 }).map((bytes) => Uint8Array.from(bytes)),
        cuts,
        (bytes, places) => count('events', bytes, places) === count('events', bytes),
      ),
      { numRuns: 2000 },
    )
  })

  it('are counted at once where CR ends them, with or without the LF that may follow', () => {
    const counter = eventCounter('events')
    const piece = (text: string) => counter.count(new TextEncoder().encode(text), false)
    expect([piece('data: a\r\n\r'), piece('\ndata: b\n'), piece('\n')]).toEqual([1, 0, 1])
  })
})

describe('chunks', () => {
  it('are counted where they end, whatever they hold', () => {
    const counter = eventCounter('chunks')
    const piece = (text: string, ends: boolean) => counter.count(new TextEncoder().encode(text), ends)
    expect([piece('a', false), piece('b\n\n', true), piece('c', true), piece('\n', false)]).toEqual([
      0, 1, 1, 0,
    ])
  })
})
