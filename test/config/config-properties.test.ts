import { tmpdir } from 'node:os'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import type { CommandBenchmark, HttpBenchmark } from '../../src/config/config.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { UserError } from '../../src/user-error.ts'
import { problemOf } from './problem-of.ts'

const place = { file: 'corecurve.yml', root: tmpdir() }

const name = fc.stringMatching(/^[A-Za-z0-9._-]{1,64}$/).filter((text) => text !== '__proto__')
const command = fc
  .string({ minLength: 1, unit: 'grapheme' })
  .filter((text) => /\S/.test(text) && !text.includes('\0'))
const path = fc.stringMatching(/^\/[!-"$-~]{0,20}$/)
const env = fc.dictionary(fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,8}$/), command, { maxKeys: 3 })
const levels = fc.uniqueArray(fc.integer({ min: 1, max: 4096 }), { minLength: 1, maxLength: 4 })
const percent = { tolerance: fc.integer({ min: 0, max: 40 }), detect: fc.integer({ min: 41, max: 99 }) }

const services = fc.dictionary(
  name,
  fc.record({ start: command, ready: path, env, startTimeout: fc.nat(80_000) }),
  {
    minKeys: 1,
    maxKeys: 4,
  },
)
const declared = services.chain((services) =>
  fc.record({
    cores: levels,
    services: fc.constant(services),
    loads: fc.dictionary(
      name,
      fc.record({
        service: fc.constantFrom(...Object.keys(services)),
        path,
        body: fc
          .jsonValue()
          .filter((value) => value !== null && !JSON.stringify(value).includes('__proto__')),
        connections: levels,
        ...percent,
      }),
      { minKeys: 1, maxKeys: 4 },
    ),
    commands: fc.dictionary(name, fc.record({ command, env, ...percent }), { maxKeys: 3 }),
    keep: fc.integer({ min: 1, max: 1_000_000 }),
  }),
)

test('any valid configuration is read as it was declared', async () => {
  await fc.assert(
    fc.asyncProperty(declared, async ({ cores, services, loads, commands, keep }) => {
      const percentages = (of: { tolerance: number; detect: number }) => ({
        tolerance: `${of.tolerance}%`,
        detect: `${of.detect}%`,
      })
      const text = stringify({
        cores,
        services: Object.fromEntries(
          Object.entries(services).map(([key, service]) => [
            key,
            { ...service, startTimeout: `${service.startTimeout + 1}ms` },
          ]),
        ),
        benchmarks: {
          ...Object.fromEntries(
            Object.entries(commands).map(([key, { command, env, ...rest }]) => [
              key,
              { command, env, ...percentages(rest) },
            ]),
          ),
          ...Object.fromEntries(
            Object.entries(loads).map(([key, { service, path, body, connections, ...rest }]) => [
              key,
              { service, request: { path, body }, connections, ...percentages(rest) },
            ]),
          ),
        },
        baseline: { keep },
      })
      const config = await parseConfig(text, place)
      expect(config.cores).toEqual(cores.toSorted((a, b) => a - b))
      expect(config.baseline.keep).toBe(keep)
      expect(Object.fromEntries(config.services.map((service) => [service.name, service]))).toMatchObject(
        Object.fromEntries(
          Object.entries(services).map(([key, { start, ready, env, startTimeout }]) => [
            key,
            { name: key, start, ready, env, startTimeout: startTimeout + 1 },
          ]),
        ),
      )
      for (const [key, load] of Object.entries(loads)) {
        const read = config.benchmarks.find((candidate) => candidate.name === key) as HttpBenchmark
        expect(read).toMatchObject({ kind: 'http', service: load.service, connections: load.connections })
        expect([read.tolerance, read.detect]).toEqual([load.tolerance / 100, load.detect / 100])
        expect(read.requests).toHaveLength(1)
        const [request] = read.requests
        expect(request?.path).toBe(load.path)
        expect(request?.body).toEqual({ kind: 'declared', text: JSON.stringify(load.body) })
      }
      for (const [key, { command, env }] of Object.entries(commands)) {
        if (Object.hasOwn(loads, key)) continue
        const read = config.benchmarks.find((candidate) => candidate.name === key) as CommandBenchmark
        expect(read).toMatchObject({ kind: 'command', command, env })
      }
    }),
    { numRuns: 150 },
  )
})

