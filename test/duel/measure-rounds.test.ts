import { expect, test } from 'vitest'
import { measureRounds, type RoundsRequest } from '../../src/duel/measure-rounds.ts'
import { silentProgress } from '../../src/duel/progress.ts'
import { loadKey } from '../../src/duel/series.ts'
import type { Failure } from '../../src/result/shared-schema.ts'

/** Only what is asked for where nothing is visited. */
const request = (changes: Partial<RoundsRequest>) =>
  ({
    series: [{ kind: 'http', regime: 'closed', name: 'work', connections: 16 }],
    cores: [1, 2],
    failures: new Map(),
    random: () => 0.5,
    progress: silentProgress,
    now: () => 0,
    budget: 60_000,
    signal: new AbortController().signal,
    onRound: async () => {
      throw new Error('there was a round')
    },
    ...changes,
  }) as RoundsRequest

test('without a core count to measure there is no round', async () => {
  expect(await measureRounds(request({ cores: [] }))).toMatchObject({ rounds: 0, complete: true })
})

test('where every series has failed before, there is no round', async () => {
  const failure: Failure = { phase: 'build', reason: 'it did', output: [] }
  const series = request({}).series
  const failures = new Map(series.map((each) => [loadKey(each), failure]))
  expect(await measureRounds(request({ failures }))).toMatchObject({ rounds: 0, series: [{ failure }] })
})
