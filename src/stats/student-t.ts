import { incompleteBeta, logGamma } from './incomplete-beta.ts'
import { normalCdf, normalQuantile } from './normal.ts'

/** From here Student's t is the normal distribution, corrected, to more digits than the beta function keeps. */
const MANY_DEGREES = 1e6

/**
 * The probability that a Student's t value with `degreesOfFreedom` (any positive number, not only whole ones)
 * is at most t. For t < 0 it is ½ I_x(ν/2, ½) with x = ν / (ν + t²) (Abramowitz and
 * Stegun 1964, 26.5.27), so that a small probability keeps its digits; with a million degrees and more by 26.7.8.
 */
export function studentTCdf(t: number, degreesOfFreedom: number): number {
  needsDegrees(degreesOfFreedom)
  if (t > 0) return 1 - studentTCdf(-t, degreesOfFreedom)
  if (t === -Infinity) return 0
  const nu = degreesOfFreedom
  if (nu === Infinity) return normalCdf(t)
  if (nu > MANY_DEGREES) return normalCdf((t * (1 - 1 / (4 * nu))) / Math.sqrt(1 + (t * t) / (2 * nu)))
  const inside = nu + t * t
  if (inside === Infinity) return 0
  return incompleteBeta(nu / inside, nu / 2, 0.5, (t * t) / inside) / 2
}

/**
 * The t with P(T ≤ t) = p: Newton's method on the cumulative probability, kept inside a bracket that halves
 * where a step would leave it (Press et al. 2007, section 9.4), from the normal quantile as the first guess.
 */
export function studentTQuantile(p: number, degreesOfFreedom: number): number {
  const place = `${p} ${degreesOfFreedom}`
  const known = KNOWN.get(place)
  if (known !== undefined) return known
  const quantile = newQuantile(p, degreesOfFreedom)
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear()
  KNOWN.set(place, quantile)
  return quantile
}

/** A report asks for the same few quantiles at every point, and each takes some hundred terms of a fraction. */
const KNOWN = new Map<string, number>()
const MOST_KNOWN = 2000

function newQuantile(p: number, degreesOfFreedom: number): number {
  needsDegrees(degreesOfFreedom)
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability lies between 0 and 1, not at ${p}`)
  if (p === 0.5) return 0
  if (p > 0.5) return -studentTQuantile(1 - p, degreesOfFreedom)
  // The tails of t are heavier than the normal ones, so its lower quantiles lie further out.
  let high = normalQuantile(p)
  if (p === 0 || degreesOfFreedom === Infinity) return high
  let low = 2 * high
  while (studentTCdf(low, degreesOfFreedom) > p) {
    high = low
    low *= 2
  }
  let t = high
  for (let step = 0; step < 200; step++) {
    const excess = studentTCdf(t, degreesOfFreedom) - p
    if (excess > 0) high = t
    else low = t
    const newton = t - excess / density(t, degreesOfFreedom)
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - t) <= Math.abs(next) * 1e-14) return next
    t = next
  }
  return t
}

function density(t: number, nu: number): number {
  const logarithm =
    logGamma((nu + 1) / 2) -
    logGamma(nu / 2) -
    Math.log(nu * Math.PI) / 2 -
    ((nu + 1) / 2) * Math.log1p((t * t) / nu)
  return Math.exp(logarithm)
}

function needsDegrees(degreesOfFreedom: number): void {
  if (!(degreesOfFreedom > 0))
    throw new RangeError(`degrees of freedom are positive, not ${degreesOfFreedom}`)
}
