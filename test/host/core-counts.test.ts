import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { resolveCoreCounts } from '../../src/host/core-counts.ts'
import { planCpus } from '../../src/host/plan-cpus.ts'
import type { CpuPlan } from '../../src/host/topology.ts'
import { bigServer, hostedRunner, singleThreaded } from './machines.ts'

function planOf(programCpus: number): CpuPlan {
  const ids = Array.from({ length: programCpus }, (_, id) => id)
  return { programCpus: ids, generatorCpus: [programCpus], colocated: false, pinnable: true }
}

describe('auto', () => {
  test.each([
    ['one CPU', singleThreaded(1), [1]],
    ['two CPUs', singleThreaded(2), [1, 2]],
    ['a hosted runner', hostedRunner, [1, 2, 3]],
    ['eight cores', singleThreaded(8), [1, 2, 4, 7]],
    ['a server of 64 CPUs', bigServer, [1, 2, 4, 8, 16, 32, 63]],
  ])('doubles up to what %s can give a program', (_, topology, measured) => {
    expect(resolveCoreCounts('auto', planCpus(topology))).toEqual({ measured, skipped: [] })
  })

  test('ascends from 1 to the largest that fits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (available) => {
        const { measured } = resolveCoreCounts('auto', planOf(available))
        expect(measured[0]).toBe(1)
        expect(measured.at(-1)).toBe(available)
        for (const [index, count] of measured.slice(1).entries()) {
          expect(count).toBeGreaterThan(measured[index]!)
          expect(count).toBeLessThanOrEqual(2 * measured[index]!)
        }
      }),
    )
  })
})

describe('a list', () => {
  test('is measured in ascending order, each core count once', () => {
    expect(resolveCoreCounts([4, 1, 2, 1], planOf(4))).toEqual({ measured: [1, 2, 4], skipped: [] })
  })

  test('keeps what does not fit as skipped, with what there is', () => {
    expect(resolveCoreCounts([16, 1, 8], planOf(3))).toEqual({
      measured: [1],
      skipped: [
        { cores: 8, reason: 'too-few-cpus', available: 3 },
        { cores: 16, reason: 'too-few-cpus', available: 3 },
      ],
    })
  })

  test('loses no core count', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100 })),
        fc.integer({ min: 1, max: 64 }),
        (cores, available) => {
          const { measured, skipped } = resolveCoreCounts(cores, planOf(available))
          expect(new Set([...measured, ...skipped.map((each) => each.cores)])).toEqual(new Set(cores))
          expect(measured.every((count) => count <= available)).toBe(true)
        },
      ),
    )
  })
})
