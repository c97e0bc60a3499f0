import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/parse-config.ts'
import { selectBenchmarks } from '../../src/config/select-benchmarks.ts'
import { UserError } from '../../src/user-error.ts'

const config = await parseConfig(
  `services: { api: { start: x }, web: { start: x } }
benchmarks:
  checkout: { service: api }
  search: { service: web }
  import: { command: make }
`,
  { file: 'corecurve.yml', root: tmpdir() },
)
const names = (only: string[]) => selectBenchmarks(config, only).benchmarks.map(({ name }) => name)

describe('selecting benchmarks', () => {
  test('keeps all of them where none is named', () => {
    expect(selectBenchmarks(config, [])).toBe(config)
  })

  test('keeps the named ones in the order of the file, with the services that they load', () => {
    expect(names(['import', 'checkout'])).toEqual(['checkout', 'import'])
    expect(selectBenchmarks(config, ['search']).services.map(({ name }) => name)).toEqual(['web'])
    expect(selectBenchmarks(config, ['import']).services).toEqual([])
  })

  test('refuses a name that no benchmark has, with the nearest', () => {
    expect(() => names(['chekout', 'nothing'])).toThrow(UserError)
    expect(() => names(['chekout', 'nothing'])).toThrowErrorMatchingInlineSnapshot(`
      [UserError: corecurve.yml has no benchmark called "chekout". Did you mean checkout? It has: checkout, search, import.
      corecurve.yml has no benchmark called "nothing". It has: checkout, search, import.]
    `)
  })
})
