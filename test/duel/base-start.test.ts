import { expect, test } from 'vitest'
import { baseStartFailure } from '../../src/duel/base-start.ts'
import type { DuelOutcome } from '../../src/duel/contest.ts'
import type { CpuPlan } from '../../src/host/topology.ts'
import type { Failure } from '../../src/result/shared-schema.ts'
import { faultyService } from '../support/faulty-service.ts'
import { aVisit } from './duel-visits.ts'

const plan: CpuPlan = { programCpus: [0], generatorCpus: [0], colocated: true, pinnable: false }
const context = { plan, inherited: process.env, signal: new AbortController().signal }
const notStarted: Failure = { phase: 'start', reason: 'at 1 core: base: …', output: [], arm: 'base' }
const FIRST_ROUND: DuelOutcome['visits'] = new Map([[1, [null]]])
const base = (env: Record<string, string>) => ({ kind: 'service', service: faultyService(env) }) as const

test('a base that exits before it is ready, also alone, does not start', async () => {
  const outcome = { failure: notStarted, visits: FIRST_ROUND }
  expect(await baseStartFailure(outcome, base({ FAIL: 'exit-early' }), context)).toMatchObject({
    phase: 'start',
    reason: expect.stringMatching(/^at 1 core: it exited with status 3/),
    output: [expect.stringContaining('exits before it listens')],
  })
})

test('a base that starts when head is not there only missed what head held, and the duel has failed', async () => {
  const outcome = { failure: notStarted, visits: FIRST_ROUND }
  expect(await baseStartFailure(outcome, base({}), context)).toBeUndefined()
})

test.each([
  ['head', { ...notStarted, arm: 'head' }, FIRST_ROUND],
  ['a base under load', { ...notStarted, phase: 'load' }, FIRST_ROUND],
  ['a base that was not ready in time', { ...notStarted, phase: 'ready' }, FIRST_ROUND],
  ['a base that started in an earlier round', notStarted, new Map([[1, [aVisit(0), null]]])],
] as const)('the failure of %s is left a failure of the duel', async (_, failure, visits) => {
  expect(await baseStartFailure({ failure, visits }, base({ FAIL: 'exit-early' }), context)).toBeUndefined()
})
