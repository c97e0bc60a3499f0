declare const sink: unique symbol
type Safe<Sink extends string> = string & { readonly [sink]: Sink }

/** Digits, signs and units of our own making (`numbers.ts`): the same and harmless in every sink. */
export type Figure = Safe<'figure'>
export type Markdown = Safe<'markdown'>
export type Html = Safe<'html'>
export type TerminalText = Safe<'terminal'>
export type WorkflowText = Safe<'workflow'>
export type MermaidText = Safe<'mermaid'>

const ANSI =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?/g
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g
/** Controls, formats (bidi, zero-width, tags, soft hyphen), private use, variation selectors and blank fillers. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\u115f\u1160\u3164\uffa0]|\p{Variation_Selector}|\u034f|\u17b4|\u17b5/gu

/** One visible line: escape sequences and everything invisible are gone, line breaks are spaces. */
export function clean(text: string): string {
  return text.toWellFormed().replace(ANSI, '').replace(BREAKS, ' ').replace(INVISIBLE, '')
}

/**
 * Any text as a code span, the only place where GitHub links no mention, issue, commit or address: entities
 * do not help, because GitHub looks for those after it has decoded them.
 */
export function markdownCode(text: string): Markdown {
  const inside = codeContent(text).trim()
  if (inside === '') return '(empty)' as Markdown
  const fence = '`'.repeat(longestRun(inside) + 1)
  return (fence.length === 1 ? `${fence}${inside}${fence}` : `${fence} ${inside} ${fence}`) as Markdown
}

/** Lines as a fenced block, whose fence is longer than any run of backticks inside. */
export function markdownBlock(lines: readonly string[]): Markdown {
  const inside = lines.map(codeContent).join('\n')
  const fence = '`'.repeat(Math.max(3, longestRun(inside) + 1))
  return `${fence}text\n${inside}\n${fence}` as Markdown
}

/** Words that mean nothing to Markdown or GitHub stay words; anything else becomes a code span. */
export function markdownWords(text: string): Markdown {
  const words = clean(text).trim()
  return PLAIN.test(words) && !LINKED.test(words) ? (words as Markdown) : markdownCode(text)
}
const PLAIN = /^[A-Za-z][A-Za-z0-9 ,;()'%.-]*$/
const LINKED = /www\.|gh-\d|[0-9a-f]{7}|[.-]{2}/i

/** Our own prose: what Markdown would read as markup is shown as it is. */
export function markdownProse(text: string): Markdown {
  return text.replace(/[\\`*_{}[\]<>|#&~$@]/g, (character) => `&#${character.codePointAt(0)};`) as Markdown
}

/** Inside a table cell a pipe ends the cell, and parsers disagree on how to escape it in a code span. */
export function markdownCell(markdown: Markdown): Markdown {
  return markdown.replaceAll('|', '¦') as Markdown
}

/** An HTML comment that nothing inside can end. Tools find their own comment by it. */
export function markdownMarker(text: string): Markdown {
  return `<!-- ${clean(text)
    .replace(/[<>]/g, '')
    .replace(/^!-+|-+$/g, '')
    .trim()} -->` as Markdown
}

/** A web address that is safe inside `(…)` of a Markdown link, else undefined. */
export function markdownAddress(url: string): Markdown | undefined {
  return /^https?:\/\/[A-Za-z0-9.\-_~:/?#@!$&*+,;=%]{1,2000}$/.test(url) ? (url as Markdown) : undefined
}

/** Text of an HTML or SVG element, or of a quoted attribute. */
export function htmlText(text: string): Html {
  return clean(text).replace(/[&<>"'`]/g, (character) => `&#${character.codePointAt(0)};`) as Html
}

/** One line for a terminal, which in a job's log is no workflow command either, wherever the line is broken. */
export function terminalText(text: string): TerminalText {
  return clean(text)
    .replace(/(?<=^|\s):{2,}/g, (colons) => [...colons].join(' '))
    .replaceAll('##[', '## [') as TerminalText
}

/** Message of a workflow command (`::error::…`): lines are kept, encoded. */
export function workflowData(text: string): WorkflowText {
  const lines = text.split(/\r\n|\r|\n/).map(clean)
  return lines.join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A') as WorkflowText
}

/** Property of a workflow command (`::error title=…::`). */
export function workflowProperty(text: string): WorkflowText {
  return workflowData(text).replaceAll(':', '%3A').replaceAll(',', '%2C') as WorkflowText
}

/** Inside the double quotes of a Mermaid label: what Mermaid could read as its own becomes a space. */
export function mermaidText(text: string): MermaidText {
  return clean(text)
    .replace(/[^\p{L}\p{N} .,:()/×_-]/gu, ' ')
    .replaceAll('--', ' ') as MermaidText
}

/** Parsers count backticks up to a limit (80 in cmark), so long runs are shortened; `<!--` would look like our marker. */
function codeContent(text: string): string {
  return clean(text)
    .replace(/`{17,}/g, '`'.repeat(16))
    .replaceAll('<!--', '<! --')
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0)
}
