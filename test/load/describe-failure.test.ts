import { describe, expect, it } from 'vitest'
import { describeBroken, describeStatuses } from '../../src/load/describe-failure.ts'

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
  const request = { method: 'POST', path: '/pay', headers: {} }
  it.each([
    ['ECONNREFUSED', 'POST /pay: the connection was refused'],
    ['ECONNRESET', 'POST /pay: the connection was closed before an answer'],
    ['UND_ERR_SOCKET', 'POST /pay: the connection was closed before an answer'],
    ['UND_ERR_CONNECT_TIMEOUT', 'POST /pay was not answered within 2.5 s (`timeout`)'],
    ['HPE_INVALID_CONSTANT', 'POST /pay: Expected HTTP/'],
  ])('puts %s in words', (code, words) => {
    expect(describeBroken(request, Object.assign(new Error('Expected HTTP/'), { code }), 2500)).toBe(words)
  })
})
