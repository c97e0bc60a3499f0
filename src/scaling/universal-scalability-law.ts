import {
  boundedLeastSquares,
  type Fit,
  type Problem,
  standardErrors,
} from '../stats/bounded-least-squares.ts'
import { largest } from '../stats/extremes.ts'
import { type Interval, tInterval } from '../stats/t-interval.ts'

/** Three parameters need three points to be determined at all, and as many again to be doubted. */
export const CORE_COUNTS_FOR_LAW = 6

export interface LawParameters {
  /** Throughput at one core, λ > 0. */
  readonly lambda: number
  /** Contention σ ≥ 0: the share of work that waits for its turn. */
  readonly sigma: number
  /** Coherency κ ≥ 0: what every pair of cores pays to agree. 0 is Amdahl's law. */
  readonly kappa: number
}

export type FittedLaw =
  | {
      readonly kind: 'fitted'
      /** Each with its 95 % interval, which ends at 0 where it would cross it. */
      readonly lambda: Interval
      readonly sigma: Interval
      readonly kappa: Interval
      /** Where more cores begin to lose throughput; only where the interval of κ excludes 0. */
      readonly peak?: { readonly cores: number; readonly throughput: number }
      /** Throughput that no core count passes; only where there is no peak and the interval of σ excludes 0. */
      readonly limit?: number
    }
  | { readonly kind: 'not-fitted'; readonly coreCounts: number; readonly needed: number }

export interface LawPoint {
  readonly cores: number
  /** Completed work per second, above 0. */
  readonly throughput: number
}

/** X(N) = λN / (1 + σ(N − 1) + κN(N − 1)) (Gunther 2007, “Guerrilla Capacity Planning”). */
export function throughputAt({ lambda, sigma, kappa }: LawParameters, cores: number): number {
  return (lambda * cores) / load(sigma, kappa, cores)
}

/** N* = √((1 − σ) / κ), where dX/dN is 0 (Gunther 2007). Undefined where there is no maximum. */
export function peakCores({ sigma, kappa }: LawParameters): number | undefined {
  return kappa > 0 && sigma < 1 ? Math.sqrt((1 - sigma) / kappa) : undefined
}

/** λ / σ, the limit of X(N) without coherency cost (Amdahl 1967). Undefined where σ = 0: then it only grows. */
export function throughputLimit({ lambda, sigma }: LawParameters): number | undefined {
  return sigma > 0 ? lambda / sigma : undefined
}

/**
 * Fits the Universal Scalability Law (Gunther 2007) to six core counts or more by bounded non-linear least squares on
 * throughput (σ, κ ≥ 0), the best of several starts; intervals from the asymptotic standard errors (Seber and Wild 2003)
 * and Student's t with m − 3 degrees. “not-fitted” is a normal result. No verdict rests on the law.
 */
export function fitUniversalScalabilityLaw(points: readonly LawPoint[]): FittedLaw {
  const coreCounts = new Set(points.map((point) => point.cores)).size
  if (coreCounts < CORE_COUNTS_FOR_LAW) return { kind: 'not-fitted', coreCounts, needed: CORE_COUNTS_FOR_LAW }
  // Scaled to a largest throughput of 1, so that no tolerance of the fit depends on the unit.
  const scale = largest(points.map((point) => point.throughput))
  const problem = lawProblem(points, scale)
  const fits = starts(points, scale).map((start) => boundedLeastSquares(problem, start))
  const best = fits.reduce((left, right) => (right.squares < left.squares ? right : left))
  return describe(problem, best, scale)
}

function lawProblem(points: readonly LawPoint[], scale: number): Problem {
  return {
    observed: points.map((point) => point.throughput / scale),
    lower: [Number.EPSILON, 0, 0],
    model: (parameters) => points.map(({ cores }) => throughputAt(named(parameters), cores)),
    jacobian: (parameters) =>
      points.map(({ cores }) => {
        const { lambda, sigma, kappa } = named(parameters)
        const below = load(sigma, kappa, cores)
        const bySigma = (-lambda * cores * (cores - 1)) / below ** 2
        return [cores / below, bySigma, bySigma * cores]
      }),
  }
}

/** Grids of σ and of κ (in units of the largest core count, where it begins to matter); λ from the smallest. */
function starts(points: readonly LawPoint[], scale: number): number[][] {
  const most = largest(points.map((point) => point.cores))
  const smallest = points.reduce((left, right) => (right.cores < left.cores ? right : left))
  const lambda = smallest.throughput / smallest.cores / scale
  return [0.001, 0.05, 0.5].flatMap((sigma) => [0, 0.1, 1].map((share) => [lambda, sigma, share / most ** 2]))
}

function describe(problem: Problem, fit: Fit, scale: number): FittedLaw {
  // Data that lie on a curve of the law to the last digit have no scatter to judge by. Then rounding is it.
  const degreesOfFreedom = problem.observed.length - 3
  const squares = Math.max(fit.squares, degreesOfFreedom * 1e-18)
  const errors = standardErrors(problem, { ...fit, squares })
  const [lambda, sigma, kappa] = fit.parameters.map((estimate, i) => {
    const unit = i === 0 ? scale : 1
    const interval = tInterval({ estimate, standardError: errors[i] as number, degreesOfFreedom })
    return { estimate: estimate * unit, low: Math.max(0, interval.low) * unit, high: interval.high * unit }
  }) as [Interval, Interval, Interval]
  const law = { lambda: lambda.estimate, sigma: sigma.estimate, kappa: kappa.estimate }
  const cores = kappa.low > 0 ? peakCores(law) : undefined
  const peak = cores === undefined ? undefined : { cores, throughput: throughputAt(law, cores) }
  const limit = kappa.low === 0 && sigma.low > 0 ? throughputLimit(law) : undefined
  return { kind: 'fitted', lambda, sigma, kappa, ...(peak && { peak }), ...(limit && { limit }) }
}

function load(sigma: number, kappa: number, cores: number): number {
  return 1 + sigma * (cores - 1) + kappa * cores * (cores - 1)
}

function named(parameters: readonly number[]): LawParameters {
  const [lambda, sigma, kappa] = parameters as [number, number, number]
  return { lambda, sigma, kappa }
}
