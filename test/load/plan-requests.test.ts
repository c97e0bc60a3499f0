import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Request } from '../../src/config/config.ts'
import { planRequests } from '../../src/load/plan-requests.ts'

const encode = (text: string) => new TextEncoder().encode(text)
const request = (of: Partial<Request>): Request => ({
  method: 'GET',
  path: '/',
  headers: {},
  weight: 1,
  ...of,
})
/** The path as it is sent. */
const sent = (path: string, variables: Readonly<Record<string, string>> = { CORES: '4' }) =>
  planRequests([request({ path })], variables)[0]?.path

describe('a planned request', () => {
  test('has the variables in its path, headers and declared body', () => {
    const planned = planRequests(
      [
        request({
          method: 'POST',
          path: '/work?n=$CORES',
          headers: { 'x-cores': `\${CORES} of $CORES` },
          weight: 8,
          body: { kind: 'declared', text: '{"n":"$CORES"}' },
        }),
      ],
      { CORES: '4' },
    )
    expect(planned).toEqual([
      {
        method: 'POST',
        path: '/work?n=4',
        headers: { 'x-cores': '4 of 4' },
        weight: 8,
        bodies: [encode('{"n":"4"}')],
      },
    ])
  })

  test('has no bodies where none was declared', () => {
    expect(planRequests([request({})], { CORES: '4' })[0]?.bodies).toEqual([])
  })

  test('has the bytes of files as they are', () => {
    const bytes = encode('$CORES')
    const planned = planRequests(
      [
        request({ body: { kind: 'file', bytes } }),
        request({ body: { kind: 'cycle', bodies: [bytes, bytes] } }),
      ],
      { CORES: '4' },
    )
    expect(planned.map(({ bodies }) => bodies)).toEqual([[bytes], [bytes, bytes]])
  })

  test('keeps the order and the weights of the list', () => {
    const planned = planRequests(
      [request({ path: '/a', weight: 8 }), request({ path: '/b', weight: 0.5 })],
      {},
    )
    expect(planned.map(({ path, weight }) => [path, weight])).toEqual([
      ['/a', 8],
      ['/b', 0.5],
    ])
  })
})

describe('a variable', () => {
  test.each([
    ['/$CORES', '/4'],
    [`/\${CORES}`, '/4'],
    [`/\${CORES}x`, '/4x'],
    ['/$CORES-$CORES', '/4-4'],
    ['/$CORES.json', '/4.json'],
  ])('in %s is expanded', (path, expanded) => {
    expect(sent(path)).toBe(expanded)
  })

  test.each([
    '/$CORESx',
    '/$CORES_MAX',
    '/$HOME',
    `/\${HOME}`,
    '/$cores',
    '/$1',
    '/$',
    '/${CORES',
    `/\${}`,
    '/CORES',
    '/$constructor',
    '/$__proto__',
  ])('is not what stands in %s', (path) => {
    expect(sent(path)).toBe(path)
  })

  test('is expanded once: what it holds stays', () => {
    expect(sent('/$A', { A: '$B$A', B: 'b' })).toBe('/$B$A')
  })

  test('leaves any text without a known name as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/\$\{?CORES(?!\w)/.test(text))
        expect(sent(text)).toBe(text)
      }),
    )
  })
})
