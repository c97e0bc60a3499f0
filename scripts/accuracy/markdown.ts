import { markdownTable } from 'markdown-table'
import stringWidth from 'string-width'

/** A share in per cent, with enough digits to tell small ones apart. */
export function percent(share: number): string {
  const value = 100 * share
  return `${value !== 0 && value < 1 ? value.toFixed(2) : value.toFixed(1)} %`
}

/** A change in per cent with its sign, to two digits after the point. */
export function signedPercent(change: number): string {
  const text = Math.abs(100 * change).toFixed(2)
  if (Number(text) === 0) return `${text} %`
  return `${change < 0 ? '−' : '+'}${text} %`
}

/** A table whose first column is words and whose others are figures. */
export function table(rows: readonly (readonly string[])[]): string {
  const align = rows[0]?.map((_, column) => (column === 0 ? 'l' : 'r')) ?? []
  return markdownTable(rows, { align, stringLength: stringWidth })
}
