import type { Style } from './colour.ts'

/** A place on the canvas: x from 0 (left) to 1 (right), y from 0 (top) to 1 (bottom). */
export interface Place {
  readonly x: number
  readonly y: number
}

/** Bits of a braille character by row and column of its 4 × 2 dots (Unicode 15, block 2800). */
const BRAILLE = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const

interface Cell {
  bits: number
  mark?: string
  style: Style
}

/** A small drawing of character cells: 2 × 4 braille dots each, or one ASCII character. Later drawing wins a cell. */
export class DotCanvas {
  readonly #width: number
  readonly #height: number
  readonly #unicode: boolean
  readonly #cells = new Map<number, Cell>()

  constructor(width: number, height: number, unicode: boolean) {
    this.#width = width
    this.#height = height
    this.#unicode = unicode
  }

  line(from: Place, to: Place, style: Style, dash: 'solid' | 'dotted'): void {
    const [dotsX, dotsY] = this.#dots()
    const start = this.#dot(from, dotsX, dotsY)
    const end = this.#dot(to, dotsX, dotsY)
    const steps = Math.max(Math.abs(end.x - start.x), Math.abs(end.y - start.y), 1)
    const stride = dash === 'solid' ? 1 : 4
    for (let step = 0; step <= steps; step += stride) {
      const x = Math.round(start.x + ((end.x - start.x) * step) / steps)
      const y = Math.round(start.y + ((end.y - start.y) * step) / steps)
      const cell = this.#cell(Math.floor(x / dotsX), Math.floor(y / dotsY), style)
      if (this.#unicode) cell.bits |= BRAILLE[y % 4]?.[x % 2] ?? 0
      else cell.mark = dash === 'solid' ? '-' : '.'
    }
  }

  /** Puts a sign into the cell that a line through this place goes through. */
  mark(at: Place, mark: string, style: Style): void {
    this.#cell(this.#column(at), this.row(at), style).mark = mark
  }

  /** The row of cells that a place is in. */
  row(at: Place): number {
    const [dotsX, dotsY] = this.#dots()
    return Math.floor(this.#dot(at, dotsX, dotsY).y / dotsY)
  }

  /** Each row from the left, without trailing blanks; `paint` gets runs of cells of one style. */
  rows(paint: (text: string, style: Style) => string): string[] {
    return Array.from({ length: this.#height }, (_, y) => {
      const runs: { text: string; style: Style | undefined }[] = []
      for (let x = 0; x < this.#width; x++) {
        const cell = this.#cells.get(y * this.#width + x)
        const text = cell === undefined ? ' ' : (cell.mark ?? String.fromCodePoint(0x2800 + cell.bits))
        const run = runs.at(-1)
        if (run !== undefined && run.style === cell?.style) run.text += text
        else runs.push({ text, style: cell?.style })
      }
      if (runs.at(-1)?.style === undefined) runs.pop()
      return runs.map(({ text, style }) => (style === undefined ? text : paint(text, style))).join('')
    })
  }

  #dots(): readonly [number, number] {
    return this.#unicode ? [2, 4] : [1, 1]
  }

  #column(at: Place): number {
    const [dotsX, dotsY] = this.#dots()
    return Math.floor(this.#dot(at, dotsX, dotsY).x / dotsX)
  }

  #dot({ x, y }: Place, dotsX: number, dotsY: number): { x: number; y: number } {
    const clamp = (part: number, dots: number) =>
      Math.min(dots - 1, Math.max(0, Math.round(part * (dots - 1))))
    return { x: clamp(x, this.#width * dotsX), y: clamp(y, this.#height * dotsY) }
  }

  #cell(x: number, y: number, style: Style): Cell {
    const key = y * this.#width + x
    const known = this.#cells.get(key)
    const cell = known?.style === style ? known : { bits: 0, style }
    this.#cells.set(key, cell)
    return cell
  }
}
