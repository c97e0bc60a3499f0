import type { Chart, Curves } from './document.ts'
import { type Markdown, mermaidText } from './escape.ts'

/** A curve over core counts that GitHub draws: bars for base (or what was measured), a line for head (or ideal). */
export function mermaidChart(chart: Chart): Markdown {
  const curves = chart.throughput ?? chart.speedup
  if (curves === undefined) return '' as Markdown
  const { bar, line, legend } = marks(curves)
  return [
    '```mermaid',
    'xychart-beta',
    `  title "${mermaidText(`${chart.label}, ${legend}`)}"`,
    `  x-axis "cores" [${curves.cores.join(', ')}]`,
    `  y-axis "${mermaidText(curves.unit)}" 0 --> ${plain(ceiling([...bar, ...line]))}`,
    `  bar [${bar.map(plain).join(', ')}]`,
    `  line [${line.map(plain).join(', ')}]`,
    '```',
  ].join('\n') as Markdown
}

function marks({ unit, cores, base, head }: Curves) {
  return base === undefined
    ? { bar: head, line: cores, legend: `${unit} (bars: measured, line: ideal)` }
    : { bar: base, line: head, legend: `${unit} (bars: base, line: this PR)` }
}

/** The next round number above the largest value. */
function ceiling(values: readonly number[]): number {
  const largest = Math.max(...values)
  if (!(largest > 0)) return 1
  const step = 10 ** Math.floor(Math.log10(largest))
  return Math.ceil((largest * 1.02) / (step / 5)) * (step / 5)
}

/** Mermaid's grammar has no exponents. */
function plain(value: number): string {
  return Number.isFinite(value) ? `${Number(value.toFixed(value < 10 ? 3 : value < 100 ? 1 : 0))}` : '0'
}
