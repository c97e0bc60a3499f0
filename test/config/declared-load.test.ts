import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import type { CommandBenchmark, HttpBenchmark, Request } from '../../src/config/config.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { temporaryRepository } from './temporary-repository.ts'

/** The one benchmark of a configuration with these lines. */
async function load(lines: string, root = tmpdir()): Promise<HttpBenchmark> {
  const text = `services: { api: { start: ./api, directory: . } }\nbenchmarks:\n  b:\n    service: api\n${lines}`
  const { benchmarks } = await parseConfig(text, { file: 'corecurve.yml', root })
  return benchmarks[0] as HttpBenchmark
}

async function command(keys: string): Promise<CommandBenchmark> {
  const text = `benchmarks: { c: { command: make${keys} } }`
  const { benchmarks } = await parseConfig(text, { file: 'corecurve.yml', root: tmpdir() })
  return benchmarks[0] as CommandBenchmark
}

describe('a load that declares', () => {
  test('no regime has none but the closed loop', async () => {
    const { latency, overload, stream } = await load('')
    expect([latency, overload, stream]).toEqual([undefined, undefined, undefined])
  })

  test('latency as {} gets its defaults', async () => {
    expect((await load('    latency: {}\n')).latency).toEqual({
      rate: { kind: 'share', ofCapacity: 0.7 },
      arrivals: 'poisson',
      quantiles: [50, 99],
      tolerance: 0.1,
      detect: 0.25,
    })
  })

  test('latency with all its keys has them, quantiles in ascending order', async () => {
    const lines =
      '    latency: { rate: 500/s, arrivals: constant, quantiles: [99.9, 50], tolerance: 5%, detect: 50% }\n'
    expect((await load(lines)).latency).toEqual({
      rate: { kind: 'absolute', perSecond: 500 },
      arrivals: 'constant',
      quantiles: [50, 99.9],
      tolerance: 0.05,
      detect: 0.5,
    })
  })

  test('one quantile may do without a list', async () => {
    expect((await load('    latency: { quantiles: 99.9 }\n')).latency?.quantiles).toEqual([99.9])
    expect((await load('    stream: { count: chunks, quantiles: 90 }\n')).stream?.quantiles).toEqual([90])
  })

  test('overload as {} gets its defaults', async () => {
    expect((await load('    overload: {}\n')).overload).toEqual({
      rate: { kind: 'share', ofCapacity: 1.5 },
      arrivals: 'poisson',
      deadline: 200,
      tolerance: 0.1,
      detect: 0.25,
    })
  })

  test('overload with all its keys has them, and an absolute rate may be any', async () => {
    const lines =
      '    overload: { rate: 50/s, arrivals: constant, deadline: 1s, tolerance: 5%, detect: 50% }\n    latency: {}\n'
    const { overload, latency } = await load(lines)
    expect(overload).toEqual({
      rate: { kind: 'absolute', perSecond: 50 },
      arrivals: 'constant',
      deadline: 1000,
      tolerance: 0.05,
      detect: 0.5,
    })
    expect(latency).toBeDefined()
  })

  test('stream needs to say what an event is, and gets defaults for the rest', async () => {
    expect((await load('    stream: { count: events }\n    connections: [4, 64]\n')).stream).toEqual({
      count: 'events',
      quantiles: [50, 99],
      tolerance: 0.1,
      detect: 0.25,
    })
  })

  test('a deadline of exactly its timeout may have it', async () => {
    const { overload, timeout } = await load('    timeout: 1s\n    overload: { deadline: 1000ms }\n')
    expect(overload?.deadline).toBe(timeout)
  })
})

describe('an expectation', () => {
  test('of headers has their names in lower case and their values as they are written', async () => {
    const lines =
      '    expect: { headers: { Content-Type: application/json, X-Version: 1.10, connection: close } }\n'
    const { expect: answer } = await load(lines)
    expect(answer.headers).toEqual({
      'content-type': 'application/json',
      'x-version': '1.10',
      connection: 'close',
    })
    expect(answer.status).toHaveLength(100)
    expect(answer.body).toBeUndefined()
  })

  test('of a body has text, and JSON values by path', async () => {
    const lines = `    expect:
      status: 201
      body:
        contains: ok
        json: { items.0.sku: 1, state: null, "versions.1\\\\.0": { a: [true] } }
`
    expect((await load(lines)).expect).toEqual({
      status: [201],
      headers: {},
      body: {
        contains: 'ok',
        json: { 'items.0.sku': 1, state: null, 'versions.1\\.0': { a: [true] } },
      },
    })
  })
})

describe('requests', () => {
  test('have the weights they declare', async () => {
    const { requests } = await load(
      '    request: [{ path: /browse, weight: 8 }, { path: /buy, weight: 0.5 }, {}]\n',
    )
    expect(requests.map(({ weight }) => weight)).toEqual([8, 0.5, 1])
  })

  test('take each line of their file of bodies, as JSON unless they say otherwise', async () => {
    await using repository = await temporaryRepository({ 'orders.jsonl': '{"sku": "$CORES"}\n[2]\n' })
    const { requests } = await load(
      '    request: [{ bodyFrom: orders.jsonl }, { method: PUT, headers: { Content-Type: application/x-ndjson }, bodyFrom: ./orders.jsonl }]\n',
      repository.root,
    )
    const shown = ({ body, ...request }: Request) => ({
      ...request,
      bodies: body?.kind === 'cycle' ? body.bodies.map((bytes) => new TextDecoder().decode(bytes)) : body,
    })
    const bodies = ['{"sku": "$CORES"}', '[2]']
    expect(requests.map(shown)).toEqual([
      { method: 'POST', path: '/', headers: { 'content-type': 'application/json' }, weight: 1, bodies },
      { method: 'PUT', path: '/', headers: { 'Content-Type': 'application/x-ndjson' }, weight: 1, bodies },
    ])
  })
})

describe('a command', () => {
  test('is warmed up once, with nothing around it', async () => {
    const { warmUp, setup, cleanup, prepare } = await command('')
    expect([warmUp, setup, cleanup, prepare]).toEqual([1, undefined, undefined, undefined])
  })

  test("may have all of hyperfine's words around it", async () => {
    const keys = ', setup: ./fill, prepare: rm -rf out, cleanup: rm -f data.db, warmUp: 0'
    expect(await command(keys)).toMatchObject({
      setup: './fill',
      prepare: 'rm -rf out',
      cleanup: 'rm -f data.db',
      warmUp: 0,
    })
  })
})
