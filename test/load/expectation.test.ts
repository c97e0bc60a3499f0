import { describe, expect, it } from 'vitest'
import type { Expectation } from '../../src/config/config.ts'
import { CheckedExchange } from '../../src/load/checked-exchange.ts'
import { ExpectationCheck, type Unmet } from '../../src/load/expectation.ts'
import { ResponseHead } from '../../src/load/http/response-head.ts'

const check = (expect: Partial<Expectation>) =>
  new ExpectationCheck({ status: [200], headers: {}, ...expect })
const body = (expected: Expectation['body'], text: string) =>
  check({ body: expected }).body(Buffer.from(text))?.words

describe('ExpectationCheck', () => {
  it('tells an unexpected status', () => {
    expect(check({ status: [200, 404] }).status(404)).toBeUndefined()
    expect(check({}).status(500)).toEqual({
      kind: 'status',
      words: 'answered 500 where `expect.status` allows 200',
    })
  })

  it('takes a header with or without its parameters', () => {
    const json = check({ headers: { 'content-type': 'application/json' } })
    expect(json.headers(new Map([['content-type', 'application/json']]))).toBeUndefined()
    expect(json.headers(new Map([['content-type', 'application/json; charset=utf-8']]))).toBeUndefined()
    expect(json.headers(new Map([['content-type', 'application/jsonx']]))).toEqual({
      kind: 'body',
      words: 'answered with content-type: application/jsonx where `expect.headers` has application/json',
    })
    expect(json.headers(new Map())?.words).toMatch(/^answered with no content-type where/)
  })

  it('looks for text in a body', () => {
    expect(body({ contains: 'größe' }, '… größer …')).toBeUndefined()
    expect(body({ contains: 'größe' }, 'klein')).toBe(
      'answered with a body that does not contain größe (`expect.body.contains`)',
    )
  })

  it.each([
    ['items.0.sku', 1, '{"items":[{"sku":1}]}'],
    ['0', null, '[null]'],
    ['a\\.b', { c: [1, 2] }, '{"a.b":{"c":[1,2]}}'],
  ])('finds %s = %j in %s', (path, value, text) => {
    expect(body({ json: { [path]: value } }, text)).toBeUndefined()
  })

  it.each([
    [{ a: 1 }, '{"a":2}', 'answered with a: 2 where `expect.body.json` has 1'],
    [{ a: 1 }, '{"a":"1"}', 'answered with a: "1" where `expect.body.json` has 1'],
    [{ 'a.b': 1 }, '{"a":null}', 'answered with no a.b where `expect.body.json` has 1'],
    [{ length: 0 }, '""', 'answered with no length where `expect.body.json` has 0'],
    [{ toString: 1 }, '{}', 'answered with no toString where `expect.body.json` has 1'],
    [{ a: 1 }, 'a: 1', 'answered with a body that is not JSON (`expect.body.json`)'],
  ])('of %j in %s says what is wrong', (json, text, words) => {
    expect(body({ json }, text)).toBe(words)
  })
})

describe('CheckedExchange', () => {
  function answers(expected: Partial<Expectation>) {
    const outcomes: (Unmet | undefined | Error)[] = []
    const exchange = new CheckedExchange(check(expected), {
      answered: (unmet) => outcomes.push(unmet),
      broken: (error) => outcomes.push(error),
    })
    const answer = (status: number, header: string, ...pieces: string[]) => {
      const text = `HTTP/1.1 ${status} X\r\n${header}\r\n\r\n`
      exchange.head?.(new ResponseHead(text, { status, keepAlive: true, framing: 'length', length: 0 }))
      for (const piece of pieces) exchange.body?.(Buffer.from(piece))
      exchange.end(status)
      return outcomes.at(-1)
    }
    return { exchange, answer, outcomes }
  }

  it('leaves heads and bodies alone where nothing is expected of them', () => {
    const { exchange } = answers({})
    expect(exchange.head).toBeUndefined()
    expect(exchange.body).toBeUndefined()
  })

  it('holds each answer against all that is expected', () => {
    const { answer } = answers({ headers: { a: '1' }, body: { contains: 'ok' } })
    expect(answer(200, 'a: 1', 'o', 'k')).toBeUndefined()
    expect(answer(200, 'a: 1', 'ok')).toBeUndefined()
    expect(answer(200, 'a: 1', 'o')).toMatchObject({ kind: 'body' })
    expect(answer(200, 'a: 2', 'ok')).toMatchObject({ kind: 'body', words: expect.stringMatching(/a: 2/) })
    expect(answer(500, 'a: 2', 'no')).toMatchObject({ kind: 'status' })
    expect(answer(200, 'a: 1', 'ok')).toBeUndefined()
    expect(answer(200, 'a: 1', 'k')).toMatchObject({ kind: 'body' })
  })

  it('forgets what came of an answer that broke', () => {
    const { exchange, answer, outcomes } = answers({ body: { contains: 'ok' } })
    exchange.body?.(Buffer.from('ok'))
    exchange.broken(new Error('cut'))
    expect(outcomes).toHaveLength(1)
    expect(answer(200, 'a: 1', 'no')).toMatchObject({ kind: 'body' })
  })

  it('looks at no body of more than 4 MiB', () => {
    const { answer } = answers({ body: { contains: 'ok' } })
    const half = 'ok'.repeat(1024 * 1024)
    expect(answer(200, 'a: 1', half, half)).toBeUndefined()
    expect(answer(200, 'a: 1', half, half, '!')).toMatchObject({
      kind: 'body',
      words: expect.stringMatching(/4 MiB/),
    })
  })
})
