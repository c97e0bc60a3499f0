import { symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Config, HttpBenchmark, RequestBody } from '../../src/config/config.ts'
import { MINIMAL_CONFIG } from '../../src/config/minimal-config.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { DESIGN_EXAMPLE } from './design-example.ts'
import { problemOf } from './problem-of.ts'
import { temporaryRepository } from './temporary-repository.ts'

const parse = (text: string, root = tmpdir()): Promise<Config> =>
  parseConfig(text, { file: 'corecurve.yml', root })

/** The one benchmark of a configuration with this request. */
async function benchmark(lines: string, root?: string): Promise<HttpBenchmark> {
  const config = await parse(
    `services: { api: { start: ./api } }\nbenchmarks:\n  b:\n    service: api\n${lines}`,
    root,
  )
  return config.benchmarks[0] as HttpBenchmark
}

describe('a configuration', () => {
  test('of the design is read as it says', async () => {
    const config = await parse(DESIGN_EXAMPLE, '/')
    expect(config).toEqual({
      file: 'corecurve.yml',
      root: '/',
      cores: 'auto',
      services: [
        {
          name: 'api',
          directory: '/',
          build: 'go build -o bin/api ./cmd/api',
          start: './bin/api',
          runtime: 'go',
          ready: '/healthz',
          startTimeout: 30_000,
          env: { DB_POOL: '$CORES' },
        },
      ],
      benchmarks: [
        {
          kind: 'http',
          name: 'checkout',
          service: 'api',
          requests: [
            {
              method: 'POST',
              path: '/checkout',
              headers: { 'content-type': 'application/json' },
              weight: 1,
              body: { kind: 'declared', text: '{"sku":1}' },
            },
          ],
          connections: [16],
          expect: { status: [200], headers: {} },
          timeout: 10_000,
          tolerance: 0.03,
          detect: 0.1,
        },
        {
          kind: 'command',
          name: 'import',
          command: './bin/import data.csv --workers $CORES',
          prepare: 'rm -rf out',
          warmUp: 1,
          directory: '/',
          env: {},
          tolerance: 0.03,
          detect: 0.1,
        },
      ],
      baseline: { branch: 'corecurve', keep: 1000 },
    })
  })

  test('that leaves out all it can gets the defaults', async () => {
    const config = await parse(MINIMAL_CONFIG)
    expect(config.cores).toBe('auto')
    expect(config.baseline).toEqual({ branch: 'corecurve', keep: 1000 })
    expect(config.services[0]).toMatchObject({ directory: tmpdir(), startTimeout: 30_000, env: {} })
    expect(config.benchmarks[0]).toMatchObject({
      connections: [16],
      timeout: 10_000,
      tolerance: 0.03,
      detect: 0.1,
    })
  })

  test('may have commands only, each in its directory with its environment', async () => {
    await using repository = await temporaryRepository({ 'tools/x': '' })
    const text =
      'benchmarks: { c: { command: make, directory: tools, env: { N: 1.10, BIG: 12345678901234567890, ON: true } } }'
    const config = await parse(text, repository.root)
    expect(config.services).toEqual([])
    expect(config.benchmarks[0]).toMatchObject({
      directory: join(repository.root, 'tools'),
      env: { N: '1.10', BIG: '12345678901234567890', ON: 'true' },
    })
  })

  test('has its core counts in ascending order', async () => {
    expect((await parse(`cores: [4, 1, 2]\n${MINIMAL_CONFIG}`)).cores).toEqual([1, 2, 4])
  })

  test('may use anchors', async () => {
    const text = 'benchmarks:\n  a: &base { command: make, detect: 5% }\n  b: *base'
    const { benchmarks } = await parse(text)
    expect(benchmarks.map(({ name, detect }) => [name, detect])).toEqual([
      ['a', 0.05],
      ['b', 0.05],
    ])
  })

  test('is YAML 1.2 whatever its directive says: yes is a word', async () => {
    const config = await parse('%YAML 1.1\n---\nbenchmarks: { a: { command: yes } }')
    expect(config.benchmarks[0]).toMatchObject({ command: 'yes' })
  })

  test('keeps the kind of every runtime that it can tell', async () => {
    await using repository = await temporaryRepository({
      'go.mod': '',
      'web/package.json': '',
      'ml/app.py': '',
    })
    const { services } = await parse(
      `services:
  go: { start: ./bin/api }
  web: { start: ./serve, directory: web }
  ml: { start: ./serve, directory: ml }
  py: { start: python3 app.py, directory: web }
  declared: { start: python3 app.py, runtime: node }
benchmarks: { b: { service: go } }`,
      repository.root,
    )
    expect(Object.fromEntries(services.map(({ name, runtime }) => [name, runtime]))).toEqual({
      go: 'go',
      web: 'node',
      ml: undefined,
      py: 'python',
      declared: 'node',
    })
  })
})

