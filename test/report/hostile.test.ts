import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { badgeFiles, badgeMarkdown } from '../../src/report/badge-files.ts'
import { renderComment } from '../../src/report/comment.ts'
import { renderComparisonTerminal } from '../../src/report/comment-terminal.ts'
import type { ComparisonOptions } from '../../src/report/comparison-document.ts'
import { renderRecordTerminal } from '../../src/report/scaling-table.ts'
import { renderComparisonSummary, renderRecordSummary } from '../../src/report/summary.ts'
import type { Comparison } from '../../src/result/comparison.ts'
import type { BaselineRecord } from '../../src/result/record.ts'
import { findings } from '../support/comment-audit.ts'
import { comparisonExamples } from '../support/comparison-examples.ts'
import { hostileText, longTexts, TRICKS, UNSEEN } from '../support/hostile-text.ts'
import { htmlTokens } from '../support/html-tokens.ts'
import { poisoned } from '../support/poisoned.ts'
import { publishedExamples } from '../support/published-examples.ts'
import { recordExamples } from '../support/record-examples.ts'
import { regimeComparisons } from '../support/regime-examples.ts'
import { regimeRecords } from '../support/regime-records.ts'

const RUN = 'https://github.com/acme/shop/actions/runs/1'
const MARKER = 'corecurve:v1 key=default sha=4f2a9c1 run=118 attempt=1'
const comparisons = Object.values({ ...comparisonExamples, ...regimeComparisons, ...publishedExamples })
const records = Object.values({ ...recordExamples, ...regimeRecords })
/** Marks that paint over the lines around them. */
const PILE = /\p{M}{5}/u
const terminal = { columns: 80, colour: false }

/** One of each kind of benchmark, named apart: what is said of the others is said in the same words. */
function kinds<Each extends { name: string; verdict?: string; warnings: readonly { kind: string }[] }>(
  benchmarks: readonly (Each & { measure?: { kind: string } | undefined; evidence?: { kind: string } })[],
): Each[] {
  const groups = Map.groupBy(benchmarks, ({ verdict, measure, evidence, warnings }) =>
    JSON.stringify([verdict, measure?.kind, evidence?.kind, warnings.map(({ kind }) => kind)]),
  )
  return [...groups.values()].flatMap((group, index) => {
    const [fullest] = group.toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)
    return fullest === undefined ? [] : [{ ...fullest, name: `${fullest.name}-${index}` }]
  })
}

const shards = publishedExamples['shards-missing']!
const unmeasured = { name: 'import', regime: 'latency' } as const

/** All that a report can say, and what only a whole comparison can. */
const telling: readonly Comparison[] = [
  {
    ...shards,
    parts: { ...shards.parts!, interrupted: [1] },
    shortfall: {
      file: 'corecurve.yml',
      unmeasured: [unmeasured],
      weaker: [{ ...unmeasured, name: 'search', threshold: 'tolerance', used: 0.9, declared: 0.03 }],
    },
    benchmarks: kinds(comparisons.flatMap((of) => of.benchmarks)),
  },
  ...['baseline-missing', 'other-host', 'unchanged'].map((name) => comparisonExamples[name]!),
]
const everyRecord: BaselineRecord = {
  ...records[0]!,
  benchmarks: kinds(records.flatMap(({ benchmarks }) => benchmarks)),
}

/** All Markdown of a comparison, with its options as hostile as the result. */
function markdownOf(comparison: Comparison, text: string): readonly string[] {
  const options: ComparisonOptions = {
    ...{ repeatCommand: text, runUrl: RUN, measuringRunUrl: RUN },
    ...{ toldRegression: { kind: 'gone', commit: text }, reportName: text, headCommit: text },
    refusedParts: (comparison.parts?.missing ?? []).slice(0, 1).map((index) => ({ index, why: text })),
  }
  return [
    renderComment(comparison, { ...options, marker: MARKER }),
    renderComparisonSummary(comparison, { ...options, marker: MARKER }),
  ]
}

function expectQuiet(markdown: string): void {
  expect(findings(markdown, { links: [RUN], marker: MARKER })).toEqual([])
  expect(markdown.replaceAll('\n', '')).not.toMatch(UNSEEN)
  expect(markdown).not.toMatch(PILE)
}

