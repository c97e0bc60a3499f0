import type { Readable } from 'node:stream'

const LINES = 50
const LINE_LENGTH = 2000

/** The last 50 lines that a program printed, standard output and standard error as they came. */
export class OutputTail {
  #lines: string[] = []
  /** The unfinished last line of each stream. */
  readonly #partials = new Map<string, string>()

  /** Keeps reading `stream` so that the program never blocks on a full pipe. */
  follow(stream: Readable, name: string): void {
    stream.setEncoding('utf8')
    stream.on('data', (chunk: string) => this.append(chunk, name))
    stream.on('error', () => {})
  }

  /** `stream` tells apart what is unfinished: a line is never put together from two streams. */
  append(chunk: string, stream = 'stdout'): void {
    const pieces = ((this.#partials.get(stream) ?? '') + chunk).split(/\r?\n/)
    this.#partials.set(stream, (pieces.pop() ?? '').slice(0, LINE_LENGTH))
    for (const piece of pieces) this.#lines.push(piece.slice(0, LINE_LENGTH))
    if (this.#lines.length > LINES) this.#lines = this.#lines.slice(-LINES)
  }

  /** Oldest first, without trailing blank lines; unfinished ones last. */
  lines(): string[] {
    const whole = [...this.#lines]
    while (whole.length > 0 && whole.at(-1)?.trim() === '') whole.pop()
    const partials = [...this.#partials.values()].filter((partial) => partial.trim() !== '')
    return [...whole, ...partials].slice(-LINES)
  }
}
