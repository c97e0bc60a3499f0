import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RequestSequence } from '../../src/load/request-sequence.ts'

const planned = (path: string, weight: number, bodies: readonly string[] = [], method = 'GET') => ({
  method,
  path,
  headers: {},
  weight,
  bodies: bodies.map((body) => new TextEncoder().encode(body)),
})
const options = { seed: 'seed', authority: '127.0.0.1:80' }

function draw(sequence: RequestSequence, count: number): string[] {
  return Array.from({ length: count }, () => sequence.next().planned.path)
}

describe('RequestSequence', () => {
  it('draws each request as often as its weight says, within any few dozen', () => {
    const weights = fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 20 }), (given, skip) => {
        const sequence = new RequestSequence(
          given.map((weight, index) => planned(`/${index}`, weight)),
          options,
        )
        draw(sequence, 32 * skip)
        const drawn = draw(sequence, 320)
        const total = given.reduce((sum, weight) => sum + weight, 0)
        for (const [index, weight] of given.entries()) {
          const count = drawn.filter((path) => path === `/${index}`).length
          expect(Math.abs(count - (320 * weight) / total)).toBeLessThan(given.length + 1)
        }
      }),
    )
  })

  it('gives the same sequence for the same seed, and another for another', () => {
    const requests = [planned('/a', 1), planned('/b', 1), planned('/c', 2)]
    const drawn = (seed: string) => draw(new RequestSequence(requests, { ...options, seed }), 200)
    expect(drawn('x')).toEqual(drawn('x'))
    expect(drawn('x')).not.toEqual(drawn('y'))
  })

  it('falls into no period', () => {
    const drawn = draw(new RequestSequence([planned('/a', 1), planned('/b', 1)], options), 640).join('')
    const blocks = new Set(drawn.match(/.{64}/g))
    expect(blocks.size).toBeGreaterThan(15)
  })

  it('sends the bodies of a request in turn and over again, whatever comes between', () => {
    const sequence = new RequestSequence(
      [planned('/a', 3, ['1', '2', '3'], 'POST'), planned('/b', 1)],
      options,
    )
    const bodies = Array.from({ length: 40 }, () => sequence.next())
      .filter(({ planned: { path } }) => path === '/a')
      .map(({ bytes }) => Buffer.from(bytes).toString().at(-1))
    expect(bodies.slice(0, 7)).toEqual(['1', '2', '3', '1', '2', '3', '1'])
  })

  it('tells a HEAD', () => {
    expect(new RequestSequence([planned('/', 1, [], 'HEAD')], options).next().options).toEqual({ head: true })
    expect(new RequestSequence([planned('/', 1)], options).next().options).toEqual({ head: false })
  })
})
