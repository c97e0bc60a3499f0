import type { Chart, Curves } from './document.ts'
import { mermaidBlock, mermaidText } from './escape.ts'
import { joinSafe, type Markdown, type MermaidText, markdown, mermaid } from './safe.ts'

/**
 * Curves over core counts that GitHub draws: base and head each in a chart of its own, since its renderer has no legend
 * and draws all lines alike; both with the same axis, so that they can be compared.
 */
export function mermaidCharts(chart: Chart): Markdown {
  const curves = chart.throughput ?? chart.speedup
  if (curves === undefined) return markdown``
  const { base, head } = curves
  // A speedup is seen against what the cores could give.
  const ideal = chart.throughput === undefined ? curves.cores : []
  const top = ceiling([...(base ?? []), ...head, ...ideal])
  const label = mermaidText(chart.label)
  const charts =
    base === undefined
      ? [lineChart(label, curves, head, top)]
      : [
          lineChart(mermaid`base: ${label}`, curves, base, top),
          lineChart(mermaid`head: ${label}`, curves, head, top),
        ]
  return joinSafe(charts, '\n\n')
}

/** Grammar: https://mermaid.js.org/syntax/xyChart.html */
function lineChart(title: MermaidText, curves: Curves, values: readonly number[], top: number): Markdown {
  const lines = [
    mermaid`xychart-beta`,
    mermaid`  title "${title}"`,
    mermaid`  x-axis "cores" [${list(curves.cores)}]`,
    mermaid`  y-axis "${mermaidText(curves.unit)}" 0 --> ${list([top])}`,
    mermaid`  line [${list(values)}]`,
  ]
  return mermaidBlock(joinSafe(lines, '\n'))
}

/** The next round number above the largest value. */
function ceiling(values: readonly number[]): number {
  const largest = values.reduce((a, b) => Math.max(a, b), 0)
  if (!(largest > 0)) return 1
  const step = 10 ** Math.floor(Math.log10(largest))
  return Math.ceil((largest * 1.02) / (step / 5)) * (step / 5)
}

function list(values: readonly number[]): MermaidText {
  return mermaidText(values.map(plain).join(', '))
}

/** Mermaid's grammar has no exponents. */
function plain(value: number): string {
  if (!Number.isFinite(value)) return '0'
  const bounded = Math.min(value, 1e15)
  return `${Number(bounded.toFixed(bounded < 10 ? 3 : bounded < 100 ? 1 : 0))}`
}
