import { type Reply, refusal } from './loopback-github-call.ts'

/** Something that goes wrong with the next requests of an operation, or of any where none is named. */
export type Fault = {
  /** Operation id of GitHub's description, `graphql`, or `blob` for the bytes of an artifact. */
  readonly operation?: string
  /** 1 where left out. */
  readonly times?: number
} & (
  | {
      readonly kind: 'status'
      readonly status: number
      readonly message?: string
      readonly afterwards?: boolean
    }
  /** The connection ends without an answer. `afterwards`, here and above: when the work has been done. */
  | { readonly kind: 'drop'; readonly afterwards?: boolean }
  /** `retryAfter` in seconds; GitHub does not always say. 403 where no status is named. */
  | { readonly kind: 'secondary-rate-limit'; readonly retryAfter?: number; readonly status?: 403 | 429 }
  | { readonly kind: 'rate-limit'; readonly resetAt: Date; readonly status?: 403 | 429 }
)

/** Faults that wait for their requests. */
export class Faults {
  #waiting: { fault: Fault; left: number }[] = []

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 })
  }

  take(operation: string): Fault | undefined {
    const found = this.#waiting.find(
      ({ fault, left }) => left > 0 && (fault.operation ?? operation) === operation,
    )
    if (found !== undefined) found.left -= 1
    return found?.fault
  }
}

export function isAfterwards(fault: Fault): boolean {
  return (fault.kind === 'status' || fault.kind === 'drop') && fault.afterwards === true
}

/** What is answered instead; undefined: nothing, and the connection ends. */
export function faultReply(fault: Fault): Reply | undefined {
  switch (fault.kind) {
    case 'drop':
      return undefined
    case 'status':
      if (fault.status < 500) return refusal(fault.status, fault.message ?? 'A fault on demand')
      return { status: fault.status, body: '<html><title>Unicorn!</title></html>' }
    case 'secondary-rate-limit': {
      const message =
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
      const { retryAfter, status = 403 } = fault
      return refusal(status, message, retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) })
    }
    case 'rate-limit':
      return rateLimitExceeded(fault.resetAt, fault.status)
  }
}

export function rateLimitExceeded(resetAt: Date, status: 403 | 429 = 403): Reply {
  const reset = String(Math.ceil(resetAt.getTime() / 1000))
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }
  return refusal(status, 'API rate limit exceeded for installation ID 1.', headers)
}
