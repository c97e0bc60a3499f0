import { describe, expect, test } from 'vitest'
import { problemOf } from './problem-of.ts'

// Each message is read as a user reads it: where, which key, what was found, what is allowed, the nearest spelling.

const SERVICES = 'services: { api: { start: ./api } }\n'

describe('a user is told of', () => {
  test('an unknown key and its nearest spelling', async () => {
    const text = `${SERVICES}benchmarks:\n  b:\n    service: api\n    conections: 16\n`
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml:5:5: benchmarks.b.conections: unknown key, did you mean connections?
        5 |     conections: 16
          |     ^
        allowed: service, request, connections, expect, timeout, latency, overload, stream, command, prepare, setup, cleanup, warmUp, directory, env, tolerance, detect"
    `)
  })

  test('an unknown key that is near nothing', async () => {
    expect(
      await problemOf(`${SERVICES}benchmarks: { b: { service: api } }\nfoo: 1\n`),
    ).toMatchInlineSnapshot(`
      "corecurve.yml:3:1: foo: unknown key
        3 | foo: 1
          | ^
        allowed: cores, services, benchmarks, baseline"
    `)
  })

  test('a service that is not declared', async () => {
    const text = 'services: { api: { start: x }, web: { start: x } }\nbenchmarks: { b: { service: apii } }'
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml:2:29: benchmarks.b.service: no service is called "apii", did you mean api?
        2 | benchmarks: { b: { service: apii } }
          |                             ^
        allowed: api, web"
    `)
  })

  test('a service where none is declared', async () => {
    expect(await problemOf('benchmarks: { b: { service: api } }')).toMatchInlineSnapshot(`
      "corecurve.yml:1:29: benchmarks.b.service: no service is called "api"
        1 | benchmarks: { b: { service: api } }
          |                             ^
        allowed: a service that is declared under services; there is none yet"
    `)
  })

  test('a word that an enumeration does not have', async () => {
    const text = `cores: atuo\nservices: { api: { start: x, runtime: pyton } }
benchmarks: { b: { service: api, request: { method: PSOT } } }`
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml has 3 problems:

      corecurve.yml:1:8: cores: found "atuo", did you mean auto?
        1 | cores: atuo
          |        ^
        allowed: auto, or a list of core counts from 1 to 4096 such as [1, 2, 4]

      corecurve.yml:2:39: services.api.runtime: found "pyton", did you mean python?
        2 | services: { api: { start: x, runtime: pyton } }
          |                                       ^
        allowed: node, go or python; leave it out for any other

      corecurve.yml:3:53: benchmarks.b.request.method: found "PSOT", did you mean POST?
        3 | benchmarks: { b: { service: api, request: { method: PSOT } } }
          |                                                     ^
        allowed: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
    `)
  })

  test('values of the wrong type or size', async () => {
    const text = `cores: [1, 0, 1.5]
services:
  api: { start: 8080, ready: healthz, startTimeout: 30 }
benchmarks:
  b: { service: api, connections: [16, 0], expect: { status: 2000 } }
baseline: { branch: a..b, keep: 0 }
`
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml has 9 problems:

      corecurve.yml:1:12: cores[1]: found 0
        1 | cores: [1, 0, 1.5]
          |            ^
        allowed: auto, or a list of core counts from 1 to 4096 such as [1, 2, 4]

      corecurve.yml:1:15: cores[2]: found 1.5
        1 | cores: [1, 0, 1.5]
          |               ^
        allowed: auto, or a list of core counts from 1 to 4096 such as [1, 2, 4]

      corecurve.yml:3:17: services.api.start: found 8080
        3 |   api: { start: 8080, ready: healthz, startTimeout: 30 }
          |                 ^
        allowed: a command, such as node server.js

      corecurve.yml:3:30: services.api.ready: found "healthz"
        3 |   api: { start: 8080, ready: healthz, startTimeout: 30 }
          |                              ^
        allowed: a path that starts with /, such as /checkout?id=1, without spaces, # or letters beyond ASCII (percent-encode those)

      corecurve.yml:3:53: services.api.startTimeout: found 30
        3 |   api: { start: 8080, ready: healthz, startTimeout: 30 }
          |                                                     ^
        allowed: a duration from 1ms to 24h, such as 500ms, 30s, 2m or 1h

      corecurve.yml:5:40: benchmarks.b.connections[1]: found 0
        5 |   b: { service: api, connections: [16, 0], expect: { status: 2000 } }
          |                                        ^
        allowed: a whole number from 1 to 65535, or a list of them such as [16, 256]

      corecurve.yml:5:62: benchmarks.b.expect.status: found 2000
        5 |   b: { service: api, connections: [16, 0], expect: { status: 2000 } }
          |                                                              ^
        allowed: a status from 200 to 599, or a list of them such as [200, 404]

      corecurve.yml:6:21: baseline.branch: found "a..b"
        6 | baseline: { branch: a..b, keep: 0 }
          |                     ^
        allowed: the name of a git branch, such as corecurve or perf/baseline: no spaces, no "..", none of ~^:?*[\\, no "/" or "-" first, no ".lock" last, no refs/ before it

      corecurve.yml:6:33: baseline.keep: found 0
        6 | baseline: { branch: a..b, keep: 0 }
          |                                 ^
        allowed: a whole number from 1 to 1000000"
    `)
  })

  test('a percentage without its sign, and one out of range', async () => {
    const text = `${SERVICES}benchmarks: { b: { service: api, tolerance: 3, detect: 100% } }`
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml has 2 problems:

      corecurve.yml:2:45: benchmarks.b.tolerance: found 3
        2 | benchmarks: { b: { service: api, tolerance: 3, detect: 100% } }
          |                                             ^
        allowed: a percentage from 0% to below 100%, such as 3% or 0.5%

      corecurve.yml:2:56: benchmarks.b.detect: found "100%"
        2 | benchmarks: { b: { service: api, tolerance: 3, detect: 100% } }
          |                                                        ^
        allowed: a percentage from 0% to below 100%, such as 3% or 0.5%"
    `)
  })

  test('the same level twice', async () => {
    const text = `cores: [1, 2, 1]\n${SERVICES}benchmarks: { b: { service: api, connections: [16, 16] } }`
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml has 2 problems:

      corecurve.yml:1:8: cores: found [1,2,1]
        1 | cores: [1, 2, 1]
          |        ^
        allowed: auto, or a list of core counts from 1 to 4096 such as [1, 2, 4], each once

      corecurve.yml:3:47: benchmarks.b.connections: found [16,16]
        3 | benchmarks: { b: { service: api, connections: [16, 16] } }
          |                                               ^
        allowed: a whole number from 1 to 65535, or a list of them such as [16, 256], each once"
    `)
  })

  test('something missing, at the key that lacks it', async () => {
    const text = 'services:\n  api:\n    build: make\nbenchmarks:\n  b:\n    tolerance: 3%\n'
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml has 2 problems:

      corecurve.yml:2:3: services.api.start: missing
        2 |   api:
          |   ^
        allowed: a command, such as node server.js

      corecurve.yml:5:3: benchmarks.b: neither service nor command
        5 |   b:
          |   ^
        allowed: service with request (a load on a service), or command with prepare (timed by hyperfine)"
    `)
  })

  test('an empty value', async () => {
    expect(
      await problemOf(`${SERVICES}benchmarks:\n  b:\n  c: { service: api, request: { body: } }`),
    ).toMatchInlineSnapshot(`
      "corecurve.yml has 2 problems:

      corecurve.yml:3:5: benchmarks.b: found nothing
        3 |   b:
          |     ^
        allowed: a group of keys with service (and request), or with command (and prepare)

      corecurve.yml:4:39: benchmarks.c.request.body: found nothing
        4 |   c: { service: api, request: { body: } }
          |                                       ^
        allowed: a JSON value other than null, without .inf and .nan; leave body out to send none"
    `)
  })

  test('no benchmark at all', async () => {
    expect(await problemOf(`${SERVICES}benchmarks: {}`)).toMatchInlineSnapshot(`
      "corecurve.yml:2:13: benchmarks: found {}
        2 | benchmarks: {}
          |             ^
        allowed: at least one benchmark"
    `)
  })

  test('keys of one kind of benchmark in the other', async () => {
    const text = `${SERVICES}benchmarks:
  both: { service: api, command: make }
  load: { service: api, prepare: make clean }
  time: { command: make, connections: 4 }
`
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml has 3 problems:

      corecurve.yml:3:25: benchmarks.both.command: both service and command
        3 |   both: { service: api, command: make }
          |                         ^
        allowed: service with request (a load on a service), or command with prepare (timed by hyperfine), never both

      corecurve.yml:4:25: benchmarks.load.prepare: a key of a benchmark with command, and this one has service
        4 |   load: { service: api, prepare: make clean }
          |                         ^
        allowed: service, request, connections, expect, timeout, latency, overload, stream, tolerance, detect

      corecurve.yml:5:26: benchmarks.time.connections: a key of a benchmark with service, and this one has command
        5 |   time: { command: make, connections: 4 }
          |                          ^
        allowed: command, prepare, setup, cleanup, warmUp, directory, env, tolerance, detect"
    `)
  })

  test('a tolerance that is not below detect', async () => {
    const text = `${SERVICES}benchmarks:
  a: { service: api, tolerance: 10% }
  b: { service: api, detect: 2% }
  c: { service: api, tolerance: 5%, detect: 5% }
`
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml has 3 problems:

      corecurve.yml:3:33: benchmarks.a.tolerance: found "10%", and detect is 10% by default
        3 |   a: { service: api, tolerance: 10% }
          |                                 ^
        allowed: a detect above tolerance: what must not slip through is more than what never alarms

      corecurve.yml:4:30: benchmarks.b.detect: found "2%", and tolerance is 3% by default
        4 |   b: { service: api, detect: 2% }
          |                              ^
        allowed: a detect above tolerance: what must not slip through is more than what never alarms

      corecurve.yml:5:45: benchmarks.c.detect: found "5%", and tolerance is 5%
        5 |   c: { service: api, tolerance: 5%, detect: 5% }
          |                                             ^
        allowed: a detect above tolerance: what must not slip through is more than what never alarms"
    `)
  })

  test('a body given twice, and one that is no JSON', async () => {
    const text = `${SERVICES}benchmarks:
  a: { service: api, request: { body: 1, bodyFile: x } }
  b: { service: api, request: [{ body: [.inf] }] }
`
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml has 2 problems:

      corecurve.yml:3:42: benchmarks.a.request.bodyFile: both body and bodyFile
        3 |   a: { service: api, request: { body: 1, bodyFile: x } }
          |                                          ^
        allowed: one of them

      corecurve.yml:4:40: benchmarks.b.request[0].body: found ["Infinity"]
        4 |   b: { service: api, request: [{ body: [.inf] }] }
          |                                        ^
        allowed: a JSON value other than null, without .inf and .nan; leave body out to send none"
    `)
  })

  test('headers that would not be sent as written', async () => {
    const text = `${SERVICES}benchmarks:
  b:
    service: api
    request:
      headers:
        "x y": 1
        x-break: "a\\r\\nset-cookie: b"
        connection: close
`
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml has 3 problems:

      corecurve.yml:7:9: benchmarks.b.request.headers.x y: found "x y" as a name
        7 |         "x y": 1
          |         ^
        allowed: the name of a header: letters, digits and !#$%&'*+-.^_\`|~

      corecurve.yml:8:18: benchmarks.b.request.headers.x-break: found "a\\r\\nset-cookie: b"
        8 |         x-break: "a\\r\\nset-cookie: b"
          |                  ^
        allowed: one line of Latin-1 text, a number, true or false

      corecurve.yml:9:9: benchmarks.b.request.headers.connection: found "connection" as a name
        9 |         connection: close
          |         ^
        allowed: any header but connection, content-length, expect, keep-alive, te, trailer, transfer-encoding, upgrade: those are corecurve's"
    `)
  })

  test('a header in two spellings', async () => {
    const text = `${SERVICES}benchmarks: { b: { service: api, request: { headers: { Accept: a, accept: b } } } }`
    expect(await problemOf(text)).toContain('allowed: each header once, whatever its case')
  })

  test('names that are not allowed', async () => {
    const text = `services: { "a b": { start: x, env: { 1A: x } } }\nbenchmarks: { ../up: { command: x } }`
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml has 2 problems:

      corecurve.yml:1:13: services.a b: found "a b" as a name
        1 | services: { "a b": { start: x, env: { 1A: x } } }
          |             ^
        allowed: a name of letters, digits, ".", "_" and "-", 64 at most

      corecurve.yml:2:15: benchmarks.../up: found "../up" as a name
        2 | benchmarks: { ../up: { command: x } }
          |               ^
        allowed: a name of letters, digits, ".", "_" and "-", 64 at most"
    `)
  })

  test('ten problems at most', async () => {
    const keys = Array.from({ length: 14 }, (_, index) => `key${index}: 1`).join('\n')
    const told = await problemOf(`benchmarks: { b: { command: x } }\n${keys}`)
    expect(told).toMatch(/^corecurve\.yml has 14 problems:/)
    expect(told.match(/unknown key/g)).toHaveLength(10)
    expect(told).toMatch(/… and 4 more\.$/)
  })
})

