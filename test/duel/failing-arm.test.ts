import { describe, expect, it } from 'vitest'
import { throwWhereFailing } from '../../src/duel/failing-arm.ts'
import type { Arms } from '../../src/duel/quad.ts'
import { MeasurementFailure } from '../../src/result/measurement-failure.ts'
import type { Failure } from '../../src/result/shared-schema.ts'
import { aSlice } from './slices.ts'

/** What is thrown where so many of each arm's hundred requests fail; undefined where nothing is. */
function thrownAt(failed: Arms<number>, limit: number): Failure | undefined {
  const slices = (arm: 'base' | 'head') => [
    aSlice({
      completed: 100 - failed[arm],
      errors: { status: failed[arm], body: 0, connection: 0, timeout: 0 },
      ...(failed[arm] > 0 ? { firstError: 'GET /work answered 500' } : {}),
    }),
  ]
  const runner = (arm: string) => ({ lastLines: () => [`printed by ${arm}`] })
  try {
    throwWhereFailing({ base: slices('base'), head: slices('head') }, runner, limit)
    return undefined
  } catch (error) {
    if (error instanceof MeasurementFailure) return error.failure
    throw error
  }
}

describe('an arm of whose requests too many fail', () => {
  it('is named first, with its rate, an example and its output, whichever it is', () => {
    expect(thrownAt({ base: 12, head: 0 }, 0.01)).toEqual({
      phase: 'load',
      reason: "12 % of base's requests failed, 0 % of head's; base: GET /work answered 500",
      output: ['printed by base'],
      arm: 'base',
    })
    expect(thrownAt({ base: 0, head: 12 }, 0.01)).toMatchObject({
      reason: "12 % of head's requests failed, 0 % of base's; head: GET /work answered 500",
      arm: 'head',
    })
  })

  it('is not to blame alone where the other fails too', () => {
    const both = thrownAt({ base: 100, head: 60 }, 1)
    expect(both?.reason).toMatch(/^100 % of base's requests failed, 60 % of head's/)
    expect(both).not.toHaveProperty('arm')
  })

  it('is measured where few of them do', () => {
    expect(thrownAt({ base: 1, head: 0 }, 0.01)).toBeUndefined()
    expect(thrownAt({ base: 99, head: 99 }, 1)).toBeUndefined()
  })
})
