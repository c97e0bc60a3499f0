import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  htmlText,
  markdownAddress,
  markdownBlock,
  markdownCell,
  markdownCode,
  markdownLine,
  markdownMarker,
  markdownProse,
  markdownWords,
  mermaidText,
  shortened,
  terminalJson,
  terminalLines,
  terminalText,
  workflowMessage,
} from '../../src/report/escape.ts'
import type { Prose } from '../../src/report/safe.ts'
import { hostileText, UNSEEN } from '../support/hostile-text.ts'

const longestRun = (text: string) => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))

/** Content of a code span as CommonMark reads it: one opening run, one closing run of that length, nothing after. */
function codeSpanContent(markdown: string): string | undefined {
  const opening = /^`+/.exec(markdown)?.[0]
  if (opening === undefined) return undefined
  const rest = markdown.slice(opening.length)
  const runs = [...rest.matchAll(/`+/g)]
  const closing = runs.find((run) => run[0].length === opening.length)
  if (closing === undefined || closing.index + opening.length !== rest.length) return undefined
  return rest.slice(0, closing.index)
}

describe('a code span', () => {
  test('holds any text whole, on one line, visible, with nothing left over', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const markdown = markdownCode(text)
        if (markdown === '(empty)') return
        expect(codeSpanContent(markdown)).toBeDefined()
        expect(markdown).not.toMatch(UNSEEN)
        expect(markdown).not.toContain('<!--')
        // cmark gives up on runs of more than 80 backticks.
        expect(longestRun(markdown)).toBeLessThanOrEqual(80)
      }),
    )
  })

  test('shows what was written', () => {
    expect(markdownCode('checkout')).toBe('`checkout`')
    expect(markdownCode('a `b` c')).toBe('`` a `b` c ``')
    expect(markdownCode('`')).toBe('`` ` ``')
    expect(markdownCode('@octocat #1')).toBe('`@octocat #1`')
    expect(markdownCode('\u200b\n')).toBe('(empty)')
  })
})

describe('words', () => {
  test('stay words only where Markdown and GitHub see nothing in them', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const markdown = markdownWords(text)
        if (markdown.startsWith('`') || markdown === '(empty)') return
        expect(markdown).toMatch(/^[A-Za-z][A-Za-z0-9 ,;()'%.-]*$/)
        expect(markdown).not.toMatch(/www\.|gh-\d|[0-9a-f]{7}/i)
      }),
    )
  })

  test.for([
    ['AMD EPYC 7763 64-Core Processor', 'AMD EPYC 7763 64-Core Processor'],
    ['Xeon(R) CPU @ 2.80GHz', '`Xeon(R) CPU @ 2.80GHz`'],
    ['see www.evil.example', '`see www.evil.example`'],
    ['fixed in deadbeef', '`fixed in deadbeef`'],
    ['- a list', '`- a list`'],
    ['a_b', '`a_b`'],
    ['see TICKET-42', '`see TICKET-42`'],
    ['Xeon E5 v2', 'Xeon E5 v2'],
  ])('%s is shown as %s', ([text, shown]) => {
    expect(markdownWords(text!)).toBe(shown)
  })
})

describe('a line of advice', () => {
  test('is harmless words and code spans, or one code span', () => {
    fc.assert(
      fc.property(fc.constantFrom('', 'Add '), hostileText, (start, text) => {
        const markdown = markdownLine(`${start}${text}`)
        if (markdown.startsWith('`') || markdown === '(empty)') return
        const words = markdown.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '')
        expect(words).toMatch(/^[A-Za-z][A-Za-z0-9 ,;()'’.:%-]*$/)
        expect(words).not.toMatch(/www\.|gh-\d|[0-9a-f]{7}|:\S/i)
      }),
    )
  })

  test.for([
    ['Add `permissions: a` to the job (and `b`).', 'Add `permissions: a` to the job (and `b`).'],
    ['Nothing: ask @octocat', '`Nothing: ask @octocat`'],
    ['odd ` tick', '`` odd ` tick ``'],
    ['see `a``b`', '``` see `a``b` ```'],
    ['a :tada: b', '`a :tada: b`'],
    ['1. a list', '`1. a list`'],
  ])('%s is shown as %s', ([text, shown]) => {
    expect(markdownLine(text!)).toBe(shown)
  })
})

test('a block cannot be ended from inside', () => {
  fc.assert(
    fc.property(fc.array(hostileText, { maxLength: 6 }), (lines) => {
      const [opening, ...rest] = markdownBlock(lines).split('\n')
      const fence = /^(`{3,})text$/.exec(opening!)![1]!
      const inside = rest.slice(0, -1).join('\n')
      expect(rest.at(-1)).toBe(fence)
      expect(longestRun(inside)).toBeLessThan(fence.length)
      // cmark holds the length of a fence in a byte.
      expect(fence.length).toBeLessThan(255)
      expect(inside.replaceAll('\n', '')).not.toMatch(UNSEEN)
      expect(inside).not.toContain('<!--')
      expect(rest).toHaveLength(Math.max(lines.length, 1) + 1)
    }),
  )
})

test('a table cell has no pipe, in whatever it holds', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      for (const markdown of [markdownCode(text), markdownWords(text), markdownProse(text as Prose)]) {
        expect(markdownCell(markdown)).not.toContain('|')
      }
    }),
  )
})

test('prose has no character that Markdown reads as markup', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(markdownProse(text as Prose).replace(/&#\d+;/g, '')).not.toMatch(/[\\`*_{}[\]<>|#&~$@]/)
    }),
  )
})

describe('a marker', () => {
  test('is one HTML comment that ends where it should', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(markdownMarker(text)).toMatch(/^<!-- [^<>\n\r]* -->$/)
      }),
    )
  })
  test('is kept letter by letter', () => {
    const text = 'corecurve:v1 key=default sha=4f2a9c1 run=118 attempt=1'
    expect(markdownMarker(text)).toBe(`<!-- ${text} -->`)
    expect(markdownMarker(`<!-- ${text} -->`)).toBe(`<!-- ${text} -->`)
  })
})

