import { describe, expect, it } from 'vitest'
import { describeBroken, describeStatuses } from '../../src/load/describe-failure.ts'
import { BrokenExchange } from '../../src/load/http/broken-exchange.ts'

const statuses = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

describe('describeStatuses', () => {
  it.each([
    [[200], '200'],
    [[204, 200], '200 and 204'],
    [[200, 201], '200 and 201'],
    [statuses(200, 299), '200 to 299'],
    [[404, ...statuses(200, 202), 304], '200 to 202, 304 and 404'],
  ])('of %j says “%s”', (given, words) => {
    expect(describeStatuses(given)).toBe(words)
  })
})

describe('describeBroken', () => {
  const request = { method: 'POST', path: '/pay', headers: {}, weight: 1, bodies: [] }
  it.each([
    ['ECONNREFUSED', 'POST /pay: the connection was refused'],
    ['ECONNRESET', 'POST /pay: the connection was closed before an answer'],
    ['EPIPE', 'POST /pay: the connection was closed before an answer'],
    ['ETIMEDOUT', 'POST /pay was not answered within 2.5 s (`timeout`)'],
    ['EMFILE', 'POST /pay: no more files can be opened (`ulimit -n`): use fewer connections'],
    [
      'EADDRNOTAVAIL',
      'POST /pay: no local port is free, since connections that were closed keep theirs for a minute',
    ],
    ['EPROTO', 'POST /pay: something else'],
  ])('puts %s in words', (code, words) => {
    expect(describeBroken(request, Object.assign(new Error('something else'), { code }), 2500)).toBe(words)
  })

  it('puts in words what a connection says of the service', () => {
    const early = new BrokenExchange('closed-early', 'the connection was closed in the middle of the answer')
    expect(describeBroken(request, early, 2500)).toBe(
      'POST /pay: the connection was closed in the middle of the answer',
    )
    const slow = new BrokenExchange('connect-timeout', 'the connection was not accepted in time')
    expect(describeBroken(request, slow, 2500)).toBe('POST /pay was not answered within 2.5 s (`timeout`)')
  })
})
