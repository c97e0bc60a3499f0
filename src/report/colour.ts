import { type TerminalText, terminal } from './safe.ts'
import type { Tone } from './sentence.ts'

export type Style = Tone | 'strong' | 'code'

const CODES: Record<Style, readonly [on: TerminalText, off: TerminalText]> = {
  good: [terminal`\u001b[32m`, terminal`\u001b[39m`],
  bad: [terminal`\u001b[31m`, terminal`\u001b[39m`],
  unsure: [terminal`\u001b[33m`, terminal`\u001b[39m`],
  faint: [terminal`\u001b[2m`, terminal`\u001b[22m`],
  strong: [terminal`\u001b[1m`, terminal`\u001b[22m`],
  code: [terminal`\u001b[36m`, terminal`\u001b[39m`],
}

/** Wraps text in ANSI codes, or leaves it alone where colour is off. The caller knows whether it is a terminal. */
export function paint(text: TerminalText, style: Style, colour: boolean): TerminalText {
  if (!colour || text === '') return text
  const [on, off] = CODES[style]
  return terminal`${on}${text}${off}`
}
