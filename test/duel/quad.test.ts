import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Arm, drawOrder, makeQuad, type Quad, roundChange, typicalRates } from '../../src/duel/quad.ts'
import type { Slice } from '../../src/load/slice.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { aSlice, slicesOf } from './slices.ts'

const BASE_FIRST: readonly Arm[] = ['base', 'head', 'head', 'base']
const HEAD_FIRST: readonly Arm[] = ['head', 'base', 'base', 'head']

/** The same slices with the arms exchanged. */
const exchanged = (slices: Quad['slices']): Quad['slices'] =>
  slices.map(({ arm, slice }) => ({ arm: arm === 'base' ? 'head' : 'base', slice }))

const anySlice: fc.Arbitrary<Slice> = fc.record({
  completed: fc.integer({ min: 0, max: 500 }),
  errors: fc.record({
    status: fc.constantFrom(0, 0, 0, 1),
    body: fc.constantFrom(0, 0, 0, 1),
    connection: fc.constantFrom(0, 0, 0, 2),
    timeout: fc.constant(0),
  }),
  elapsed: fc.constantFrom(0.1, 0.11, 0.4, 2, 30, 0, -1, Number.NaN),
  generatorCpu: fc.constantFrom(0, 0.05, 0.2),
  stolenCpu: fc.constantFrom(undefined, 0, 0.001, 0.5),
  standstill: fc.constantFrom(undefined, 0, 0.1, 3),
})

describe('the order of a quad', () => {
  it('is symmetric, and each of the two as likely as the other', () => {
    const random = seededRandom('orders')
    const drawn = Array.from({ length: 2000 }, () => drawOrder(random))
    for (const order of drawn) expect(order).toEqual(order.toReversed())
    const baseFirst = drawn.filter(([first]) => first === 'base')
    expect(baseFirst.every((order) => `${order}` === `${BASE_FIRST}`)).toBe(true)
    expect(baseFirst.length).toBeGreaterThan(900)
    expect(baseFirst.length).toBeLessThan(1100)
  })

  it('cancels a steady drift of the machine', () => {
    // Every slice is 10 % slower than the one before; both arms are the same program.
    const rates = [1000, 900, 810, 729]
    for (const order of [BASE_FIRST, HEAD_FIRST])
      expect(roundChange([{ slices: slicesOf(order, rates) }])).toBeCloseTo(0, 12)
  })
})

describe('the change of a round', () => {
  const quad = (order: readonly Arm[], rates: readonly number[]): Quad => ({ slices: slicesOf(order, rates) })
  const change = (quads: readonly Quad[]) => roundChange(quads) as number

  it('is the difference of the logarithms, whatever the order', () => {
    for (const order of [BASE_FIRST, HEAD_FIRST]) {
      const rates = order.map((arm) => (arm === 'head' ? 800 : 1000))
      expect(change([quad(order, rates)])).toBeCloseTo(Math.log(0.8), 12)
    }
  })

  it('is a number where an overloaded arm answered nothing in time', () => {
    expect(change([quad(BASE_FIRST, [1000, 0, 0, 1000])])).toBeCloseTo(Math.log(0.5 / 100), 12)
  })

  it('changes its sign where the arms are exchanged', () => {
    const rates = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 4, maxLength: 4 })
    const anyQuads = fc.array(fc.tuple(fc.constantFrom(BASE_FIRST, HEAD_FIRST), rates), {
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(anyQuads, (drawn) => {
        const quads = drawn.map(([order, each]) => quad(order, each))
        const mirrored = quads.map(({ slices }) => ({ slices: exchanged(slices) }))
        expect(change(mirrored)).toBeCloseTo(-change(quads), 10)
      }),
    )
  })

  it('sees a small loss through bursts that halve what both arms get', () => {
    // A neighbour comes and goes every few slices; only pairs across its coming and going say anything wrong.
    const random = seededRandom('bursts')
    let busy = false
    const quads = Array.from({ length: 12 }, () => {
      const order = drawOrder(random)
      const rates = order.map((arm) => {
        if (random() < 0.2) busy = !busy
        return (arm === 'head' ? 950 : 1000) * (busy ? 0.5 : 1)
      })
      return quad(order, rates)
    })
    expect(change(quads)).toBeCloseTo(Math.log(0.95), 12)
  })

  it('compares neighbours from one quad to the next, and none across a void one', () => {
    const first = quad(HEAD_FIRST, [100, 100, 100, 200])
    const second = quad(BASE_FIRST, [100, 100, 100, 100])
    const spoilt: Quad = { slices: slicesOf(BASE_FIRST, [1, 1, 1, 1]), void: 'errors' }
    // Within the first 0 and ln 2, between the two ln 2 once more, within the second 0 and 0: the middle three of five.
    expect(change([first, second])).toBeCloseTo(Math.log(2) / 3, 12)
    expect(change([first, spoilt, second])).toBeCloseTo(0, 12)
  })

  it('is nothing where every quad is void', () => {
    expect(roundChange([{ slices: slicesOf(BASE_FIRST, [1, 1, 1, 1]), void: 'stolen' }])).toBeNull()
    expect(roundChange([])).toBeNull()
  })
})

