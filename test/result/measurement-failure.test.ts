import { describe, expect, it } from 'vitest'
import { MeasurementFailure, measurementFailureIn } from '../../src/result/measurement-failure.ts'

/** What an async stack throws where these are thrown one after the other, the later ones while undoing. */
async function thrownBy(first: unknown, ...later: readonly unknown[]): Promise<unknown> {
  try {
    await using undo = new AsyncDisposableStack()
    for (const each of later) {
      undo.defer(() => {
        throw each
      })
    }
    throw first
  } catch (error) {
    return error
  }
}

describe('measurementFailureIn', () => {
  const run = new MeasurementFailure('load', 'exited with status 3')
  const cleanup = new MeasurementFailure('load', 'cleanup exited with status 4')

  it('is the failure itself, or the first of several', async () => {
    expect(measurementFailureIn(run)).toBe(run)
    expect(measurementFailureIn(await thrownBy(run, cleanup))).toBe(run)
    expect(measurementFailureIn(await thrownBy(run, cleanup, cleanup))).toBe(run)
  })

  it('is none where a bug came first', async () => {
    expect(measurementFailureIn(new TypeError('a bug'))).toBeUndefined()
    expect(measurementFailureIn(await thrownBy(new TypeError('a bug'), cleanup))).toBeUndefined()
    expect(measurementFailureIn(undefined)).toBeUndefined()
  })
})
