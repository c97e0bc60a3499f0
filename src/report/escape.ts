import type { Figure, Html, Markdown, MermaidText, Prose, TerminalText, WorkflowText } from './safe.ts'

const ANSI =
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?/g
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g
/** Controls, formats (bidi, zero-width, tags, soft hyphen), private use, variation selectors and blank fillers. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\u115f\u1160\u3164\uffa0]|\p{Variation_Selector}|\u034f|\u17b4|\u17b5/gu

/** Marks beyond these are not of any script: piled up, they paint over the lines around them. */
const PILED_MARKS = /(\p{M}{4})\p{M}+/gu

/** One visible line: escape sequences and everything invisible are gone, line breaks are spaces. */
export function clean(text: string): string {
  return text
    .toWellFormed()
    .replace(ANSI, '')
    .replace(BREAKS, ' ')
    .replace(INVISIBLE, '')
    .replace(PILED_MARKS, '$1')
}

/** At most so many characters, the last of them `…` where there were more. */
export function shortened(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…` : text
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

/** Source of a Mermaid chart, which holds no backtick, as the block that GitHub draws. */
export function mermaidBlock(source: MermaidText): Markdown {
  return `\`\`\`mermaid\n${source}\n\`\`\`` as Markdown
}

/** Words that mean nothing to Markdown or GitHub stay words; anything else becomes a code span. */
export function markdownWords(text: string): Markdown {
  const words = clean(text).trim()
  return PLAIN.test(words) && !LINKED.test(words) ? (words as Markdown) : markdownCode(text)
}
const PLAIN = /^[A-Za-z][A-Za-z0-9 ,;()'%.-]*$/
/** `www.`, a commit, and a letter before `-1`: `GH-1`, or a reference that the repository made up (`TICKET-1`). */
const LINKED = /www\.|[a-z]-\d|[0-9a-f]{7}|[.-]{2}/i

/**
 * A line with `code` between backticks, as advice has it: harmless words beside code spans, and a line of anything else
 * is a code span altogether.
 */
export function markdownLine(text: string): Markdown {
  const parts = text.split('`')
  const isAdvice = /^[A-Za-z]/.test(text) && parts.length % 2 === 1
  if (!isAdvice || !parts.every(isHarmless)) return markdownCode(text)
  return parts.map((part, index) => (index % 2 === 1 ? markdownCode(part) : part)).join('') as Markdown
}
/** A colon ends a word: two around one would make an emoji. */
const ADVICE = /^(?:[A-Za-z0-9 ,;()'’.%-]|:(?= |$))*$/

/** Parts are by turns words and code. Between two code spans there must be something, or their backticks run together. */
function isHarmless(part: string, index: number, { length }: readonly string[]): boolean {
  if (index % 2 === 1) return part.trim() !== ''
  return ADVICE.test(part) && !LINKED.test(part) && (part !== '' || index === length - 1)
}

/** What Markdown would read as markup is shown as it is. GitHub's own links need more than that: so only our prose. */
export function markdownProse(text: Prose | Figure): Markdown {
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

/** The lines of a message that may quote what a service, a remote, a branch or a file says. */
export function terminalLines(text: string): TerminalText {
  return text.split('\n').map(terminalText).join('\n') as TerminalText
}

/**
 * A value as JSON for people and machines: what a terminal or a runner would obey is written as `\\u…`, which is the
 * same value.
 */
export function terminalJson(value: unknown): TerminalText {
  const escaped = (text: string) =>
    [...Array(text.length).keys()]
      .map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join('')
  const json = JSON.stringify(value, null, 2).replace(INVISIBLE, (character) =>
    character === '\n' ? character : escaped(character),
  )
  return `${json.replace(/[\u2028\u2029]/g, escaped).replaceAll('##[', '#\\u0023[')}\n` as TerminalText
}

/**
 * Message of a workflow command: the runner's toolkit encodes its line ends, and prints it once more as lines of the
 * log, which the runner reads again.
 */
export function workflowMessage(text: string): WorkflowText {
  return terminalLines(text) as string as WorkflowText
}

/** Alt text of an image in a line that people paste: letters, digits and what is between them. */
export function markdownAlt(text: string): Markdown {
  return clean(text)
    .replace(/[^\p{L}\p{N} ._-]/gu, ' ')
    .trim() as Markdown
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
