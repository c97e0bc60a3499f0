/**
 * The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22) evaluated with
 * the modified Lentz method (Thompson and Barnett 1986; Press et al. 2007, section 6.4), on the side of the symmetry
 * I_x(a, b) = 1 − I_{1−x}(b, a) where the fraction converges fast. `complement` is 1 − x, passed because the
 * caller may know it to more digits than a subtraction leaves.
 */
export function incompleteBeta(x: number, a: number, b: number, complement = 1 - x): number {
  if (!(x >= 0 && complement >= 0 && a > 0 && b > 0))
    throw new RangeError(`I_x(a, b) needs 0 ≤ x ≤ 1 and a, b > 0, got x ${x}, a ${a}, b ${b}`)
  if (x === 0) return 0
  if (complement === 0) return 1
  const front = Math.exp(a * Math.log(x) + b * Math.log(complement) - logBeta(a, b))
  return x < (a + 1) / (a + b + 2)
    ? (front * fraction(x, a, b)) / a
    : 1 - (front * fraction(complement, b, a)) / b
}

/** ln Γ(x) for x > 0 by the approximation of Lanczos 1964, g = 7 with nine terms (Godfrey 2001). */
export function logGamma(x: number): number {
  // Γ(x) = Γ(x + 1) / x keeps the approximation where it is good.
  if (x < 0.5) return logGamma(x + 1) - Math.log(x)
  const shifted = x - 1
  const base = shifted + 7.5
  let sum = LANCZOS_CONSTANT
  for (const [index, coefficient] of LANCZOS.entries()) sum += coefficient / (shifted + index + 1)
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum)
}

const LANCZOS_CONSTANT = 0.99999999999980993
const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) (DLMF 5.12.1). */
function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

const TINY = 1e-300

function fraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1))
  let value = d
  // The fraction needs about √max(a, b) levels: enough for the million that Student's t asks for at most.
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / nonZero(1 + even * d)
    c = nonZero(1 + even / c)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / nonZero(1 + odd * d)
    c = nonZero(1 + odd / c)
    value *= d * c
    if (Math.abs(d * c - 1) < 1e-15) return value
  }
  throw new RangeError(`I_x(a, b) did not converge at x ${x}, a ${a}, b ${b}`)
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}