const GROUPS: readonly (readonly [string, (key: string) => string])[] = [
  ['', (key) => `benchmarks: { b: { command: x } }\n${key}: 1\n`],
  [
    'services.api.',
    (key) => `benchmarks: { b: { service: api } }\nservices: { api: { start: x,\n  ${key}: 1 } }\n`,
  ],
  ['benchmarks.b.', (key) => `benchmarks: { b: { command: x,\n ${key}: 1 } }\n`],
  ['baseline.', (key) => `benchmarks: { b: { command: x } }\nbaseline:\n  ${key}: 1\n`],
]

test('any unknown key is refused with its line and path', async () => {
  const known = /^(cores|services|benchmarks|baseline)$/
  const key = fc
    .stringMatching(/^[a-z]{1,20}$/)
    .filter((text) => !known.test(text) && !/^(null|true|false|y|n)$/.test(text))
  await fc.assert(
    fc.asyncProperty(key, fc.constantFrom(...GROUPS), async (unknown, [path, text]) => {
      const file = text(`x${unknown}`)
      const line = file.split('\n').findIndex((content) => content.includes(`x${unknown}: 1`)) + 1
      expect(await problemOf(file)).toMatch(
        new RegExp(`^corecurve\\.yml:${line}:\\d+: ${path}x${unknown}: unknown key`, 'm'),
      )
    }),
    { numRuns: 100 },
  )
})

const WORDS = [
  'services',
  'benchmarks',
  'b',
  'api',
  'start',
  'service',
  'request',
  'body',
  'headers',
  'env',
  'command',
  'warmUp',
  'count',
  'deadline',
  'quantiles',
  'rate',
  'stream',
  'overload',
  'latency',
  'weight',
  'bodyFrom',
  'contains',
  'json',
  'expect',
]
const TOKENS = [
  ...WORDS,
  ':',
  ': ',
  '\n',
  '\n  ',
  '\n    ',
  '- ',
  '[',
  ']',
  '{',
  '}',
  ', ',
  '&a ',
  '*a',
  '"',
  "'",
]
const REST = [
  '#',
  '|',
  '>',
  '!!map ',
  '? ',
  '<<',
  '---\n',
  '...\n',
  '%YAML 1.1\n',
  '\t',
  '\0',
  '\u2028',
  '3%',
  '/',
  '.inf',
]

async function neverABug(text: string): Promise<void> {
  try {
    await parseConfig(text, place)
  } catch (error) {
    expect(error).toBeInstanceOf(UserError)
    expect((error as UserError).message).toMatch(/corecurve\.yml:\d+:\d+/)
  }
}

test('whatever the text, the answer is a configuration or a user error with its place', async () => {
  const tokens = fc
    .array(fc.constantFrom(...TOKENS, ...REST), { maxLength: 60 })
    .map((parts) => parts.join(''))
  await fc.assert(fc.asyncProperty(fc.oneof(tokens, fc.string({ unit: 'binary' })), neverABug), {
    numRuns: 1500,
  })
})

test('whatever stands under a known key, the answer is a configuration or a user error with its place', async () => {
  const tree = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.oneof(
        fc.string(),
        fc.double(),
        fc.boolean(),
        fc.constant(null),
        fc.constantFrom('api', '3%', '30s', '/', 'auto', '70%', '500/s', 'lines', 'a.0', 50),
      ),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...WORDS, 'cores', 'baseline', 'expect', 'status'), tie('node'), {
        maxKeys: 5,
      }),
    ),
  })).node
  const file = fc.record({
    services: fc.dictionary(name, tree, { maxKeys: 2 }),
    benchmarks: fc.dictionary(name, tree),
  })
  await fc.assert(
    fc.asyncProperty(fc.oneof(file, tree), (value) => neverABug(stringify(value))),
    { numRuns: 500 },
  )
})