describe('the typical rates of a round', () => {
  const anyRates = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 4, maxLength: 4 })
  const anyQuads = fc.array(fc.tuple(fc.constantFrom(BASE_FIRST, HEAD_FIRST), anyRates, fc.boolean()), {
    maxLength: 8,
  })

  it('are rates of slices that count, and divide to the change of the round', () => {
    fc.assert(
      fc.property(anyQuads, (drawn) => {
        const quads = drawn.map(([order, each, spoilt]): Quad => {
          const slices = slicesOf(order, each)
          return spoilt ? { slices, void: 'stolen' } : { slices }
        })
        const rates = typicalRates(quads)
        const change = roundChange(quads)
        if (rates === null || change === null) return rates === change
        expect(Math.log(rates.head / rates.base)).toBeCloseTo(change, 10)
        for (const arm of ['base', 'head'] as const) {
          const own = quads.flatMap(({ slices, void: why }) =>
            why === undefined
              ? slices.filter((each) => each.arm === arm).map(({ slice }) => slice.completed * 10)
              : [],
          )
          expect(rates[arm]).toBeGreaterThanOrEqual(Math.min(...own) * (1 - 1e-9))
          expect(rates[arm]).toBeLessThanOrEqual(Math.max(...own) * (1 + 1e-9))
        }
        return true
      }),
    )
  })
})

describe('a quad is void as a whole', () => {
  const withOne = (changes: Partial<Slice>, place = 2) =>
    makeQuad(
      BASE_FIRST.map((arm, index) => ({ arm, slice: aSlice(index === place ? changes : {}) })),
      2,
    ).void

  it('not where nothing is wrong', () => expect(withOne({})).toBeUndefined())

  it.each<[Quad['void'], string, Partial<Slice>]>([
    ['errors', 'a status was wrong', { errors: { status: 1, body: 0, connection: 0, timeout: 0 } }],
    ['errors', 'a connection broke', { errors: { status: 0, body: 0, connection: 1, timeout: 0 } }],
    ['errors', 'an answer came too late', { errors: { status: 0, body: 0, connection: 0, timeout: 1 } }],
    ['errors', 'nothing was completed', { completed: 0 }],
    ['generator', 'the generator used 90 % of its CPU', { generatorCpu: 0.09 }],
    ['generator', 'the generator ran short of files', { limits: { short: true } }],
    ['stolen', 'a tenth of its CPUs was stolen', { stolenCpu: 0.03 }],
    ['stretched', 'the clock jumped forward', { elapsed: 3600, standstill: 3599 }],
    ['stretched', 'the machine slept for a second', { elapsed: 1.1, standstill: 1 }],
    ['stretched', 'the clock went back', { elapsed: -0.5 }],
    ['stretched', 'the clock stood still', { elapsed: 0 }],
    ['stretched', 'the clock gave no number', { elapsed: Number.NaN }],
  ])('(%s) where %s, in whichever slice', (reason, _, changes) => {
    for (const place of [0, 1, 2, 3]) expect(withOne(changes, place)).toBe(reason)
  })

  it('for late sends of an open loop, more than a twentieth of what was due', () => {
    const offered = (late: number) => ({ offered: { due: 100, unsent: 0, late } })
    expect(withOne(offered(6))).toBe('late-sends')
    expect(withOne(offered(5))).toBeUndefined()
  })

  it('by the CPU of the whole slice, where only a part of it is counted', () => {
    expect(withOne({ generatorCpu: 0.3, whole: 0.4 })).toBeUndefined()
    expect(withOne({ generatorCpu: 0.38, whole: 0.4 })).toBe('generator')
  })

  it('but not for an overload in which nothing was answered in time: that is a finding', () => {
    const overload = { late: 100, failed: 0, recovery: null }
    const offered = { due: 100, unsent: 50, late: 20 }
    expect(withOne({ completed: 0, overload, offered })).toBeUndefined()
    const calm = { status: 1, body: 0, connection: 0, timeout: 0 }
    expect(withOne({ completed: 0, overload, errors: calm })).toBe('errors')
  })

  it('but not for an answer that took nine seconds while the generator ran on, nor for a long command', () => {
    expect(withOne({ elapsed: 9.1, standstill: 0.02 })).toBeUndefined()
    const slow = BASE_FIRST.map((arm) => ({ arm, slice: aSlice({ completed: 1, elapsed: 45 }) }))
    expect(makeQuad(slow, 2).void).toBeUndefined()
  })

  it('blind to the arm: with the arms exchanged the same quads are void, for the same reason', () => {
    fc.assert(
      fc.property(fc.array(anySlice, { minLength: 4, maxLength: 4 }), fc.boolean(), (four, first) => {
        const order = first ? BASE_FIRST : HEAD_FIRST
        const slices = order.map((arm, index) => ({ arm, slice: four[index] as Slice }))
        expect(makeQuad(exchanged(slices), 2).void).toBe(makeQuad(slices, 2).void)
      }),
    )
  })
})
