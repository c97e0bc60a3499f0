const SQRT_TWO_PI = Math.sqrt(2 * Math.PI)

/** Density of the standard normal distribution: φ(x) = e^(−x²/2) / √(2π) (Abramowitz and Stegun 1964, 26.2.1). */
export function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / SQRT_TWO_PI
}

/**
 * Φ(x), the probability that a standard normal value is at most x. Near the middle by the series
 * ½ + φ(x) · (x + x³/3 + x⁵/(3·5) + …) (Abramowitz and Stegun 1964, 26.2.11), in the tails by the continued
 * fraction φ(x) / (x + 1/(x + 2/(x + …))) (26.2.14), so that a small probability keeps its digits.
 */
export function normalCdf(x: number): number {
  if (x > 0) return 1 - normalCdf(-x)
  return x < -3 ? lowerTail(x) : 0.5 + normalDensity(x) * oddSeries(x)
}

/**
 * The x with Φ(x) = p. Starts from Abramowitz and Stegun 1964, 26.2.23 (off by 4.5e-4 at most) and refines it by
 * Halley's method on Φ.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a probability lies between 0 and 1, not at ${p}`)
  if (p === 0 || p === 1) return p === 0 ? -Infinity : Infinity
  if (p > 0.5) return -normalQuantile(1 - p)
  let x = roughQuantile(p)
  for (let step = 0; step < 4; step++) {
    const newton = (normalCdf(x) - p) / normalDensity(x)
    x -= newton / (1 + (newton * x) / 2)
  }
  return x
}

function oddSeries(x: number): number {
  let term = x
  let sum = x
  for (let odd = 3; Math.abs(term) > Math.abs(sum) * 1e-17; odd += 2) {
    term *= (x * x) / odd
    sum += term
  }
  return sum
}

function lowerTail(x: number): number {
  const distance = -x
  let fraction = distance
  // Evaluated from the far end: at x = −3 a hundred levels are good to the last digit, further out fewer are.
  for (let level = 120; level >= 1; level--) fraction = distance + level / fraction
  return normalDensity(x) / fraction
}

function roughQuantile(p: number): number {
  const t = Math.sqrt(-2 * Math.log(p))
  const above = 2.515517 + t * (0.802853 + t * 0.010328)
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
  return above / below - t
}
