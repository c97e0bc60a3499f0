import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { parseConfig } from '../../src/config/parse-config.ts'
import { temporaryRepository } from './temporary-repository.ts'

// Examples are pasted: each must be accepted as it stands.

const documentation = (file: string) => readFile(join(import.meta.dirname, '../..', file), 'utf8')

/** The YAML examples of a page, in its order. */
async function examplesOf(file: string): Promise<string[]> {
  const page = await documentation(file)
  return [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, yaml = '']) => yaml)
}

/** A whole configuration around the keys of a benchmark, or around a benchmark. */
function completed(example: string): string {
  const keys = Object.keys(parse(example))
  if (keys.includes('benchmarks')) return example
  const indented = example.replace(/^(?=.)/gm, '    ')
  if (keys.includes('import')) return `benchmarks:\n${indented}`
  return `services: { api: { start: ./api } }\nbenchmarks:\n  b:\n    service: api\n${indented}`
}

describe.each(['README.md', 'docs/load.md'])('%s', (file) => {
  test('shows configurations that are accepted', async () => {
    await using repository = await temporaryRepository({
      'testdata/orders.jsonl': '{"sku":1}\n',
      'tools/x': '',
    })
    const examples = (await examplesOf(file)).filter((example) => !example.includes('runs-on:'))
    expect(examples.length).toBeGreaterThan(1)
    for (const example of examples) {
      const config = await parseConfig(completed(example), { file, root: repository.root })
      expect(config.benchmarks.length).toBeGreaterThan(0)
    }
  })
})

test('docs/load.md has a row or an example for every key of a load', async () => {
  const page = await documentation('docs/load.md')
  const schema = JSON.parse(await documentation('schema/corecurve.schema.json'))
  const { properties } = schema.properties.benchmarks.additionalProperties
  const regimes = ['latency', 'overload', 'stream'].flatMap((regime) =>
    Object.keys(properties[regime].properties),
  )
  const [request] = properties.request.anyOf
  const around = ['request', 'connections', 'expect', 'timeout', 'latency', 'overload', 'stream']
  const command = ['command', 'prepare', 'setup', 'cleanup', 'warmUp', 'directory', 'env']
  const keys = [...Object.keys(request.properties), ...regimes, ...around, ...command]
  const missing = keys.filter((key) => !page.includes(`\`${key}\``) && !page.includes(`${key}: `))
  expect(missing).toEqual([])
})
