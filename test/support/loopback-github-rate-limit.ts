const HOUR = 3_600_000

/** The primary rate limit: so many requests an hour for each token. Answers of 304 are free. */
export class RateLimit {
  readonly #limit: number
  readonly #resetAt: number
  readonly #used = new Map<string, number>()

  constructor(limit: number, now: number) {
    this.#limit = limit
    this.#resetAt = now + HOUR
  }

  get resetAt(): Date {
    return new Date(this.#resetAt)
  }

  isUsedUp(token: string): boolean {
    return this.#remaining(token) <= 0
  }

  count(token: string): void {
    this.#used.set(token, (this.#used.get(token) ?? 0) + 1)
  }

  headers(token: string): Record<string, string> {
    return {
      'x-ratelimit-limit': String(this.#limit),
      'x-ratelimit-remaining': String(Math.max(0, this.#remaining(token))),
      'x-ratelimit-used': String(this.#used.get(token) ?? 0),
      'x-ratelimit-reset': String(Math.ceil(this.#resetAt / 1000)),
      'x-ratelimit-resource': 'core',
    }
  }

  #remaining(token: string): number {
    return this.#limit - (this.#used.get(token) ?? 0)
  }
}