describe('YAML that is no configuration is told as such:', () => {
  test('a syntax error', async () => {
    expect(await problemOf('services:\n  api: [1, 2\nbenchmarks: {}\n')).toMatchInlineSnapshot(`
      "corecurve.yml:3:1: a [ is open, and this line is outside it
        3 | benchmarks: {}
          | ^
        allowed: ] before this line, or more indentation"
    `)
  })

  test.each([
    ['benchmarks:\n  b: { command: x\n', 'a { is open'],
    ['benchmarks:\n  b: { command: "x }\n', 'a quote is open'],
    ['benchmarks:\n  b:\n    command: node: x\n', 'a second ": " on the line'],
    ['benchmarks:\n  b:\n    command:x\n    prepare: y\n', 'text where a key is needed'],
    ['benchmarks:\n  b:\n    command: x\n   prepare: y\n', 'a key that starts in another column'],
    ['benchmarks:\n  b:\n    command: @x\n', 'a character that YAML reserves'],
  ])('the mistake in %j', async (text, found) => {
    expect(await problemOf(text)).toContain(found)
  })

  test('a tab as indentation', async () => {
    expect(await problemOf('services:\n\tapi: 1\n')).toMatchInlineSnapshot(`
      "corecurve.yml:2:1: a tab as indentation
        2 |  api: 1
          | ^
        allowed: spaces: YAML takes no tabs there"
    `)
  })

  test('a key twice', async () => {
    const text = 'benchmarks:\n  b: { command: x }\n  c: { command: x }\n  b: { command: y }\n'
    expect(await problemOf(text)).toMatchInlineSnapshot(`
      "corecurve.yml:4:3: benchmarks.b: the same key again, it stands on line 2 already
        4 |   b: { command: y }
          |   ^
        allowed: benchmarks.b once"
    `)
  })

  test('two documents', async () => {
    expect(await problemOf('benchmarks: {}\n---\nbenchmarks: {}\n')).toMatchInlineSnapshot(`
      "corecurve.yml:2:1: a second YAML document
        2 | ---
          | ^
        allowed: one document: remove what follows ---"
    `)
  })

  test('an empty file, and one with nothing but comments', async () => {
    expect(await problemOf('')).toMatchInlineSnapshot(`
      "corecurve.yml:1:1: the file is empty
        allowed: at least benchmarks, for example

      services:
        api:
          start: node server.js # listens on $PORT
      benchmarks:
        home:
          service: api
          request: { path: / }
      "
    `)
    expect(await problemOf('# nothing\n')).toBe(await problemOf(''))
  })

  test('a file that is one word', async () => {
    expect(await problemOf('hello')).toMatchInlineSnapshot(`
      "corecurve.yml:1:1: found "hello"
        1 | hello
          | ^
        allowed: a group of keys with at least benchmarks"
    `)
  })

  test('aliases that double with every line', async () => {
    const letters = 'abcdefghij'
    const lines = [...letters].map((letter, index) => {
      const inner = index === 0 ? '1' : `*${letters[index - 1]}`
      return `${letter}: &${letter} [${Array(9).fill(inner).join(', ')}]`
    })
    expect(await problemOf(lines.join('\n'))).toMatchInlineSnapshot(`
      "corecurve.yml:1:29: the file expands to too many values
        1 | a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]
          |                             ^
        allowed: fewer aliases"
    `)
  })

  test('an alias inside what it names', async () => {
    expect(await problemOf('benchmarks: &b { a: *b }')).toMatchInlineSnapshot(`
      "corecurve.yml:1:21: benchmarks.a: an alias inside what it names
        1 | benchmarks: &b { a: *b }
          |                     ^"
    `)
  })

  test('a tag', async () => {
    expect(await problemOf('benchmarks: { b: { command: !!binary aGk= } }')).toMatchInlineSnapshot(`
      "corecurve.yml:1:29: a YAML tag
        1 | benchmarks: { b: { command: !!binary aGk= } }
          |                             ^
        allowed: plain values: remove the word that starts with !"
    `)
  })

  test('brackets by the thousand', async () => {
    expect(await problemOf('['.repeat(20_000))).toContain('nested too deeply')
    expect(await problemOf(`benchmarks: ${'['.repeat(200)}${']'.repeat(200)}`)).toContain(
      'nested deeper than 64',
    )
  })

  test('a key that would vanish', async () => {
    expect(await problemOf('benchmarks: { __proto__: { command: x } }')).toContain(
      'benchmarks.__proto__: a key that cannot be used',
    )
  })
})

test('no control character of the file reaches the message', async () => {
  const told = await problemOf(
    '"\\e[31mred\\u202e": "\\x07"\nbenchmarks: { b: { command: x } } # \u001b[2J \u009b\n',
  )
  expect(told).toContain('unknown key')
  expect(told).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
})
