import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import usl from '../../fixtures/usl.json' with { type: 'json' }
import {
  type FittedLaw,
  fitUniversalScalabilityLaw,
  type LawParameters,
  peakCores,
  throughputAt,
  throughputLimit,
} from '../../src/scaling/universal-scalability-law.ts'
import { normalQuantile } from '../../src/stats/normal.ts'
import { seededRandom } from '../../src/stats/random.ts'

type Fitted = Extract<FittedLaw, { kind: 'fitted' }>

function fitted(cores: readonly number[], throughputs: readonly number[]): Fitted {
  const law = fitUniversalScalabilityLaw(cores.map((n, i) => ({ cores: n, throughput: throughputs[i]! })))
  if (law.kind !== 'fitted') throw new Error(`not fitted: ${law.coreCounts} core counts`)
  return law
}
const parametersOf = (law: Fitted): LawParameters => ({
  lambda: law.lambda.estimate,
  sigma: law.sigma.estimate,
  kappa: law.kappa.estimate,
})
const published = (name: string) => {
  const found = usl.cases.find((each) => each.name === name)!
  return { ...found, law: fitted(found.n, found.x) }
}

/** Within 0.02 % of the published figure, or within what rounding to its last printed digit hides. */
function expectPublished(actual: number | undefined, figure: number, digits: number): void {
  expect(Math.abs(actual! - figure)).toBeLessThanOrEqual(
    Math.max(Math.abs(figure) * 2e-4, 0.5 * 10 ** -digits),
  )
}

describe('fitUniversalScalabilityLaw on published data', () => {
  it('gives the published fit of the ray tracer: Amdahl’s law, its limit and its predictions', () => {
    const { law, predict } = published('raytracer')
    expectPublished(law.sigma.estimate, 0.057771, 6)
    expectPublished(law.lambda.estimate, 21.848843, 6)
    expect(law.kappa.estimate).toBe(0)
    expect(law.peak).toBeUndefined()
    expectPublished(law.limit, 378, 0)
    expectPublished(throughputAt(parametersOf(law), 96), predict!['96'], 1)
    expectPublished(throughputAt(parametersOf(law), 128), predict!['128'], 1)
  })

  it('gives the published fit of SPEC SDM91, with its peak near 97', () => {
    const { law } = published('specsdm91')
    expectPublished(law.sigma.estimate, 0.0277285, 7)
    expectPublished(law.kappa.estimate, 0.0001044, 7)
    expectPublished(law.lambda.estimate, 89.9952, 4)
    expectPublished(law.peak?.cores, 96.51956, 5)
    expectPublished(law.peak?.throughput, 1884, 0)
    expect(law.limit).toBeUndefined()
  })

  it('finds σ = κ = 0.02 in a curve made with them and rounded to four decimals', () => {
    const { law } = published('synthetic')
    // The input is rounded to 5e-5 of about 3: the parameters cannot be had more exactly than that.
    expect(law.sigma.estimate).toBeCloseTo(0.02, 4)
    expect(law.kappa.estimate).toBeCloseTo(0.02, 4)
    expect(law.lambda.estimate).toBeCloseTo(1, 4)
    expect(law.peak?.cores).toBeCloseTo(7, 3)
  })
})