describe('a request', () => {
  const text = (body: RequestBody | undefined) => (body?.kind === 'declared' ? body.text : undefined)

  test('left out is GET / and any success is an answer', async () => {
    const { requests, expect: answer } = await benchmark('')
    expect(requests).toEqual([{ method: 'GET', path: '/', headers: {}, weight: 1 }])
    expect(answer.status).toHaveLength(100)
    expect(Math.min(...answer.status)).toBe(200)
    expect(Math.max(...answer.status)).toBe(299)
  })

  test('may be a list, each with weight 1, with levels of connections and several answers', async () => {
    const result = await benchmark(
      '    request: [{ path: /a }, { method: delete, path: /b }]\n    connections: [256, 16]\n    expect: { status: [200, 404] }',
    )
    expect(result.requests.map(({ method, path, weight }) => `${method} ${path} ${weight}`)).toEqual([
      'GET /a 1',
      'DELETE /b 1',
    ])
    expect(result.connections).toEqual([256, 16])
    expect(result.expect.status).toEqual([200, 404])
  })

  test('with a body is a POST of JSON unless it says otherwise', async () => {
    const { requests } = await benchmark(
      `    request:
      - body: [1, { a: null }]
      - { method: PUT, body: text }
      - { headers: { Content-Type: text/plain }, body: text }
      - { headers: { content-type: application/vnd.api+json }, body: text }`,
    )
    expect(requests.map(({ method, headers, body }) => [method, headers, text(body)])).toEqual([
      ['POST', { 'content-type': 'application/json' }, '[1,{"a":null}]'],
      ['PUT', { 'content-type': 'application/json' }, '"text"'],
      ['POST', { 'Content-Type': 'text/plain' }, 'text'],
      ['POST', { 'content-type': 'application/vnd.api+json' }, '"text"'],
    ])
  })

  test('takes the bytes of its body file as they are, from the directory of its service', async () => {
    const bytes = Uint8Array.of(0, 255, 10)
    await using repository = await temporaryRepository({ 'svc/data/order.bin': bytes })
    const config = await parse(
      'services: { api: { start: x, directory: svc } }\nbenchmarks: { b: { service: api, request: { bodyFile: data/order.bin } } }',
      repository.root,
    )
    const [request] = (config.benchmarks[0] as HttpBenchmark).requests
    expect(request).toMatchObject({ method: 'POST', headers: {}, body: { kind: 'file' } })
    expect(request?.body?.kind === 'file' && [...request.body.bytes]).toEqual([...bytes])
  })

  test('has header values as they are written', async () => {
    const { requests } = await benchmark(
      '    request: { headers: { x-id: 12345678901234567890, x-on: true } }',
    )
    expect(requests[0]?.headers).toEqual({ 'x-id': '12345678901234567890', 'x-on': 'true' })
  })
})

describe('what a configuration names on disk', () => {
  test('is looked up, and all that is wrong with it reported together', async () => {
    await using repository = await temporaryRepository({ file: '' })
    const text = `services:
  up: { start: x, directory: ../other }
  root: { start: x, directory: /etc }
  gone: { start: x, directory: nowhere }
  file: { start: x, directory: file }
  here: { start: x }
benchmarks:
  a: { service: here, request: { bodyFile: ../secret } }
  b: { service: here, request: [{ path: / }, { bodyFile: nothing.json }] }
  c: { service: here, request: { bodyFile: . } }
`
    expect(await problemOf(text, repository.root)).toMatchInlineSnapshot(`
      "corecurve.yml has 7 problems:

      corecurve.yml:2:30: services.up.directory: found "../other", which is outside the repository
        2 |   up: { start: x, directory: ../other }
          |                              ^
        allowed: a directory inside the repository, relative to its root, such as services/api

      corecurve.yml:3:32: services.root.directory: found "/etc", which is absolute
        3 |   root: { start: x, directory: /etc }
          |                                ^
        allowed: a directory inside the repository, relative to its root, such as services/api

      corecurve.yml:4:32: services.gone.directory: found "nowhere", which does not exist
        4 |   gone: { start: x, directory: nowhere }
          |                                ^
        allowed: a directory inside the repository, relative to its root, such as services/api

      corecurve.yml:5:32: services.file.directory: found "file", which is a file
        5 |   file: { start: x, directory: file }
          |                                ^
        allowed: a directory inside the repository, relative to its root, such as services/api

      corecurve.yml:8:44: benchmarks.a.request.bodyFile: found "../secret", which is outside the repository
        8 |   a: { service: here, request: { bodyFile: ../secret } }
          |                                            ^
        allowed: a file inside the repository, relative to the directory of the service, the root of the repository

      corecurve.yml:9:58: benchmarks.b.request[1].bodyFile: found "nothing.json", which cannot be read: it does not exist
        9 |   b: { service: here, request: [{ path: / }, { bodyFile: nothing.json }] }
          |                                                          ^
        allowed: a file inside the repository, relative to the directory of the service, the root of the repository

      corecurve.yml:10:44: benchmarks.c.request.bodyFile: found ".", which cannot be read: it is a directory
        10 |   c: { service: here, request: { bodyFile: . } }
           |                                            ^
        allowed: a file inside the repository, relative to the directory of the service, the root of the repository"
    `)
  })

  test('may not leave the repository through a symbolic link', async () => {
    await using outside = await temporaryRepository({ x: '' })
    await using repository = await temporaryRepository()
    await symlink(outside.root, join(repository.root, 'link'))
    const text = 'benchmarks: { c: { command: x, directory: link } }'
    expect(await problemOf(text, repository.root)).toContain('found "link", which is outside the repository')
  })
})
