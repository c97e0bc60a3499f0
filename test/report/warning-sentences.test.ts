import { expect, test } from 'vitest'
import { markdownSentence } from '../../src/report/markdown.ts'
import { warningSentences } from '../../src/report/warning-sentences.ts'
import type { Warning } from '../../src/result/shared-schema.ts'

const words = (warnings: readonly Warning[], loaded: 'http' | 'command' = 'http') =>
  warningSentences(warnings, loaded).map(markdownSentence)

test('the same warning at several core counts is said once, with the worst of its numbers', () => {
  const [only, ...others] = words([
    { kind: 'waited', cores: 4, utilisation: 0.27 },
    { kind: 'waited', cores: 2, utilisation: 0.54 },
  ])
  expect(others).toEqual([])
  expect(only).toContain('At 2 and 4 cores the program used as little as 27 % of its CPUs')
})

test('a command that waited has no connections to be given more of', () => {
  const [only] = words([{ kind: 'waited', cores: 2, utilisation: 0.4 }], 'command')
  expect(only).toContain('More workers or fewer locks would help')
  expect(only).not.toContain('connections')
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

test('of a duel, errors are told of each arm', () => {
  const at = (cores: number, base: number, head: number) =>
    ({ kind: 'errors', cores, rate: (base + head) / 2, arms: { base, head }, kinds: { status: 3 } }) as const
  expect(words([at(1, 0, 0.008)])[0]).toMatch(
    /^At 1 core 0\.8 % of head’s requests failed, none of base’s \(3 with an unexpected status\)/,
  )
  expect(words([at(1, 0.004, 0)])[0]).toMatch(/^At 1 core 0\.4 % of base’s requests failed, none of head’s/)
  expect(words([at(1, 0.004, 0.008), at(2, 0, 0.0001)])[0]).toMatch(
    /^At 1 and 2 cores up to 0\.8 % of head’s requests failed, up to 0\.4 % of base’s/,
  )
  expect(words([at(1, 0, 0.0001)])[0]).toMatch(/^At 1 core under 0\.1 % of head’s requests failed/)
})

test('a rate that was not offered is told at its worst core count', () => {
  expect(
    words([
      { kind: 'rate-not-offered', cores: 1, offered: 640, achieved: 630 },
      { kind: 'rate-not-offered', cores: 2, offered: 1280, achieved: 700 },
    ])[0],
  ).toMatch(/^At 1 and 2 cores the offered rate was not reached \(700 of 1,280 \/s at 2 cores\): /)
})

test.for([
  [{ kind: 'generator-bound', cores: 2, utilisation: 0.98 }, '`--cores`'],
  [{ kind: 'waited', cores: 2, utilisation: 0.3 }, '`connections`'],
  [{ kind: 'unpinned' }, '`taskset`'],
  [{ kind: 'few-rounds', rounds: 3, needed: 6 }, '`--budget`'],
  [{ kind: 'no-single-core' }, '`--cores`'],
  [{ kind: 'errors', cores: 2, rate: 0.1, kinds: {} }, '`expect`'],
  [{ kind: 'outliers', cores: 2 }, '`prepare`'],
  [{ kind: 'slow-first-run', cores: 2 }, '`warmUp: 1`'],
  [{ kind: 'rate-not-offered', cores: 2, offered: 640, achieved: 512 }, '`rate`'],
  [{ kind: 'rate-above-capacity', cores: 2, offered: 640, answered: 512 }, '`overload`'],
  [{ kind: 'late-sends', cores: 2, share: 0.08 }, '`--cores`'],
  [{ kind: 'few-descriptors', limit: 1024, needed: 2100 }, '`ulimit -n 2100`'],
  [{ kind: 'ports-in-time-wait', cores: 2, ports: 21000 }, 'keep connections alive'],
] as const)('a warning names what to use: %o', ([warning, what]) => {
  expect(words([warning])[0]).toContain(what)
})
