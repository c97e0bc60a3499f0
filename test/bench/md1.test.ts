import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meanSojourn, sojournQuantile, sojourns, waitingDistribution } from '../../scripts/bench/md1.ts'
import { dueTimes } from '../../src/load/arrivals.ts'
import { mean, quantile } from '../../src/stats/quantiles.ts'
import { seededRandom } from '../../src/stats/random.ts'

/** Erlang 1909: (1 − ρ) Σ_{k ≤ x} (ρ(k − x))^k / k! · e^−ρ(k−x), exact enough while x is small. */
function erlang(utilisation: number, x: number): number {
  let sum = 0
  let factorial = 1
  for (let k = 0; k <= x; k++) {
    if (k > 0) factorial *= k
    const load = utilisation * (k - x)
    sum += (load ** k / factorial) * Math.exp(-load)
  }
  return (1 - utilisation) * sum
}

describe('the M/D/1 queue', () => {
  it('waits as Erlang’s series says, where that can be computed', () => {
    const points = fc.tuple(
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      fc.double({ min: 0, max: 8, noNaN: true }),
    )
    fc.assert(
      fc.property(points, ([utilisation, x]) => {
        expect(waitingDistribution(utilisation)(x)).toBeCloseTo(erlang(utilisation, x), 9)
      }),
    )
  })

  it('waits with probabilities that never fall, even where Erlang’s series has lost all digits', () => {
    const distribution = waitingDistribution(0.95)
    let last = 0
    for (let x = 0; x < 150; x += 0.25) {
      const here = distribution(x)
      expect(here).toBeGreaterThanOrEqual(last - 1e-12)
      expect(here).toBeLessThanOrEqual(1 + 1e-12)
      last = here
    }
    expect(last).toBeGreaterThan(0.9999)
  })

  it.each([0.3, 0.5, 0.7, 0.85])(
    'has at utilisation %s a mean that is the integral of its distribution',
    (utilisation) => {
      const distribution = waitingDistribution(utilisation)
      const step = 0.002
      let waiting = 0
      for (let x = step / 2; x < 120; x += step) waiting += (1 - distribution(x)) * step
      expect(1 + waiting).toBeCloseTo(meanSojourn(utilisation), 4)
    },
  )

  it('has the published mean waits', () => {
    // Half of those of M/M/1: ρ / (1 − ρ) services.
    expect(meanSojourn(0.5)).toBe(1.5)
    expect(meanSojourn(0.8)).toBeCloseTo(3, 12)
    expect(meanSojourn(0.9)).toBeCloseTo(5.5, 12)
  })

  it('has the quantiles that its distribution has', () => {
    for (const utilisation of [0.3, 0.5, 0.7, 0.85]) {
      const p99 = sojournQuantile(utilisation, 0.99)
      expect(waitingDistribution(utilisation)(p99 - 1)).toBeCloseTo(0.99, 6)
    }
    expect(sojournQuantile(0.3, 0.5)).toBe(1)
  })

  it('is what a simulation finds', () => {
    const arrivals = dueTimes(
      { arrivals: 'poisson', rate: 0.7, milliseconds: 1_000_000_000 },
      seededRandom('md1'),
    )
    const simulated = sojourns(arrivals, 1000).map((sojourn) => sojourn / 1000)
    expect(arrivals.length).toBeGreaterThan(600_000)
    expect(mean(simulated) / meanSojourn(0.7)).toBeCloseTo(1, 1.5)
    expect(quantile(simulated, 0.99) / sojournQuantile(0.7, 0.99)).toBeCloseTo(1, 1.2)
  })
})
