import type { Safe } from '../result/safe-text.ts'

/** What we wrote ourselves, in the code: the words between the values of `say`. */
export type Prose = Safe<'prose'>
/** Digits, signs and units of our own making (`numbers.ts`): the same and harmless in every sink. */
export type Figure = Safe<'figure'>
export type Markdown = Safe<'markdown'>
export type Html = Safe<'html'>
export type TerminalText = Safe<'terminal'>
export type WorkflowText = Safe<'workflow'>
export type MermaidText = Safe<'mermaid'>

/** A template whose words are ours and whose values are safe already: a raw string does not fit. */
type Template<Value extends string, Result extends string> = (
  words: TemplateStringsArray,
  ...values: readonly Value[]
) => Result

function template<Value extends string, Result extends string>(): Template<Value, Result> {
  return (words, ...values) => String.raw({ raw: words }, ...values) as Result
}

export const markdown = template<Markdown | Html | Figure, Markdown>()
export const html = template<Html | Figure, Html>()
export const terminal = template<TerminalText | Figure, TerminalText>()
export const mermaid = template<MermaidText | Figure, MermaidText>()

/** Safe pieces with something of ours between them. */
export function joinSafe<Piece extends Markdown | Html | TerminalText | MermaidText>(
  pieces: readonly Piece[],
  separator: '' | ' ' | '\n' | '\n\n' | '\\\n',
): Piece {
  return pieces.join(separator) as Piece
}

/** Pieces of a line. Between two code spans that touch, their backticks would run together. */
export function joinMarkdown(pieces: readonly Markdown[]): Markdown {
  return pieces.reduce(
    (line, piece) =>
      line.endsWith('`') && piece.startsWith('`') ? markdown`${line} ${piece}` : markdown`${line}${piece}`,
    markdown``,
  )
}

/** Safe text where it is broken into words or lines. */
export function splitSafe<Text extends Markdown | TerminalText>(text: Text, at: ' ' | '\n'): Text[] {
  return text.split(at) as Text[]
}

export function trimmedEnd<Text extends Markdown | TerminalText>(text: Text): Text {
  return text.trimEnd() as Text
}
