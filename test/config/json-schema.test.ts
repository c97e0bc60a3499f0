import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { configJsonSchema } from '../../src/config/json-schema.ts'
import { MINIMAL_CONFIG } from '../../src/config/minimal-config.ts'
import { DESIGN_EXAMPLE, REGIMES_EXAMPLE } from './design-example.ts'

const schema = configJsonSchema()
const validate = new Ajv({ strictTypes: false }).compile(schema)
const accepts = (text: string): boolean => validate(parse(text))

describe('the JSON Schema', () => {
  test('accepts the example of the design and the minimal one', () => {
    expect(accepts(DESIGN_EXAMPLE), JSON.stringify(validate.errors)).toBe(true)
    expect(accepts(MINIMAL_CONFIG), JSON.stringify(validate.errors)).toBe(true)
    expect(
      accepts('benchmarks: { b: { service: api, request: [{ method: post }], connections: [1, 2] } }'),
    ).toBe(true)
    expect(accepts(REGIMES_EXAMPLE), JSON.stringify(validate.errors)).toBe(true)
  })

  test.each([
    'services: {}',
    'benchmarks: {}',
    'benchmarks: { b: { service: api, conections: 1 } }',
    'benchmarks: { b: { service: api, command: make } }',
    'benchmarks: { b: { command: make, connections: 1 } }',
    'benchmarks: { b: { tolerance: 3% } }',
    'benchmarks: { b: { command: make, tolerance: 3 } }',
    'benchmarks: { b: { service: api, request: { body: 1, bodyFile: x } } }',
    'benchmarks: { b: { service: api, request: [{ bodyFile: x, bodyFrom: y }] } }',
    'benchmarks: { b: { service: api, request: { weight: 0 } } }',
    'benchmarks: { b: { service: api, latency: { rate: 0.7 } } }',
    'benchmarks: { b: { service: api, latency: { rate: 500 req/s } } }',
    'benchmarks: { b: { service: api, latency: { quantiles: [0.5] } } }',
    'benchmarks: { b: { service: api, latency: { quantiles: [50, 50] } } }',
    'benchmarks: { b: { service: api, overload: { deadline: 200 } } }',
    'benchmarks: { b: { service: api, stream: {} } }',
    'benchmarks: { b: { service: api, stream: { count: lines }, latency: {} } }',
    'benchmarks: { b: { service: api, stream: { count: lines }, overload: {} } }',
    'benchmarks: { b: { service: api, expect: { body: {} } } }',
    'benchmarks: { b: { service: api, expect: { body: { json: { "a[0]": 1 } } } } }',
    'benchmarks: { b: { command: make, latency: {} } }',
    'benchmarks: { b: { command: make, warmUp: 101 } }',
    'benchmarks: { b: { service: api, warmUp: 1 } }',
    'benchmarks: { b: { service: api, request: { method: PSOT } } }',
    'benchmarks: { "a b": { command: make } }',
    'cores: [1, 1]\nbenchmarks: { b: { command: make } }',
  ])('refuses %s', (text) => {
    expect(accepts(text)).toBe(false)
  })

  test('describes every key', () => {
    const undescribed: string[] = []
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return
      const { properties } = node as { properties?: Record<string, { description?: string } | boolean> }
      for (const [key, value] of Object.entries(properties ?? {})) {
        if (typeof value === 'object' && value.description === undefined) undescribed.push(`${path}.${key}`)
      }
      for (const [key, value] of Object.entries(node)) visit(value, `${path}.${key}`)
    }
    visit(schema, '')
    expect(undescribed).toEqual([])
  })
})

test('the check says that the stored schema is up to date', async () => {
  const root = join(import.meta.dirname, '../..')
  const script = join(root, 'scripts/write-schema.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--check'])
  expect(stdout).toContain('is up to date')
  expect(JSON.parse(await readFile(join(root, 'schema/corecurve.schema.json'), 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(schema)),
  )
})
