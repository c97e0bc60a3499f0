import type { BaselineRecord } from '../result/record.ts'
import type { TerminalText } from './escape.ts'
import { recordDocument } from './record-document.ts'
import { renderTerminal, type TerminalOptions } from './terminal.ts'

/** What `run` prints: a scaling table and a plot against ideal for each benchmark. */
export function renderRecordTerminal(record: BaselineRecord, options: TerminalOptions): TerminalText {
  return renderTerminal(recordDocument(record), options)
}
