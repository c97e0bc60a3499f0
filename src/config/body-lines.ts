import { describeValue } from './printable.ts'

/** Lines that one file of bodies may have. */
const MOST_LINES = 100_000
const LINE_FEED = 10
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]

export type BodyLines =
  | { readonly kind: 'bodies'; readonly bodies: readonly Uint8Array[] }
  /** What is wrong, as it follows the name of the file. */
  | { readonly kind: 'wrong'; readonly found: string; readonly allowed: string }

const ALLOWED = 'a JSON value on each line, such as {"sku":1}'

/**
 * A file of JSON lines as the bodies that are sent: each line as it is written, without the blanks around it. Every
 * line must be a JSON value; only at the end of the file may lines be blank.
 */
export function bodyLines(bytes: Uint8Array): BodyLines {
  const lines = linesOf(bytes)
  if (lines.length === 0) return { kind: 'wrong', found: 'which is empty', allowed: ALLOWED }
  if (lines.length > MOST_LINES) {
    return { kind: 'wrong', found: `which has ${lines.length} lines`, allowed: `at most ${MOST_LINES} lines` }
  }
  const bodies: Uint8Array[] = []
  for (const [index, line] of lines.entries()) {
    const body = bodyOf(line)
    if (typeof body === 'string') {
      return { kind: 'wrong', found: `whose line ${index + 1} is ${body}`, allowed: ALLOWED }
    }
    bodies.push(body)
  }
  return { kind: 'bodies', bodies }
}

/** The lines of a file, less those at its end that are blank. */
function linesOf(bytes: Uint8Array): Uint8Array[] {
  const marked = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte)
  const lines: Uint8Array[] = []
  for (let start = marked ? BYTE_ORDER_MARK.length : 0; start < bytes.length; ) {
    const end = bytes.indexOf(LINE_FEED, start)
    lines.push(bytes.subarray(start, end === -1 ? bytes.length : end))
    start = end === -1 ? bytes.length : end + 1
  }
  while (lines.length > 0 && (lines.at(-1) as Uint8Array).every(isBlank)) lines.pop()
  return lines
}

/** The body on a line, or in words what the line is instead. */
function bodyOf(line: Uint8Array): Uint8Array | string {
  const start = line.findIndex((byte) => !isBlank(byte))
  if (start === -1) return 'blank'
  const end = line.findLastIndex((byte) => !isBlank(byte)) + 1
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(line)
  } catch {
    return 'not UTF-8 text'
  }
  try {
    JSON.parse(text)
  } catch {
    return `no JSON: ${describeValue(text.trim())}`
  }
  // A copy: a view would hold, and carry to the generator, the whole file.
  return new Uint8Array(line.subarray(start, end))
}

/** Blanks as JSON knows them: tab, carriage return, space. */
function isBlank(byte: number): boolean {
  return byte === 9 || byte === 13 || byte === 32
}