describe('fitUniversalScalabilityLaw', () => {
  const CORES = [1, 2, 4, 8, 16, 32, 64]
  const parameters = fc.record({
    lambda: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    sigma: fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 0.9, noNaN: true })),
    kappa: fc.oneof(fc.constant(0), fc.double({ min: 1e-5, max: 0.1, noNaN: true })),
  })

  it('finds the parameters of any exact curve, whatever the unit of throughput', () => {
    fc.assert(
      fc.property(parameters, (law) => {
        const found = parametersOf(
          fitted(
            CORES,
            CORES.map((n) => throughputAt(law, n)),
          ),
        )
        expect(found.lambda / law.lambda).toBeCloseTo(1, 5)
        expect(found.sigma).toBeCloseTo(law.sigma, 5)
        expect(found.kappa).toBeCloseTo(law.kappa, 6)
      }),
      { numRuns: 200 },
    )
  })

  it('fits no worse than any of a thousand other parameters, on data that follow no law', () => {
    const random = seededRandom('no law')
    for (let repeat = 0; repeat < 20; repeat++) {
      const throughputs = CORES.map((n) => 100 * n ** random() * (0.5 + random()))
      const squares = (law: LawParameters): number =>
        CORES.reduce((sum, n, i) => sum + (throughputs[i]! - throughputAt(law, n)) ** 2, 0)
      const least = squares(parametersOf(fitted(CORES, throughputs)))
      for (let i = 0; i < 1000; i++) {
        const law = { lambda: 200 * random(), sigma: random() ** 3, kappa: random() ** 6 }
        expect(squares(law)).toBeGreaterThanOrEqual(least * (1 - 1e-9))
      }
    }
  })

  it('never goes below 0: a program that scales better than ideal has σ = κ = 0', () => {
    const law = fitted(
      CORES,
      CORES.map((n) => 10 * n ** 1.1),
    )
    expect([law.sigma.estimate, law.kappa.estimate]).toEqual([0, 0])
    expect([law.sigma.low, law.kappa.low]).toEqual([0, 0])
    expect(law.peak).toBeUndefined()
    expect(law.limit).toBeUndefined()
  })

  it('describes a program that one lock serialises entirely: σ near 1, limit near its one-core throughput', () => {
    const law = fitted(CORES, [100, 101, 99, 100, 101, 99, 100])
    expect(law.sigma.estimate).toBeCloseTo(1, 1)
    expect(law.limit).toBeGreaterThan(95)
    expect(law.limit).toBeLessThan(105)
  })

  it('shows a peak only where the interval of κ excludes 0, and holds the truth in about 95 %', () => {
    const random = seededRandom('intervals')
    const truth = { lambda: 100, sigma: 0.05, kappa: 0.001 }
    const repeats = 400
    let held = 0
    for (let i = 0; i < repeats; i++) {
      const law = fitted(
        CORES,
        CORES.map((n) => throughputAt(truth, n) + 10 * normalQuantile(random() || 0.5)),
      )
      expect(law.peak !== undefined).toBe(law.kappa.low > 0)
      if (law.kappa.low <= truth.kappa && truth.kappa <= law.kappa.high) held++
    }
    // Asymptotic intervals of a curved model on seven points: about, not exactly.
    expect(held / repeats).toBeGreaterThan(0.9)
  })

  it('is not fitted under six distinct core counts, and says how many there were', () => {
    const points = [1, 2, 4, 4, 4, 4, 4].map((cores) => ({ cores, throughput: cores * 10 }))
    expect(fitUniversalScalabilityLaw(points)).toEqual({ kind: 'not-fitted', coreCounts: 3, needed: 6 })
    expect(fitUniversalScalabilityLaw([])).toEqual({ kind: 'not-fitted', coreCounts: 0, needed: 6 })
  })
})

describe('the law', () => {
  it('is Amdahl’s without coherency, and ideal without contention too', () => {
    expect(throughputAt({ lambda: 10, sigma: 0.25, kappa: 0 }, 4) / 10).toBeCloseTo(1 / (0.25 + 0.75 / 4), 12)
    expect(throughputAt({ lambda: 10, sigma: 0, kappa: 0 }, 4)).toBe(40)
  })

  it('has its maximum at the peak, and none without coherency or where one core is best', () => {
    const law = { lambda: 10, sigma: 0.1, kappa: 0.01 }
    const peak = peakCores(law)!
    expect(throughputAt(law, peak)).toBeGreaterThan(throughputAt(law, peak * 1.01))
    expect(throughputAt(law, peak)).toBeGreaterThan(throughputAt(law, peak * 0.99))
    expect(peakCores({ ...law, kappa: 0 })).toBeUndefined()
    expect(peakCores({ ...law, sigma: 1.2 })).toBeUndefined()
  })

  it('approaches its limit and does not pass it', () => {
    const law = { lambda: 10, sigma: 0.1, kappa: 0 }
    expect(throughputLimit(law)).toBe(100)
    expect(throughputAt(law, 1e6)).toBeLessThan(100)
    expect(throughputAt(law, 1e6)).toBeGreaterThan(99.9)
    expect(throughputLimit({ ...law, sigma: 0 })).toBeUndefined()
  })
})
