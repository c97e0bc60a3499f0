import { describe, expect, test } from 'vitest'
import { problemOf } from './problem-of.ts'
import { temporaryRepository } from './temporary-repository.ts'

/** What a user is told of a benchmark with these lines. */
const toldOf = (lines: string) =>
  problemOf(`services: { api: { start: ./api } }\nbenchmarks:\n  b:\n    service: api\n${lines}`)

describe('a user is told of', () => {
  test('rates in other spellings, and what to write', async () => {
    const text = `services: { api: { start: ./api } }
benchmarks:
  a: { service: api, latency: { rate: 500 req/s } }
  b: { service: api, latency: { rate: 0.7 } }
  c: { service: api, latency: { rate: 70 } }
  d: { service: api, overload: { rate: 1.5 } }
  e: { service: api, overload: { rate: fast } }
`
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml has 5 problems:

      corecurve.yml:3:39: benchmarks.a.latency.rate: found "500 req/s", did you mean 500/s?
        3 |   a: { service: api, latency: { rate: 500 req/s } }
          |                                       ^
        allowed: a share of capacity from 1% to below 100%, such as 70%, or requests a second from 1/s to 1000000/s, such as 500/s

      corecurve.yml:4:39: benchmarks.b.latency.rate: found 0.7, did you mean 70%?
        4 |   b: { service: api, latency: { rate: 0.7 } }
          |                                       ^
        allowed: a share of capacity from 1% to below 100%, such as 70%, or requests a second from 1/s to 1000000/s, such as 500/s

      corecurve.yml:5:39: benchmarks.c.latency.rate: found 70, did you mean 70% or 70/s?
        5 |   c: { service: api, latency: { rate: 70 } }
          |                                       ^
        allowed: a share of capacity from 1% to below 100%, such as 70%, or requests a second from 1/s to 1000000/s, such as 500/s

      corecurve.yml:6:40: benchmarks.d.overload.rate: found 1.5, did you mean 150% or 1.5/s?
        6 |   d: { service: api, overload: { rate: 1.5 } }
          |                                        ^
        allowed: a share of capacity above 100%, 1000% at most, such as 150%, or requests a second from 1/s to 1000000/s, such as 500/s

      corecurve.yml:7:40: benchmarks.e.overload.rate: found "fast"
        7 |   e: { service: api, overload: { rate: fast } }
          |                                        ^
        allowed: a share of capacity above 100%, 1000% at most, such as 150%, or requests a second from 1/s to 1000000/s, such as 500/s"
    `)
  })

  test('rates that no service can be measured at', async () => {
    const text = `services: { api: { start: ./api } }
benchmarks:
  a: { service: api, latency: { rate: 100% } }
  b: { service: api, latency: { rate: 0.5/s } }
  c: { service: api, overload: { rate: 100% } }
  d: { service: api, overload: { rate: 2000% } }
`
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml has 4 problems:

      corecurve.yml:3:39: benchmarks.a.latency.rate: found "100%"
        3 |   a: { service: api, latency: { rate: 100% } }
          |                                       ^
        allowed: a share of capacity from 1% to below 100%, such as 70%, or requests a second from 1/s to 1000000/s, such as 500/s; from 100% on a queue only grows, and its latency is how long one waits: overload is for that

      corecurve.yml:4:39: benchmarks.b.latency.rate: found "0.5/s"
        4 |   b: { service: api, latency: { rate: 0.5/s } }
          |                                       ^
        allowed: a share of capacity from 1% to below 100%, such as 70%, or requests a second from 1/s to 1000000/s, such as 500/s

      corecurve.yml:5:40: benchmarks.c.overload.rate: found "100%"
        5 |   c: { service: api, overload: { rate: 100% } }
          |                                        ^
        allowed: a share of capacity above 100%, 1000% at most, such as 150%, or requests a second from 1/s to 1000000/s, such as 500/s

      corecurve.yml:6:40: benchmarks.d.overload.rate: found "2000%"
        6 |   d: { service: api, overload: { rate: 2000% } }
          |                                        ^
        allowed: a share of capacity above 100%, 1000% at most, such as 150%, or requests a second from 1/s to 1000000/s, such as 500/s"
    `)
  })

  test('quantiles that are no percentiles', async () => {
    const lines = '    latency: { quantiles: [0.99, 100, p99] }\n    overload: { quantiles: [50] }\n'
    expect(await toldOf(lines)).toMatchInlineSnapshot(`
      "corecurve.yml has 4 problems:

      corecurve.yml:5:28: benchmarks.b.latency.quantiles[0]: found 0.99, did you mean 99?
        5 |     latency: { quantiles: [0.99, 100, p99] }
          |                            ^
        allowed: a percentile from 1 to below 100, with three decimals at most, or a list of up to 10 such as [50, 99, 99.9]

      corecurve.yml:5:34: benchmarks.b.latency.quantiles[1]: found 100
        5 |     latency: { quantiles: [0.99, 100, p99] }
          |                                  ^
        allowed: a percentile from 1 to below 100, with three decimals at most, or a list of up to 10 such as [50, 99, 99.9]

      corecurve.yml:5:39: benchmarks.b.latency.quantiles[2]: found "p99"
        5 |     latency: { quantiles: [0.99, 100, p99] }
          |                                       ^
        allowed: a percentile from 1 to below 100, with three decimals at most, or a list of up to 10 such as [50, 99, 99.9]

      corecurve.yml:6:17: benchmarks.b.overload.quantiles: unknown key
        6 |     overload: { quantiles: [50] }
          |                 ^
        allowed: rate, deadline, arrivals, tolerance, detect"
    `)
  })

  test('a quantile twice, and more of them than one reads', async () => {
    expect(await toldOf('    latency: { quantiles: [50, 99, 50] }\n')).toMatchInlineSnapshot(`
      "corecurve.yml:5:27: benchmarks.b.latency.quantiles: found [50,99,50]
        5 |     latency: { quantiles: [50, 99, 50] }
          |                           ^
        allowed: a percentile from 1 to below 100, with three decimals at most, or a list of up to 10 such as [50, 99, 99.9], each once"
    `)
    const many = Array.from({ length: 11 }, (_, index) => index + 1).join(', ')
    expect(await toldOf(`    stream: { count: lines, quantiles: [${many}] }\n`)).toContain(
      'or a list of up to 10 such as',
    )
  })

  test('words of a regime that are near to others', async () => {
    const lines = '    latency: { arrivals: poison, quantile: 99 }\n    overload: { deadline: 200 }\n'
    expect(await toldOf(lines)).toMatchInlineSnapshot(`
      "corecurve.yml has 3 problems:

      corecurve.yml:5:26: benchmarks.b.latency.arrivals: found "poison", did you mean poisson?
        5 |     latency: { arrivals: poison, quantile: 99 }
          |                          ^
        allowed: poisson or constant

      corecurve.yml:5:34: benchmarks.b.latency.quantile: unknown key, did you mean quantiles?
        5 |     latency: { arrivals: poison, quantile: 99 }
          |                                  ^
        allowed: rate, quantiles, arrivals, tolerance, detect

      corecurve.yml:6:27: benchmarks.b.overload.deadline: found 200
        6 |     overload: { deadline: 200 }
          |                           ^
        allowed: a duration from 1ms to 24h, such as 500ms, 30s, 2m or 1h"
    `)
  })

  test('regimes without a group of keys', async () => {
    const lines = '    latency: true\n    overload:\n'
    expect(await toldOf(lines)).toMatchInlineSnapshot(`
      "corecurve.yml has 2 problems:

      corecurve.yml:5:14: benchmarks.b.latency: found true
        5 |     latency: true
          |              ^
        allowed: a group of keys such as { rate: 70%, quantiles: [50, 99] }, or {} for the defaults

      corecurve.yml:6:14: benchmarks.b.overload: found nothing
        6 |     overload:
          |              ^
        allowed: a group of keys such as { rate: 150%, deadline: 200ms }, or {} for the defaults"
    `)
  })

  test('a stream whose events nobody named', async () => {
    expect(await toldOf('    stream: {}\n')).toMatchInlineSnapshot(`
      "corecurve.yml:5:5: benchmarks.b.stream.count: missing
        5 |     stream: {}
          |     ^
        allowed: lines (NDJSON), events (server-sent events) or chunks (of the transfer coding)"
    `)
    expect(await toldOf('    stream: { count: line }\n')).toContain('found "line", did you mean lines?')
  })

  test('a stream together with what only answers have', async () => {
    const lines = `    request: { method: head }
    stream: { count: events }
    latency: {}
    overload: {}
    expect: { body: { contains: ok } }
`
    expect(await toldOf(lines)).toMatchInlineSnapshot(`
      "corecurve.yml has 4 problems:

      corecurve.yml:5:24: benchmarks.b.request.method: found "head", and stream needs the body that its answer does not have
        5 |     request: { method: head }
          |                        ^
        allowed: another method, or no stream

      corecurve.yml:7:5: benchmarks.b.latency: both stream and latency
        7 |     latency: {}
          |     ^
        allowed: one of them: a stream does not end with an answer, and quantiles of stream are those of its gaps

      corecurve.yml:8:5: benchmarks.b.overload: both stream and overload
        8 |     overload: {}
          |     ^
        allowed: one of them: a stream does not end with an answer, and quantiles of stream are those of its gaps

      corecurve.yml:9:15: benchmarks.b.expect.body: both stream and expect.body
        9 |     expect: { body: { contains: ok } }
          |               ^
        allowed: expect with status and headers: the body of a stream has no end at which it could be checked"
    `)
  })

  test('a body that is expected of HEAD', async () => {
    const lines = '    request: [{ path: / }, { method: HEAD }]\n    expect: { body: { contains: ok } }\n'
    expect(await toldOf(lines)).toMatchInlineSnapshot(`
      "corecurve.yml:5:38: benchmarks.b.request[1].method: found "HEAD", and expect.body needs the body that its answer does not have
        5 |     request: [{ path: / }, { method: HEAD }]
          |                                      ^
        allowed: another method, or no expect.body"
    `)
  })

  test('a tolerance that is not below detect, in the group where it stands', async () => {
    const lines = `    latency: { tolerance: 25% }
    overload: { detect: 10% }
`
    expect(await toldOf(lines)).toMatchInlineSnapshot(`
      "corecurve.yml has 2 problems:

      corecurve.yml:5:27: benchmarks.b.latency.tolerance: found "25%", and detect is 25% by default
        5 |     latency: { tolerance: 25% }
          |                           ^
        allowed: a detect above tolerance: what must not slip through is more than what never alarms

      corecurve.yml:6:25: benchmarks.b.overload.detect: found "10%", and tolerance is 10% by default
        6 |     overload: { detect: 10% }
          |                         ^
        allowed: a detect above tolerance: what must not slip through is more than what never alarms"
    `)
    expect(await toldOf('    stream: { count: lines, tolerance: 9%, detect: 8% }\n')).toContain(
      'benchmarks.b.stream.detect: found "8%", and tolerance is 9%',
    )
  })

  test('a deadline after the timeout', async () => {
    expect(await toldOf('    overload: { deadline: 20s }\n')).toMatchInlineSnapshot(`
      "corecurve.yml:5:27: benchmarks.b.overload.deadline: found "20s", and timeout is 10s by default
        5 |     overload: { deadline: 20s }
          |                           ^
        allowed: a deadline of at most timeout, after which a request is given up"
    `)
    expect(await toldOf('    timeout: 100ms\n    overload: {}\n')).toMatchInlineSnapshot(`
      "corecurve.yml:5:14: benchmarks.b.timeout: found "100ms", and overload.deadline is 200ms by default
        5 |     timeout: 100ms
          |              ^
        allowed: a deadline of at most timeout, after which a request is given up"
    `)
    expect(await toldOf('    timeout: 1s\n    overload: { deadline: 1001ms }\n')).toContain(
      'found "1001ms", and timeout is 1s\n',
    )
  })

  test('expectations that no answer could meet', async () => {
    const lines = `    expect:
      headers: { "x y": 1 }
      body:
        contains: ""
        json:
          $.items[0].sku: 1
          a..b: 2
          c: .nan
`
    expect(await toldOf(lines)).toMatchInlineSnapshot(`
      "corecurve.yml has 5 problems:

      corecurve.yml:6:18: benchmarks.b.expect.headers.x y: found "x y" as a name
        6 |       headers: { "x y": 1 }
          |                  ^
        allowed: the name of a header: letters, digits and !#$%&'*+-.^_\`|~

      corecurve.yml:8:19: benchmarks.b.expect.body.contains: found ""
        8 |         contains: ""
          |                   ^
        allowed: text that the body must contain, such as ok

      corecurve.yml:10:11: benchmarks.b.expect.body.json.$.items[0].sku: found "$.items[0].sku" as a name, did you mean items.0.sku?
        10 |           $.items[0].sku: 1
           |           ^
        allowed: keys and positions with dots between them, such as items.0.sku; \\. for a dot in a key

      corecurve.yml:11:11: benchmarks.b.expect.body.json.a..b: found "a..b" as a name
        11 |           a..b: 2
           |           ^
        allowed: keys and positions with dots between them, such as items.0.sku; \\. for a dot in a key

      corecurve.yml:12:14: benchmarks.b.expect.body.json.c: found NaN
        12 |           c: .nan
           |              ^
        allowed: a JSON value, without .inf and .nan"
    `)
  })

  test('an expected body of which nothing is expected', async () => {
    expect(await toldOf('    expect: { body: {} }\n')).toMatchInlineSnapshot(`
      "corecurve.yml:5:21: benchmarks.b.expect.body: found {}
        5 |     expect: { body: {} }
          |                     ^
        allowed: a group of keys with contains, json or both, such as { contains: ok }"
    `)
    expect(await toldOf('    expect: { body: { json: {} } }\n')).toContain(
      'benchmarks.b.expect.body.json: found {}',
    )
  })

  test('bodies of which a request can have one', async () => {
    const lines = '    request: { body: 1, bodyFile: x, bodyFrom: y }\n'
    expect(await toldOf(lines)).toMatchInlineSnapshot(`
      "corecurve.yml has 2 problems:

      corecurve.yml:5:25: benchmarks.b.request.bodyFile: both body and bodyFile
        5 |     request: { body: 1, bodyFile: x, bodyFrom: y }
          |                         ^
        allowed: one of them

      corecurve.yml:5:38: benchmarks.b.request.bodyFrom: both body and bodyFrom
        5 |     request: { body: 1, bodyFile: x, bodyFrom: y }
          |                                      ^
        allowed: one of them"
    `)
  })

  test('weights that nothing can be drawn by', async () => {
    const lines = '    request: [{ weight: 0 }, { weight: -1 }, { weight: 8x }, { weight: .inf }]\n'
    expect(await toldOf(lines)).toMatchInlineSnapshot(`
      "corecurve.yml has 4 problems:

      corecurve.yml:5:25: benchmarks.b.request[0].weight: found 0
        5 |     request: [{ weight: 0 }, { weight: -1 }, { weight: 8x }, { weight: .inf }]
          |                         ^
        allowed: a number above 0, 1000000 at most, such as 8

      corecurve.yml:5:40: benchmarks.b.request[1].weight: found -1
        5 |     request: [{ weight: 0 }, { weight: -1 }, { weight: 8x }, { weight: .inf }]
          |                                        ^
        allowed: a number above 0, 1000000 at most, such as 8

      corecurve.yml:5:56: benchmarks.b.request[2].weight: found "8x"
        5 |     request: [{ weight: 0 }, { weight: -1 }, { weight: 8x }, { weight: .inf }]
          |                                                        ^
        allowed: a number above 0, 1000000 at most, such as 8

      corecurve.yml:5:72: benchmarks.b.request[3].weight: found Infinity
        5 |     request: [{ weight: 0 }, { weight: -1 }, { weight: 8x }, { weight: .inf }]
          |                                                                        ^
        allowed: a number above 0, 1000000 at most, such as 8"
    `)
  })

  test('more warm-up runs than anybody waits for, and regimes of a command', async () => {
    const text = 'benchmarks: { c: { command: make, warmup: 1, warmUp: 101, setup: " ", latency: {} } }'
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml has 4 problems:

      corecurve.yml:1:35: benchmarks.c.warmup: unknown key, did you mean warmUp?
        1 | benchmarks: { c: { command: make, warmup: 1, warmUp: 101, setup: " ", latency: {} } }
          |                                   ^
        allowed: service, request, connections, expect, timeout, latency, overload, stream, command, prepare, setup, cleanup, warmUp, directory, env, tolerance, detect

      corecurve.yml:1:54: benchmarks.c.warmUp: found 101
        1 | benchmarks: { c: { command: make, warmup: 1, warmUp: 101, setup: " ", latency: {} } }
          |                                                      ^
        allowed: a whole number from 0 to 100

      corecurve.yml:1:66: benchmarks.c.setup: found " "
        1 | benchmarks: { c: { command: make, warmup: 1, warmUp: 101, setup: " ", latency: {} } }
          |                                                                  ^
        allowed: a command, such as ./bin/fill data.db

      corecurve.yml:1:71: benchmarks.c.latency: a key of a benchmark with service, and this one has command
        1 | benchmarks: { c: { command: make, warmup: 1, warmUp: 101, setup: " ", latency: {} } }
          |                                                                       ^
        allowed: command, prepare, setup, cleanup, warmUp, directory, env, tolerance, detect"
    `)
  })
})

describe('of a file of bodies a user is told', () => {
  test('which line is wrong, and all else that is wrong with files', async () => {
    await using repository = await temporaryRepository({
      'svc/orders.jsonl': '{"sku":1}\n{sku: 2}\n',
      'svc/blank.jsonl': '1\n\n2\n',
      'svc/empty.jsonl': '\n',
      'svc/latin.jsonl': Buffer.from('"caf\u00e9"\n', 'latin1'),
    })
    const text = `services: { api: { start: ./api, directory: svc } }
benchmarks:
  b:
    service: api
    request:
      - bodyFrom: orders.jsonl
      - bodyFrom: blank.jsonl
      - bodyFrom: empty.jsonl
      - bodyFrom: latin.jsonl
      - bodyFrom: nothing.jsonl
      - bodyFrom: ../../secret.jsonl
`
    expect(await problemOf(text, repository.root)).toMatchInlineSnapshot(`
      "corecurve.yml has 6 problems:

      corecurve.yml:6:19: benchmarks.b.request[0].bodyFrom: found "orders.jsonl", whose line 2 is no JSON: "{sku: 2}"
        6 |       - bodyFrom: orders.jsonl
          |                   ^
        allowed: a JSON value on each line, such as {"sku":1}

      corecurve.yml:7:19: benchmarks.b.request[1].bodyFrom: found "blank.jsonl", whose line 2 is blank
        7 |       - bodyFrom: blank.jsonl
          |                   ^
        allowed: a JSON value on each line, such as {"sku":1}

      corecurve.yml:8:19: benchmarks.b.request[2].bodyFrom: found "empty.jsonl", which is empty
        8 |       - bodyFrom: empty.jsonl
          |                   ^
        allowed: a JSON value on each line, such as {"sku":1}

      corecurve.yml:9:19: benchmarks.b.request[3].bodyFrom: found "latin.jsonl", whose line 1 is not UTF-8 text
        9 |       - bodyFrom: latin.jsonl
          |                   ^
        allowed: a JSON value on each line, such as {"sku":1}

      corecurve.yml:10:19: benchmarks.b.request[4].bodyFrom: found "nothing.jsonl", which cannot be read: it does not exist
        10 |       - bodyFrom: nothing.jsonl
           |                   ^
        allowed: a file inside the repository, relative to the directory of the service, svc

      corecurve.yml:11:19: benchmarks.b.request[5].bodyFrom: found "../../secret.jsonl", which is outside the repository
        11 |       - bodyFrom: ../../secret.jsonl
           |                   ^
        allowed: a file inside the repository, relative to the directory of the service, svc"
    `)
  })

  test('that it, or all of them together, are too large', async () => {
    const sixteen = new Uint8Array(16 * 1024 * 1024).fill(0x20)
    await using repository = await temporaryRepository({
      big: sixteen,
      bigger: Buffer.concat([sixteen, sixteen]),
    })
    const text = `services: { api: { start: ./api } }
benchmarks:
  a: { service: api, request: { bodyFrom: bigger } }
  b: { service: api, request: [{ bodyFile: big }, { bodyFile: big }, { bodyFile: big }, { bodyFile: big }] }
  c: { service: api, request: { bodyFile: big } }
`
    expect(await problemOf(text, repository.root)).toMatchInlineSnapshot(`
      "corecurve.yml has 2 problems:

      corecurve.yml:3:43: benchmarks.a.request.bodyFrom: found "bigger", which has 33554432 bytes
        3 |   a: { service: api, request: { bodyFrom: bigger } }
          |                                           ^
        allowed: a file of at most 16777216 bytes

      corecurve.yml:5:43: benchmarks.c.request.bodyFile: found "big", with which all body files have 83886080 bytes
        5 |   c: { service: api, request: { bodyFile: big } }
          |                                           ^
        allowed: at most 67108864 bytes in all body files"
    `)
  })
})
