import { describe, expect, test } from 'vitest'
import { headline } from '../../src/report/headline.ts'
import { markdownSentence } from '../../src/report/markdown.ts'
import type { ComparisonPoint } from '../../src/result/comparison.ts'
import { aBenchmark, aComparison, comparedPoints } from '../support/results.ts'

const DUEL = { kind: 'duel', rounds: 16 } as const

/** What follows the first sentence of a benchmark that lost 6 % at 2 cores, with such accounts there. */
function causeOf(accounts: Pick<ComparisonPoint, 'utilisation' | 'cpuPerRequest'>): string {
  const points = comparedPoints(
    [
      [1, 1000, 996, 'inconclusive', 2],
      [2, 1950, 1833, 'regressed', 1],
    ],
    ({ cores }) => (cores === 1 ? {} : { ...accounts, regressed: 'both' }),
  )
  const benchmark = aBenchmark({ name: 'checkout', verdict: 'slower', evidence: DUEL, points })
  return headline(aComparison({ benchmarks: [benchmark] }))
    .details.map(markdownSentence)
    .join('\n')
}

describe('what changed at a regressed point', () => {
  test('is waiting also where a few CPUs went idle, if that is about the loss', () => {
    const said = causeOf({
      utilisation: { base: 0.97, head: 0.91 },
      cpuPerRequest: { base: 0.00055, head: 0.000551 },
    })
    expect(said).toContain(
      'The service **waits** where base worked: at 2 cores it uses 91 % of its CPUs where base used 97 %',
    )
    expect(said).not.toContain('does not tell')
  })

  test('is given in figures, and no cause is claimed, where they carry none', () => {
    const said = causeOf({
      utilisation: { base: 0.97, head: 0.96 },
      cpuPerRequest: { base: 0.00055, head: 0.000555 },
    })
    expect(said).toContain(
      'At 2 cores each request costs 0.555 ms of CPU (0.55 ms on base) and 96 % of the CPUs are used (97 % on base), which does not tell the cause.',
    )
    expect(said).not.toContain('waits')
  })

  test('is no waiting where far more CPUs went idle than the loss explains, nor where both figures read alike', () => {
    expect(causeOf({ utilisation: { base: 0.6, head: 0.51 } })).toContain('does not tell')
    expect(causeOf({ utilisation: { base: 0.1049, head: 0.0999 } })).not.toContain('waits')
  })

  test('is work alone where each request costs that much more', () => {
    const said = causeOf({
      utilisation: { base: 0.97, head: 0.97 },
      cpuPerRequest: { base: 0.00055, head: 0.000585 },
    })
    expect(said).toContain('Each request costs 6.4 % more CPU at 2 cores')
    expect(said).not.toContain('does not tell')
  })

  test('is left out where nothing was accounted', () => {
    expect(causeOf({})).not.toContain('does not tell')
  })
})
