import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { RunnerSink } from '../../src/action/job-runner.ts'
import type { Runner } from '../../src/action/run-context.ts'
import type { Output } from '../../src/cli/context.ts'
import type { CheckWords } from '../../src/github/check-place.ts'
import type { StickyComment } from '../../src/github/sticky-comment.ts'
import type { markdownProse } from '../../src/report/escape.ts'
import type { renderMarkdown } from '../../src/report/markdown.ts'
import { markdownSentence } from '../../src/report/markdown.ts'
import {
  type Figure,
  type Html,
  type html,
  joinMarkdown,
  type Markdown,
  type MermaidText,
  markdown,
  type mermaid,
  type Prose,
  type TerminalText,
  type terminal,
} from '../../src/report/safe.ts'
import { code, name, type Part, say } from '../../src/report/sentence.ts'

const SRC = resolve(import.meta.dirname, '../../src')

/** Files that may declare a string safe, and for which sinks; each says why. */
const TRUSTED: Record<string, readonly string[]> = {
  'report/safe.ts': ['Piece', 'Text', 'Result'],
  'report/escape.ts': ['Markdown', 'Html', 'TerminalText', 'WorkflowText', 'MermaidText'],
  'report/plain.ts': ['PlainText'],
  // Digits, signs and units only.
  'report/numbers.ts': ['Figure'],
  // The words of `say` are ours, and nothing else makes a Prose.
  'report/sentence.ts': ['Prose'],
  // Prints what a package has drawn of safe or escaped pieces.
  'report/badge.ts': ['Html'],
  'report/markdown.ts': ['Markdown'],
  // Spaces and glyphs of our own between safe words.
  'report/terminal-table.ts': ['TerminalText'],
  'report/plot.ts': ['TerminalText'],
}

/** Every file below src without comments and messages, whose words neither cast nor print. */
function sources(): { file: string; code: string }[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  return files.map((file) => {
    const text = readFileSync(join(SRC, file), 'utf8')
    return { file, code: text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'/g, '') }
  })
}

describe('a raw string', () => {
  test('is no part of a sentence, a template or a sink, says the compiler', () => {
    type Value<Template extends (words: TemplateStringsArray, ...values: never[]) => unknown> =
      Parameters<Template>[1]
    expectTypeOf<string>().not.toExtend<Parameters<typeof say>[1]>()
    expectTypeOf<string>().not.toExtend<Value<typeof markdown>>()
    expectTypeOf<string>().not.toExtend<Value<typeof html>>()
    expectTypeOf<string>().not.toExtend<Value<typeof terminal>>()
    expectTypeOf<string>().not.toExtend<Value<typeof mermaid>>()
    expectTypeOf<string>().not.toExtend<Parameters<typeof markdownProse>[0]>()
    expectTypeOf<{ kind: 'prose'; text: string }>().not.toExtend<Part>()
    expectTypeOf<ReturnType<typeof renderMarkdown>>().toEqualTypeOf<Markdown>()
  })

  test('is no job summary, no comment and no check, says the compiler', () => {
    expectTypeOf<string>().not.toExtend<Parameters<Runner['summarise']>[0]>()
    expectTypeOf<string>().not.toExtend<ReturnType<StickyComment['render']>>()
    expectTypeOf<string>().not.toExtend<CheckWords['title']>()
    expectTypeOf<string>().not.toExtend<CheckWords['summary']>()
    expectTypeOf<Markdown>().toExtend<Parameters<Runner['summarise']>[0]>()
    expectTypeOf<Markdown>().not.toExtend<CheckWords['title']>()
  })

  test('is no line of a terminal, of the log of a job or of a workflow command, says the compiler', () => {
    expectTypeOf<string>().not.toExtend<Parameters<Output['write']>[0]>()
    expectTypeOf<string>().not.toExtend<Parameters<RunnerSink['info']>[0]>()
    expectTypeOf<string>().not.toExtend<Parameters<RunnerSink['warning']>[0]>()
    expectTypeOf<string>().not.toExtend<Parameters<RunnerSink['setFailed']>[0]>()
    expectTypeOf<TerminalText>().not.toExtend<Parameters<RunnerSink['warning']>[0]>()
  })

  test('is printed by nothing that would take it: the toolkit, the console and the streams of the process', () => {
    const printing = /\b(?:core\.(?!getInput|setSecret)\w+|console\.\w+|process\.std(?:out|err)\.\w+)\(/
    expect(sources().filter(({ code }) => printing.test(code))).toEqual([])
    // Who has the whole of it could print with it.
    const withToolkit = sources().filter(({ file }) =>
      /'@actions\/core'/.test(readFileSync(join(SRC, file), 'utf8')),
    )
    expect(withToolkit.map(({ file }) => file)).toEqual(['action.ts'])
  })

  test('and what is safe in one sink is not in another', () => {
    expectTypeOf<TerminalText>().not.toExtend<Markdown>()
    expectTypeOf<MermaidText>().not.toExtend<Html>()
    expectTypeOf<Prose>().not.toExtend<Markdown>()
    expectTypeOf<Markdown>().not.toExtend<TerminalText>()
    expectTypeOf<Figure>().not.toExtend<Prose>()
  })

  test('is declared safe only where an escape or a joint of safe pieces is written', () => {
    const casts = sources().flatMap(({ file, code }) => {
      const found = [
        ...code.matchAll(
          /\bas (?:string as |unknown as )?(Markdown|Html|TerminalText|WorkflowText|MermaidText|PlainText|Figure|Prose|Safe|Piece|Text|Result)\b/g,
        ),
      ]
      return found.map(([, brand = '']) => ({ file: relative('', file), brand }))
    })
    expect(casts.length).toBeGreaterThan(10)
    expect(casts.filter(({ file, brand }) => !TRUSTED[file]?.includes(brand))).toEqual([])
  })
})

test('code spans that touch are kept apart: their backticks would run together', () => {
  expect(joinMarkdown([markdown`\`a\``, markdown`\`b\``])).toBe('`a` `b`')
  expect(markdownSentence(say`${name('a')}${code('b')} and${name('c')}`)).toBe('`a` `b` and`c`')
})
