import type { Sentence } from './sentence.ts'

/** What a report says, before any sink has decided how it looks. */
export type Block =
  | { readonly kind: 'marker'; readonly text: string }
  | { readonly kind: 'title'; readonly text: Sentence }
  | { readonly kind: 'section'; readonly text: Sentence }
  | { readonly kind: 'paragraph'; readonly text: Sentence }
  | { readonly kind: 'list'; readonly items: readonly Sentence[] }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'chart'; readonly chart: Chart }
  /** Lines that a program printed. */
  | { readonly kind: 'output'; readonly lines: readonly string[] }
  /** Lines of the end, set close together. */
  | { readonly kind: 'footer'; readonly lines: readonly Sentence[] }
  | { readonly kind: 'fold'; readonly title: Sentence; readonly blocks: readonly Block[] }

/** The first column names the rows. A `wide` table has a column per core count; a terminal shows it turned. */
export interface Table {
  readonly head: readonly Sentence[]
  readonly rows: readonly (readonly Sentence[])[]
  readonly wide: boolean
  /** The last column holds words rather than figures. */
  readonly wordy?: boolean
}

export interface Chart {
  /** Plain name of the series, escaped by the sink. */
  readonly label: string
  readonly throughput?: Curves
  readonly speedup?: Curves
}

/** Values by core count; all arrays have the length of `cores`. A record has no base. */
export interface Curves {
  readonly unit: string
  readonly cores: readonly number[]
  readonly base?: readonly number[]
  readonly head: readonly number[]
}

/** Opens every fold: its title becomes a section, its blocks follow. */
export function unfolded(blocks: readonly Block[]): readonly Block[] {
  return blocks.flatMap((block) =>
    block.kind === 'fold'
      ? [{ kind: 'section', text: block.title } as const, ...unfolded(block.blocks)]
      : [block],
  )
}

/** Columns become rows. */
export function turned({ head, rows }: Table): Table {
  const columns = head.map((title, column) => [title, ...rows.map((row) => row[column] ?? [])])
  return { head: columns[0] ?? [], rows: columns.slice(1), wide: false, wordy: true }
}

/** Several sentences stand as a list, one as a paragraph. */
export function sentenceBlocks(
  sentences: readonly Sentence[],
  list = sentences.length > 1,
): readonly Block[] {
  if (sentences.length === 0) return []
  return list ? [{ kind: 'list', items: sentences }] : sentences.map((text) => ({ kind: 'paragraph', text }))
}
