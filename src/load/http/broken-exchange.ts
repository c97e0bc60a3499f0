/** What ended an exchange without an answer, where it was not the operating system that said so. */
export type BrokenKind =
  /** Closed before a byte of the answer. */
  | 'closed'
  /** Closed in the middle of the answer. */
  | 'closed-early'
  /** Nobody accepted the connection in time. */
  | 'connect-timeout'
  /** Not an HTTP/1 answer, or one whose end cannot be told for certain. */
  | 'malformed'
  /** Bytes that no request has asked for. */
  | 'unsolicited'

/** Why an exchange broke; the message is a clause about the service, without the request. */
export class BrokenExchange extends Error {
  override readonly name = 'BrokenExchange'
  readonly kind: BrokenKind

  constructor(kind: BrokenKind, message: string) {
    super(message)
    this.kind = kind
  }
}

export function malformed(what: string): BrokenExchange {
  return new BrokenExchange('malformed', `the answer is not valid HTTP/1.1: ${what}`)
}
