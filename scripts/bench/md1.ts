/**
 * The M/D/1 queue: requests arrive at random (Poisson), one server takes each for the same fixed time, first come first
 * served. All times in units of the service time; `utilisation` is ρ, above 0 and below 1.
 */

/** Mean of waiting and service: 1 + ρ / (2 (1 − ρ)) (Pollaczek 1930, Khinchin 1932). */
export function meanSojourn(utilisation: number): number {
  return 1 + utilisation / (2 * (1 - utilisation))
}

/** The time within which the fraction `p` of the requests is answered, by bisection of `waitingAtMost`. */
export function sojournQuantile(utilisation: number, p: number): number {
  const distribution = waitingDistribution(utilisation)
  if (distribution(0) >= p) return 1
  let low = 0
  let high = 1
  while (distribution(high) < p) high *= 2
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2
    if (distribution(middle) < p) low = middle
    else high = middle
  }
  return 1 + high
}

/**
 * P(waiting ≤ x). Erlang's series (1909) alternates and loses all digits for long waits; this is the sum of positive
 * terms that Franx found (2001, “A simple solution for the M/D/c waiting time distribution”, Operations Research
 * Letters 29), for one server: with k = ⌊x⌋ + 1, P = e^−ρ(k−x) Σ_{j<k} Q_{k−1−j} (ρ(k−x))^j / j!, where Q_m is the
 * probability that at most m requests wait.
 */
export function waitingDistribution(utilisation: number): (x: number) => number {
  const lengths = new SystemLengths(utilisation)
  return (x) => {
    if (x < 0) return 0
    const k = Math.floor(x) + 1
    const load = utilisation * (k - x)
    let term = Math.exp(-load)
    let sum = 0
    for (let j = 0; j < k; j++) {
      // At most m waiting is at most m + 1 in the system.
      sum += lengths.atMost(k - j) * term
      term *= load / (j + 1)
    }
    return sum
  }
}

/** How many requests are in the system, waiting or served; found from below as far as it is asked for. */
class SystemLengths {
  readonly #utilisation: number
  readonly #probability: number[]
  readonly #cumulative: number[]
  /** Of more than j arrivals during one service. */
  readonly #moreArrivals: number[] = []

  constructor(utilisation: number) {
    this.#utilisation = utilisation
    this.#probability = [1 - utilisation]
    this.#cumulative = [1 - utilisation]
  }

  atMost(length: number): number {
    while (this.#cumulative.length <= length) this.#extend()
    return this.#cumulative[length] as number
  }

  /**
   * As many steps lead from above n to n or below as the other way: π_{n+1} P(A = 0) = π_0 P(A > n) + Σ_{i=1..n} π_i
   * P(A > n + 1 − i), A the arrivals during one service. No term is subtracted, so nothing cancels.
   */
  #extend(): void {
    const n = this.#probability.length - 1
    let up = (this.#probability[0] as number) * this.#above(n)
    for (let i = 1; i <= n; i++) up += (this.#probability[i] as number) * this.#above(n + 1 - i)
    const next = up * Math.exp(this.#utilisation)
    this.#probability.push(next)
    this.#cumulative.push(Math.min(1, (this.#cumulative[n] as number) + next))
  }

  /** P(A > j) of a Poisson count with mean ρ, its tail summed term by term. */
  #above(j: number): number {
    while (this.#moreArrivals.length <= j)
      this.#moreArrivals.push(poissonTail(this.#utilisation, this.#moreArrivals.length))
    return this.#moreArrivals[j] as number
  }
}

function poissonTail(mean: number, j: number): number {
  let term = Math.exp(-mean)
  for (let i = 1; i <= j + 1; i++) term *= mean / i
  let tail = 0
  for (let i = j + 2; term > tail * 1e-17; i++) {
    tail += term
    term *= mean / i
  }
  return tail
}

/**
 * Sojourn times of requests that arrive at these very times, in the unit of `service`: what is left of the work when a
 * request arrives, and its own (Lindley 1952).
 */
export function sojourns(arrivals: Iterable<number>, service: number): number[] {
  let free = Number.NEGATIVE_INFINITY
  const times: number[] = []
  for (const arrival of arrivals) {
    free = Math.max(arrival, free) + service
    times.push(free - arrival)
  }
  return times
}
