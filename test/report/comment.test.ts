import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderComment } from '../../src/report/comment.ts'
import { renderComparisonTerminal } from '../../src/report/comment-terminal.ts'
import { renderRecordTerminal } from '../../src/report/scaling-table.ts'
import { renderRecordMarkdown } from '../../src/report/summary.ts'
import { comparisonExamples } from '../support/comparison-examples.ts'
import { hostileText, UNSEEN } from '../support/hostile-text.ts'
import { regimeComparisons } from '../support/regime-examples.ts'
import {
  aBenchmark,
  aComparison,
  aHost,
  aMeasured,
  anUnchanged,
  aRecord,
  comparedPoints,
} from '../support/results.ts'

const DUEL = { kind: 'duel', rounds: 16 } as const

function regressed(name: string, cores: readonly number[]) {
  return aBenchmark({
    name,
    verdict: 'scales-worse',
    evidence: DUEL,
    points: comparedPoints(
      cores.map(
        (n) => [n, 1000 * n, n === 1 ? 1000 : 700 * n, n === 1 ? 'unchanged' : 'regressed', 2] as const,
      ),
    ),
  })
}

function failing(name: string, output: readonly string[]) {
  return aBenchmark({
    name,
    verdict: 'failed',
    phase: 'load',
    reason: `${name} died`,
    output: [...output],
  } as never)
}

/** What is left of Markdown without its marker, fenced blocks and code spans. */
function outsideCode(markdown: string): string {
  return markdown
    .replace(/^<!-- [^<>]* -->\n/, '')
    .replace(/^(`{3,})\w+\n[\s\S]*?\n\1$/gm, '')
    .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '')
}

/** Outside code, every table has rows of one width, and every fold and fence is closed. */
function expectWhole(markdown: string): void {
  const outside = outsideCode(markdown)
  expect(outside).not.toContain('`')
  expect(outside.match(/<details>/g)?.length ?? 0).toBe(outside.match(/<\/details>/g)?.length ?? 0)
  for (const table of outside.match(/(?:^\|.*\n)+/gm) ?? []) {
    const widths = table
      .trimEnd()
      .split('\n')
      .map((row) => row.split('|').length)
    expect(new Set(widths).size).toBe(1)
  }
}

describe('length', () => {
  const many = (n: number, cores: readonly number[]) =>
    aComparison({
      benchmarks: [
        ...Array.from({ length: n }, (_, index) => regressed(`service-with-a-long-name-${index}`, cores)),
        ...Array.from({ length: n }, (_, index) => anUnchanged(`quiet-${index}`)),
        ...Array.from({ length: 3 }, (_, index) =>
          failing(`broken-${index}`, Array(50).fill('x'.repeat(300))),
        ),
      ],
    })

  test.for([
    [1, [1, 2, 4]],
    [40, [1, 2, 4, 8]],
    [120, [1, 2, 4, 8, 16, 32]],
    [3000, [1, 2]],
    [5, Array.from({ length: 4000 }, (_, index) => index + 1)],
  ] as const)(
    'of %s regressed benchmarks stays under 60,000 bytes, and every table is whole',
    ([n, cores]) => {
      const comparison = many(n, cores)
      const text = renderComment(comparison, {
        marker: 'corecurve:v1',
        repeatCommand: 'npx corecurve compare',
      })
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000)
      expect(text).toMatch(/^<!-- corecurve:v1 -->\n### /)
      expect(text).toContain('Repeat it: `npx corecurve compare`')
      expectWhole(text)
    },
  )

  test('of 40 regressed benchmarks is held by dropping curves first, and says so', () => {
    const text = renderComment(many(40, [1, 2, 4, 8]))
    expect(text).not.toContain('```mermaid')
    expect(text).toContain('Left out to keep this short: curves')
    expect(text.match(/^\| `service-with-a-long-name-/gm)).toHaveLength(40)
  })

  test('of ten thousand benchmarks at different core counts does not explode', () => {
    const benchmarks = Array.from({ length: 10_000 }, (_, index) =>
      aBenchmark({
        name: `b${index}`,
        verdict: 'unchanged',
        points: comparedPoints([[(index % 4096) + 1, 1000, 1000, 'unchanged', 1]]),
      }),
    )
    expect(renderComment(aComparison({ benchmarks })).length).toBeLessThanOrEqual(60_000)
  })
})

test('everything that a stranger can write is held by its code span, block or escape', () => {
  fc.assert(
    fc.property(hostileText, hostileText, hostileText, (reason, line, cpu) => {
      const benchmark = aBenchmark({
        name: 'checkout',
        verdict: 'failed',
        phase: 'start',
        reason,
        output: [line],
      } as never)
      const comparison = aComparison({ host: aHost({ cpu }), benchmarks: [benchmark, anUnchanged('search')] })
      const options = { marker: line, repeatCommand: reason, runUrl: cpu }
      const markdown = renderComment(comparison, options)
      expectWhole(markdown)
      expect(markdown.replaceAll('\n', '')).not.toMatch(UNSEEN)
      expect(markdown.match(/<!--/g)).toHaveLength(1)
      // Code spans and blocks taken away, nothing is left that GitHub would link or that HTML would open.
      const outside = outsideCode(markdown)
        .replace(/<\/?(details|summary|code)>/g, '')
        .replace(/\[full report\]\(https?:\/\/[^()\s]+\)/, '')
      expect(outside).not.toMatch(/[<>@`]|https?:|www\.|\]\(/)
      for (const text of [renderComparisonTerminal(comparison, { columns: 80, colour: false, ...options })]) {
        expect(text.replaceAll('\n', '')).not.toMatch(UNSEEN)
        expect(text).not.toMatch(/^\s*::|##\[/m)
      }
    }),
    { numRuns: 300 },
  )
})

test('a record with hostile text stays whole too', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (reason, line) => {
      const failed = aMeasured('orders', {
        verdict: 'failed',
        phase: 'build',
        reason,
        output: [line],
        points: [],
      } as never)
      const record = aRecord({ host: aHost({ cpu: reason }), benchmarks: [failed, aMeasured('checkout')] })
      expectWhole(renderRecordMarkdown(record))
      const text = renderRecordTerminal(record, { columns: 80, colour: false })
      expect(text.replaceAll('\n', '')).not.toMatch(UNSEEN)
    }),
    { numRuns: 200 },
  )
})

test('the terminal keeps to its columns, whatever they are', () => {
  for (const comparison of Object.values({ ...comparisonExamples, ...regimeComparisons })) {
    for (const columns of [40, 60, 80, 120]) {
      const text = renderComparisonTerminal(comparison, { columns, colour: false })
      // Lines of a program's output are left whole, and so is a word that has no place to break.
      const lines = text.split('\n').filter((line) => !line.startsWith('│') && line.includes(' '))
      const long = lines.filter((line) => line.length > columns && !/inconclusive|suspected/.test(line))
      expect(long).toEqual([])
    }
  }
})

test('colour changes nothing but colour', () => {
  const comparison = comparisonExamples['scales-worse']!
  const coloured = renderComparisonTerminal(comparison, { columns: 80, colour: true })
  expect(coloured).toContain('\u001b[31m✗\u001b[39m')
  const bare = coloured.replace(/\u001b\[\d+m/g, '').replaceAll('`', '')
  const plain = renderComparisonTerminal(comparison, { columns: 80, colour: false }).replaceAll('`', '')
  expect(bare.replace(/\s+/g, ' ')).toBe(plain.replace(/\s+/g, ' '))
})
