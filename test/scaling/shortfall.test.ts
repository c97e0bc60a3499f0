import { describe, expect, test } from 'vitest'
import { type ComparisonBenchmark, comparisonSchema } from '../../src/result/comparison.ts'
import { heldToDeclaration } from '../../src/scaling/shortfall.ts'
import { aBenchmark, aComparison, anUnchanged } from '../support/results.ts'

const declared = (name: string, regime: 'throughput' | 'latency' = 'throughput') => ({
  name,
  regime,
  ...(regime === 'latency' ? { tolerance: 0.1, detect: 0.25 } : { tolerance: 0.03, detect: 0.1 }),
})

const base = (...series: ReturnType<typeof declared>[]) => ({ file: 'corecurve.yml', series, only: [] })
const unchanged = (...benchmarks: ComparisonBenchmark[]) => aComparison({ verdict: 'unchanged', benchmarks })

describe('a comparison held to what base declares', () => {
  test('is as it was where it holds all of it, by thresholds as strict or stricter', () => {
    const strict = { ...anUnchanged('strict'), tolerance: 0.01, detect: 0.05 }
    const comparison = unchanged(anUnchanged('checkout'), strict)
    expect(heldToDeclaration(comparison, base(declared('checkout'), declared('strict')))).toBe(comparison)
  })

  test('is not unchanged where a benchmark is not in it, and names it', () => {
    const held = heldToDeclaration(
      unchanged(anUnchanged('checkout')),
      base(declared('checkout'), declared('import')),
    )
    expect(held).toMatchObject({
      verdict: 'inconclusive',
      shortfall: {
        file: 'corecurve.yml',
        unmeasured: [{ name: 'import', regime: 'throughput' }],
        weaker: [],
      },
    })
    expect(comparisonSchema.parse(JSON.parse(JSON.stringify(held)))).toEqual(held)
  })

  test('misses a regime of a benchmark of which another was measured', () => {
    const held = heldToDeclaration(
      unchanged(anUnchanged('checkout')),
      base(declared('checkout'), declared('checkout', 'latency')),
    )
    expect(held.shortfall?.unmeasured).toEqual([{ name: 'checkout', regime: 'latency' }])
  })

  test('misses nothing that was not to be measured', () => {
    const comparison = unchanged(anUnchanged('checkout'))
    const only = { ...base(declared('checkout'), declared('import')), only: ['checkout'] }
    expect(heldToDeclaration(comparison, only)).toBe(comparison)
  })

  test('misses nothing that was to be measured and failed', () => {
    const failure = { phase: 'start', reason: 'no', output: [] } as const
    const failed = aBenchmark({ name: 'import', verdict: 'failed', ...failure, output: [] })
    const comparison = aComparison({ verdict: 'failed', benchmarks: [failed] })
    expect(heldToDeclaration(comparison, base(declared('import')))).toBe(comparison)
  })

  test('is not unchanged where a threshold is weaker, and says both', () => {
    const lax = { ...anUnchanged('checkout'), tolerance: 0.9, detect: 0.95 }
    const held = heldToDeclaration(unchanged(lax, anUnchanged('new')), base(declared('checkout')))
    expect(held.verdict).toBe('inconclusive')
    expect(held.shortfall).toEqual({
      file: 'corecurve.yml',
      unmeasured: [],
      weaker: [
        { name: 'checkout', regime: 'throughput', threshold: 'tolerance', used: 0.9, declared: 0.03 },
        { name: 'checkout', regime: 'throughput', threshold: 'detect', used: 0.95, declared: 0.1 },
      ],
    })
  })

  test('keeps a regression one, and praises nothing', () => {
    const lax = { tolerance: 0.9, detect: 0.95 }
    const slower = aBenchmark({ name: 'checkout', verdict: 'slower', ...lax })
    const improved = aBenchmark({ name: 'checkout', verdict: 'improved', ...lax })
    const verdictOf = (benchmark: ComparisonBenchmark) =>
      heldToDeclaration(aComparison({ benchmarks: [benchmark] }), base(declared('checkout'))).verdict
    expect(verdictOf(slower)).toBe('regression')
    expect(verdictOf(improved)).toBe('inconclusive')
  })
})