test('an address is a plain web address or none', () => {
  expect(markdownAddress('https://github.com/acme/shop/actions/runs/1')).toBeDefined()
  for (const bad of [
    'javascript:alert(1)',
    'https://a/)[x](b',
    'https://a b',
    'https://a"',
    'https://a\n',
    '//a',
  ]) {
    expect(markdownAddress(bad)).toBeUndefined()
  }
})

test('HTML text opens no tag, no entity and no attribute', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const html = htmlText(text)
      expect(html).not.toMatch(UNSEEN)
      expect(html.replace(/&#\d+;/g, '')).not.toMatch(/[<>"'`&]/)
    }),
  )
})

describe('terminal text', () => {
  test('has no control, no escape sequence and nothing that reorders or hides text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = terminalText(text)
        expect(shown).not.toMatch(UNSEEN)
        expect(shown).not.toMatch(/(^|\s)::/)
        expect(shown).not.toContain('##[')
      }),
    )
  })
  test('leaves ordinary text alone and takes whole sequences away', () => {
    expect(terminalText('café – 4 cores × 日本')).toBe('café – 4 cores × 日本')
    expect(terminalText('\u001b[1;31mred\u001b[0m \u001b]8;;https://x\u0007link\u001b]8;;\u0007')).toBe(
      'red link',
    )
  })
})

test('no line of a message is a workflow command', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      for (const shown of [terminalLines(text), workflowMessage(text)]) {
        expect(shown.split('\n')).toHaveLength(text.split('\n').length)
        expect(shown.replaceAll('\n', '')).not.toMatch(UNSEEN)
        expect(shown).not.toMatch(/^\s*::|##\[/m)
      }
    }),
  )
  expect(workflowMessage('100 %\n::error::x')).toBe('100 %\n: :error::x')
})

test('a Mermaid label ends neither its quotes nor its line', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(mermaidText(text)).not.toMatch(/["'`<>#;%{}[\]|\n\r\\&]|--/)
    }),
  )
})

test('100 kB of each trick is escaped in one pass', () => {
  for (const piece of [
    '\u001b[',
    '\u001b]x',
    '`',
    '<!--',
    '@a ',
    '\u202e',
    '\u001b[0;',
    '-',
    '#',
    '\ud800',
  ]) {
    const text = piece.repeat(100_000 / piece.length)
    for (const escapeText of [
      markdownCode,
      markdownWords,
      markdownLine,
      markdownMarker,
      htmlText,
      terminalText,
      workflowMessage,
      mermaidText,
    ]) {
      expect(escapeText(text).length).toBeLessThan(1_000_000)
    }
  }
})

test('JSON keeps its value, and nothing in it steers a terminal or commands a runner', () => {
  fc.assert(
    fc.property(fc.dictionary(hostileText, fc.array(hostileText)), (value) => {
      const json = terminalJson(value)
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(json.replaceAll('\n', '')).not.toMatch(UNSEEN)
      expect(json).not.toMatch(/^\s*::|##\[/m)
    }),
  )
  expect(terminalJson({ name: 'a\u202eb' })).toBe('{\n  "name": "a\\u202eb"\n}\n')
})

test('marks that pile up are taken off, those of a script stay', () => {
  expect(terminalText(`Z${'\u0301'.repeat(500)}`)).toBe(`Z${'\u0301'.repeat(4)}`)
  expect(terminalText('नी\u0323\u0301')).toBe('नी\u0323\u0301')
})

test('a shortened text is never cut within a character', () => {
  expect(shortened('abc', 3)).toBe('abc')
  expect(shortened('abcd', 3)).toBe('ab…')
  expect(shortened('a\u{1f600}b', 3)).toBe('a…')
})
