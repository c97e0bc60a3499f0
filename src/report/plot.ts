import { largest, smallest } from '../stats/extremes.ts'
import { paint, type Style } from './colour.ts'
import type { Chart } from './document.ts'
import { DotCanvas } from './dot-canvas.ts'
import { type TerminalText, terminal } from './safe.ts'

export interface PlotOptions {
  readonly columns: number
  readonly colour: boolean
  readonly unicode?: boolean
}

const ROWS = 12
const IDEAL: Style = 'faint'
const BASE: Style = 'unsure'
const HEAD: Style = 'code'

/**
 * Speedup over core counts against the ideal line S(n) = n, core counts at their true distances. Empty where
 * there are fewer than two core counts, or too few columns to tell them apart.
 */
export function plotSpeedup(chart: Chart, options: PlotOptions): TerminalText {
  const curves = chart.speedup
  if (curves === undefined || curves.cores.length < 2 || options.columns < 30) return terminal``
  const { cores, base, head } = curves
  const unicode = options.unicode !== false
  const first = smallest(cores)
  const last = largest(cores)
  const top = largest([last, ...head, ...(base ?? [])]) * 1.02
  const speedups = wholeSpeedups(last, top)
  const margin = `${speedups.at(-1)}×`.length
  const width = Math.min(64, options.columns - margin - 8)
  const canvas = new DotCanvas(width, ROWS, unicode)
  const place = (n: number, speedup: number) => ({
    x: (n - first) / (last - first),
    y: 1 - speedup / top,
  })

  canvas.line(place(first, first), place(last, last), IDEAL, 'dotted')
  if (base !== undefined) draw(base, BASE, unicode ? '○' : 'o')
  draw(head, HEAD, unicode ? '●' : '*')

  const axis = unicode
    ? { up: '│', tick: '┤', corner: '└', along: '─', mark: '┴' }
    : { up: '|', tick: '+', corner: '+', along: '-', mark: '+' }
  const labels = new Map(
    speedups.map((speedup) => [canvas.row(place(first, speedup)), `${speedup}${unicode ? '×' : 'x'}`]),
  )
  const rows = canvas
    .rows((text, style) => paint(text as TerminalText, style, options.colour))
    .map((row, index) => {
      const label = labels.get(index) ?? ''
      return `${label.padStart(margin)} ${label === '' ? axis.up : axis.tick}${row}`.trimEnd()
    })
  return [...rows, ...xAxis(), legend()].join('\n') as TerminalText

  function draw(values: readonly number[], style: Style, mark: string): void {
    const places = values.map((value, index) => place(cores[index] ?? first, value))
    for (const [index, to] of places.entries()) {
      const from = places[index - 1]
      if (from !== undefined) canvas.line(from, to, style, 'solid')
    }
    for (const at of places) canvas.mark(at, mark, style)
  }

  function xAxis(): string[] {
    const line = Array.from({ length: width }, () => axis.along)
    let names = ''
    for (const n of cores) {
      const column = Math.round(((n - first) / (last - first)) * (width - 1))
      line[column] = axis.mark
      const label = `${n}`
      const start = column - Math.floor((label.length - 1) / 2)
      if (start > names.length || names === '') names = names.padEnd(start) + label
    }
    const indent = ' '.repeat(margin + 1)
    return [`${indent}${axis.corner}${line.join('')}`, `${indent} ${names} cores`]
  }

  function legend(): string {
    const ideal = `${unicode ? '⠒ ⠒' : '. .'} ideal`
    const of = (mark: string, label: string, style: Style) =>
      paint(`${mark} ${label}` as TerminalText, style, options.colour)
    const entries = [
      ...(base === undefined ? [] : [of(unicode ? '○' : 'o', 'base', BASE)]),
      of(unicode ? '●' : '*', base === undefined ? 'speedup' : 'head', HEAD),
      paint(ideal as TerminalText, IDEAL, options.colour),
    ]
    return `${' '.repeat(margin + 2)}${entries.join('   ')}`
  }
}

/** What the y axis names: at most seven whole speedups from 0. */
function wholeSpeedups(last: number, top: number): readonly number[] {
  const named = STEPS.find((size) => last / size <= 6) ?? Math.ceil(last / 6)
  // A speedup far beyond the cores is one that a stranger made up.
  const step = top / named > 100 ? Math.ceil(top / 6) : named
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, index) => index * step)
}
const STEPS = [1, 2, 4, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 256, 512]
