import type { StreamUnit } from '../config/config.ts'
import type { PlannedRequest } from './generator-protocol.ts'
import { BrokenExchange } from './http/broken-exchange.ts'

/** A request was not answered whole within its timeout. */
export class UnansweredError extends Error {
  override readonly name = 'UnansweredError'
}

/** A stream gave no event within its timeout. */
export class SilentStreamError extends UnansweredError {
  readonly unit: StreamUnit

  constructor(unit: StreamUnit) {
    super()
    this.unit = unit
  }
}

/** Whether a failed request ran out of time; a connection that is not accepted in time counts so too. */
export function isTimeout(error: Error): boolean {
  if (error instanceof BrokenExchange) return error.kind === 'connect-timeout'
  return error instanceof UnansweredError || codeOf(error) === 'ETIMEDOUT'
}

/** Whether a connection could not be opened for want of files or ports of our own: no fault of the service. */
export function isOwnShortage(error: Error): boolean {
  return ['EMFILE', 'ENFILE', 'EADDRNOTAVAIL'].includes(codeOf(error))
}

/** “GET / answered 302 where `expect.status` allows 200 to 299”. */
export function describeStatus(
  { method, path }: PlannedRequest,
  status: number,
  expected: readonly number[],
): string {
  return `${method} ${path} ${unexpectedStatus(status, expected)}`
}

/** “answered 302 where `expect.status` allows 200 to 299”. */
export function unexpectedStatus(status: number, expected: readonly number[]): string {
  return `answered ${status} where \`expect.status\` allows ${describeStatuses(expected)}`
}

/** “GET / was not answered within 1 s (`timeout`)”; what happened to the connection, in words. `timeout` in ms. */
export function describeBroken({ method, path }: PlannedRequest, error: Error, timeout: number): string {
  const request = `${method} ${path}`
  if (error instanceof SilentStreamError)
    return `${request} gave no event within ${timeout / 1000} s (\`timeout\`), where \`stream.count\` is ${error.unit}`
  if (isTimeout(error)) return `${request} was not answered within ${timeout / 1000} s (\`timeout\`)`
  switch (codeOf(error)) {
    case 'ECONNREFUSED':
      return `${request}: the connection was refused`
    case 'ECONNRESET':
    case 'EPIPE':
      return `${request}: the connection was closed before an answer`
    case 'EMFILE':
    case 'ENFILE':
      return `${request}: no more files can be opened (\`ulimit -n\`): use fewer connections`
    case 'EADDRNOTAVAIL':
      return `${request}: no local port is free, since connections that were closed keep theirs for a minute`
    default:
      return `${request}: ${error.message === '' ? error.name : error.message}`
  }
}

/** “200 to 299”, “200, 204 and 404”: three or more in a row as a range. */
export function describeStatuses(statuses: readonly number[]): string {
  const runs: { first: number; last: number }[] = []
  for (const status of [...new Set(statuses)].sort((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run !== undefined && run.last === status - 1) run.last = status
    else runs.push({ first: status, last: status })
  }
  const words = runs.flatMap(({ first, last }) => {
    if (last - first >= 2) return [`${first} to ${last}`]
    return first === last ? [`${first}`] : [`${first}`, `${last}`]
  })
  const end = words.pop() ?? 'none'
  return words.length === 0 ? end : `${words.join(', ')} and ${end}`
}

function codeOf(error: Error): string {
  return (error as NodeJS.ErrnoException).code ?? ''
}
