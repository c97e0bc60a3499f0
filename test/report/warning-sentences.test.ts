import { expect, test } from 'vitest'
import { markdownSentence } from '../../src/report/markdown.ts'
import { warningSentences } from '../../src/report/warning-sentences.ts'
import type { Warning } from '../../src/result/shared-schema.ts'

const words = (warnings: readonly Warning[]) => warningSentences(warnings).map(markdownSentence)

test('the same warning at several core counts is said once, with the worst of its numbers', () => {
  const [only, ...others] = words([
    { kind: 'waited', cores: 4, utilisation: 0.27 },
    { kind: 'waited', cores: 2, utilisation: 0.54 },
  ])
  expect(others).toEqual([])
  expect(only).toContain('At 2 and 4 cores the program used as little as 27 % of its CPUs')
})

test('kinds of errors are added up over core counts', () => {
  expect(
    words([
      { kind: 'errors', cores: 1, rate: 0.01, kinds: { status: 3 } },
      { kind: 'errors', cores: 2, rate: 0.02, kinds: { status: 4, timeout: 1 } },
    ])[0],
  ).toMatch(
    /^At 1 and 2 cores up to 2\.0 % of the requests failed \(7 with an unexpected status and 1 timed out\)/,
  )
})

test.for([
  [{ kind: 'generator-bound', cores: 2, utilisation: 0.98 }, '`--cores`'],
  [{ kind: 'waited', cores: 2, utilisation: 0.3 }, '`connections`'],
  [{ kind: 'unpinned' }, '`taskset`'],
  [{ kind: 'few-rounds', rounds: 3, needed: 6 }, '`--budget`'],
  [{ kind: 'no-single-core' }, '`--cores`'],
  [{ kind: 'errors', cores: 2, rate: 0.1, kinds: {} }, '`expect`'],
  [{ kind: 'outliers', cores: 2 }, '`prepare`'],
] as const)('a warning names what to use: %o', ([warning, what]) => {
  expect(words([warning])[0]).toContain(what)
})
