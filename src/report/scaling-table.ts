import type { BaselineRecord } from '../result/record.ts'
import { recordDocument } from './record-document.ts'
import type { TerminalText } from './safe.ts'
import { renderTerminal, type TerminalOptions } from './terminal.ts'

/** What `run` prints: a scaling table and a plot against ideal for each benchmark. */
export function renderRecordTerminal(record: BaselineRecord, options: TerminalOptions): TerminalText {
  return renderTerminal(recordDocument(record), options)
}
