import { describe, expect, test } from 'vitest'
import { renderComment } from '../../src/report/comment.ts'
import { renderComparisonTerminal } from '../../src/report/comment-terminal.ts'
import { renderRecordTerminal } from '../../src/report/scaling-table.ts'
import { renderComparisonSummary, renderRecordSummary } from '../../src/report/summary.ts'
import { comparisonSchema } from '../../src/result/comparison.ts'
import { recordSchema } from '../../src/result/record.ts'
import { comparisonExamples } from '../support/comparison-examples.ts'
import { publishedExamples } from '../support/published-examples.ts'
import { recordExamples } from '../support/record-examples.ts'
import { regimeComparisons } from '../support/regime-examples.ts'
import { regimeRecords } from '../support/regime-records.ts'

// Read a golden as a tired reviewer would before accepting a change to it with `npx vitest run test/report -u`.
const golden = (file: string) => `../../fixtures/reports/${file}`

const options = {
  repeatCommand: 'npx corecurve compare --base 9d31c07 --only checkout --seed 118',
  runUrl: 'https://example.invalid/run',
}

describe.for(Object.entries({ ...comparisonExamples, ...regimeComparisons, ...publishedExamples }))(
  'a comparison: %s',
  ([name, comparison]) => {
    test('is a result that the schema accepts', () => {
      expect(comparisonSchema.safeParse(JSON.parse(JSON.stringify(comparison))).error).toBeUndefined()
    })
    test('reads well as a comment', async () => {
      const marker = 'corecurve:v1 key=default sha=4f2a9c1 run=118 attempt=1'
      await expect(renderComment(comparison, { ...options, marker })).toMatchFileSnapshot(
        golden(`comment-${name}.md`),
      )
    })
    test('reads well in a terminal', async () => {
      const text = renderComparisonTerminal(comparison, { columns: 80, colour: false, ...options })
      await expect(text).toMatchFileSnapshot(golden(`comment-${name}.txt`))
    })
  },
)

describe.for(Object.entries({ ...recordExamples, ...regimeRecords }))('a record: %s', ([name, record]) => {
  test('is a result that the schema accepts', () => {
    expect(recordSchema.safeParse(JSON.parse(JSON.stringify(record))).error).toBeUndefined()
  })
  test('reads well in a terminal', async () => {
    const text = renderRecordTerminal(record, { columns: 80, colour: false })
    await expect(text).toMatchFileSnapshot(golden(`record-${name}.txt`))
  })
  test('reads well as a job summary', async () => {
    const badges = { serverUrl: 'https://github.com', owner: 'acme', repo: 'shop', branch: 'corecurve' }
    await expect(renderRecordSummary(record, { badges })).toMatchFileSnapshot(
      golden(`summary-record-${name}.md`),
    )
  })
})

test('a record in a narrow ASCII terminal stacks its tables and draws with ASCII', async () => {
  const text = renderRecordTerminal(recordExamples.scaling!, { columns: 44, colour: false, unicode: false })
  await expect(text).toMatchFileSnapshot(golden('record-narrow.txt'))
})

test('a record in colour', async () => {
  const text = renderRecordTerminal(recordExamples.scaling!, { columns: 80, colour: true })
  await expect(text).toMatchFileSnapshot(golden('record-colour.txt'))
})

test('the job summary of a comparison has no folds', async () => {
  const text = renderComparisonSummary(comparisonExamples['scales-worse']!, options)
  expect(text).not.toContain('<details>')
  await expect(text).toMatchFileSnapshot(golden('summary-scales-worse.md'))
})

describe('a comment that told of a regression before', () => {
  const commit = '7e1b0aa'.padEnd(40, '0')
  const gone = { toldRegression: { kind: 'gone', commit } } as const
  test('says plainly that it is resolved, and what was found now', async () => {
    const text = renderComment(comparisonExamples.unchanged!, { ...options, ...gone })
    await expect(text).toMatchFileSnapshot(golden('comment-resolved.md'))
  })
  test('of the same head says that it was not confirmed, and of no repair', () => {
    const toldRegression = { kind: 'unconfirmed', commit } as const
    const text = renderComment(comparisonExamples.unchanged!, { ...options, toldRegression })
    expect(text).toMatch(
      /^### Measured again: the regression of `7e1b0aa` was not confirmed\n\nAll 3 benchmarks are unchanged: /,
    )
  })
  test.for(['scales-worse', 'failed', 'baseline-missing'])('%s: claims nothing of the kind', (name) => {
    expect(renderComment(comparisonExamples[name]!, { ...options, ...gone })).toBe(
      renderComment(comparisonExamples[name]!, options),
    )
  })
})

test('a comment shows the head of the pull request, where it is known, for the merge that was measured', () => {
  const [comparison, headCommit] = [comparisonExamples['scales-worse']!, 'decade5'.padEnd(40, '0')]
  const text = renderComment(comparison, { ...options, headCommit })
  expect(text).toContain('this PR `decade5`')
  expect(text).not.toContain(comparison.head.slice(0, 7))
})

test('a comment is headed by the name that it is reported under', () => {
  const text = renderComment(comparisonExamples.unchanged!, { ...options, reportName: 'corecurve-arm' })
  expect(text).toMatch(/^### `corecurve-arm`: All 3 benchmarks are unchanged/)
})

test('a failure whose reason was not taken leads to the log of the run that measured', () => {
  const measuringRunUrl = 'https://example.invalid/measuring'
  const text = renderComment(publishedExamples['reason-withheld']!, { ...options, measuringRunUrl })
  expect(text).toContain(
    '`refunds`: the program did not start ([the log of the measuring run](https://example.invalid/measuring) says why). This is a failure, not a regression.',
  )
})