function expectPlain(text: string): void {
  expect(text.replaceAll('\n', '')).not.toMatch(UNSEEN)
  expect(text).not.toMatch(PILE)
  expect(text).not.toMatch(/^\s*::|##\[/m)
}

function recordMarkdown(record: BaselineRecord): string {
  const badges = { serverUrl: 'https://github.com', owner: 'acme', repo: 'shop', branch: 'corecurve' }
  return renderRecordSummary(record, { badges })
}

const SVG = 'svg title g text rect filter fegaussianblur clippath lineargradient stop'.split(' ')

function expectWholeSvg(svg: string): void {
  const tokens = htmlTokens(svg)
  const open: string[] = []
  for (const token of tokens) {
    expect(['open', 'close', 'text']).toContain(token.kind)
    if (token.kind === 'open') {
      expect(SVG).toContain(token.tag)
      expect(Object.keys(token.attributes).filter((name) => /^on|href|style|src/i.test(name))).toEqual([])
      open.push(token.tag)
    }
    if (token.kind === 'close') expect(open.pop()).toBe(token.tag)
  }
  expect(open).toEqual([])
  expect(svg).not.toMatch(UNSEEN)
}

describe.for(TRICKS)('%s, written into every field', ([, text]) => {
  test('leaves no link, image, HTML, mention or reference in a comment or summary', () => {
    for (const comparison of telling) {
      for (const markdown of markdownOf(poisoned(comparison, [text]), text)) expectQuiet(markdown)
    }
    // Lines of output that would end their block, so that the next line stands outside of it.
    expectQuiet(renderComment(poisoned(telling[0]!, [text, '```']), { marker: MARKER, runUrl: RUN }))
    expectQuiet(recordMarkdown(poisoned(everyRecord, [text])))
  })
  test('neither steers a terminal nor commands a runner', () => {
    const options = { ...terminal, repeatCommand: text, runUrl: text }
    for (const comparison of telling) {
      expectPlain(renderComparisonTerminal(poisoned(comparison, [text]), options))
    }
    expectPlain(renderRecordTerminal(poisoned(everyRecord, [text]), terminal))
  })
  test('stays text in a badge', () => {
    for (const [path, file] of badgeFiles(poisoned(everyRecord, [text]))) {
      if (path.endsWith('.svg')) expectWholeSvg(file)
      else expect(Object.keys(JSON.parse(file))).toEqual(['schemaVersion', 'label', 'message', 'color'])
    }
  })
})

test('mixed, the tricks do no better', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...comparisons),
      fc.constantFrom(...records),
      fc.array(hostileText, { minLength: 1, maxLength: 9 }),
      (comparison, record, texts) => {
        for (const markdown of markdownOf(poisoned(comparison, texts), texts[0] ?? '')) expectQuiet(markdown)
        expectQuiet(recordMarkdown(poisoned(record, texts)))
        expectPlain(renderComparisonTerminal(poisoned(comparison, texts), terminal))
        expectPlain(renderRecordTerminal(poisoned(record, texts), terminal))
        for (const [path, file] of badgeFiles(poisoned(record, texts))) {
          if (path.endsWith('.svg')) expectWholeSvg(file)
        }
      },
    ),
    { numRuns: 120 },
  )
})

test('100 kB of a trick takes no more room than a limit allows', () => {
  for (const text of longTexts) {
    const comparison = poisoned(comparisonExamples.failed!, [text])
    const [comment, summary] = markdownOf(comparison, text)
    expect(Buffer.byteLength(comment!)).toBeLessThan(60_000)
    expect(Buffer.byteLength(summary!)).toBeLessThan(900 * 1024)
    expectQuiet(comment!)
  }
})

test('a badge’s line for the README is one image in one link, whatever its benchmark is called', () => {
  fc.assert(
    fc.property(hostileText, hostileText, (name, repo) => {
      const record = poisoned(recordExamples.scaling!, [name])
      const home = { serverUrl: 'https://github.com', owner: 'acme', repo, branch: name }
      for (const line of badgeMarkdown(record, home)) {
        expect(line).toMatch(
          /^\[!\[[\p{L}\p{N} ._-]*\]\(https:\/\/[^()\s<>"]+\)\]\(https:\/\/[^()\s<>"]+\)$/u,
        )
      }
    }),
  )
})

/** Grammar of one chart with one line. */
const CHART =
  /^xychart-beta\n {2}title "[\p{L}\p{N}\p{M} .,:()/×_-]*"\n {2}x-axis "cores" \[\d+(, \d+)*\]\n {2}y-axis "[a-z ]+" 0 --> [\d.]+\n {2}line \[[\d.]+(, [\d.]+)*\]$/u

test('a chart is one line with a title in quotes, whatever its benchmark is called', () => {
  fc.assert(
    fc.property(fc.constantFrom(...comparisons), hostileText, (comparison, name) => {
      const markdown = renderComment(poisoned(comparison, [name]))
      for (const [, source] of markdown.matchAll(/^```mermaid\n(.*?)\n```$/gms)) expect(source).toMatch(CHART)
    }),
  )
  expect(renderComment(comparisonExamples['scales-worse']!).match(/^```mermaid$/gm)).toHaveLength(2)
})
