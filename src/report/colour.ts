import type { TerminalText } from './escape.ts'
import type { Tone } from './sentence.ts'

export type Style = Tone | 'strong' | 'code'

const CODES: Record<Style, readonly [number, number]> = {
  good: [32, 39],
  bad: [31, 39],
  unsure: [33, 39],
  faint: [2, 22],
  strong: [1, 22],
  code: [36, 39],
}

/** Wraps text in ANSI codes, or leaves it alone where colour is off. The caller knows whether it is a terminal. */
export function paint(text: TerminalText, style: Style, colour: boolean): TerminalText {
  if (!colour || text === '') return text
  const [on, off] = CODES[style]
  return `\u001b[${on}m${text}\u001b[${off}m` as TerminalText
}
