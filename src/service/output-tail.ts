import type { Readable } from 'node:stream'

const LINES = 50
const LINE_LENGTH = 2000

/** The last 50 lines that a program printed, standard output and standard error as they came. */
export class OutputTail {
  #lines: string[] = []
  #partial = ''

  /** Keeps reading `stream` so that the program never blocks on a full pipe. */
  follow(stream: Readable): void {
    stream.setEncoding('utf8')
    stream.on('data', (chunk: string) => this.append(chunk))
    stream.on('error', () => {})
  }

  append(chunk: string): void {
    const pieces = (this.#partial + chunk).split(/\r?\n/)
    this.#partial = (pieces.pop() ?? '').slice(-LINE_LENGTH)
    for (const piece of pieces) this.#lines.push(piece.slice(0, LINE_LENGTH))
    if (this.#lines.length > LINES) this.#lines = this.#lines.slice(-LINES)
  }

  /** Oldest first, without trailing blank lines. */
  lines(): string[] {
    const all = this.#partial === '' ? [...this.#lines] : [...this.#lines, this.#partial]
    while (all.length > 0 && all.at(-1)?.trim() === '') all.pop()
    return all.slice(-LINES)
  }
}
