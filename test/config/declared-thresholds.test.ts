import { expect, test } from 'vitest'
import { checkDeclaration } from '../../src/config/check-declaration.ts'
import { declaredThresholds } from '../../src/config/declared-thresholds.ts'
import { readYaml } from '../../src/config/yaml-source.ts'

const declared = (text: string) => {
  const checked = checkDeclaration(readYaml(text))
  return checked.kind === 'ok' ? declaredThresholds(checked.declaration) : checked.kind
}

test('every regime of a benchmark has the thresholds that it declares, or the defaults', () => {
  const text = `
services: { api: { start: ./api } }
benchmarks:
  checkout: { service: api, connections: [16, 256], tolerance: 5%, latency: { quantiles: [50, 99] }, overload: { detect: 40% } }
  events: { service: api, stream: { count: lines, tolerance: 20% } }
  import: { command: ./import, detect: 20% }
`
  expect(declared(text)).toEqual([
    { name: 'checkout', regime: 'throughput', tolerance: 0.05, detect: 0.1 },
    { name: 'checkout', regime: 'latency', tolerance: 0.1, detect: 0.25 },
    { name: 'checkout', regime: 'goodput', tolerance: 0.1, detect: 0.4 },
    { name: 'events', regime: 'throughput', tolerance: 0.03, detect: 0.1 },
    { name: 'events', regime: 'gap', tolerance: 0.2, detect: 0.25 },
    { name: 'import', regime: 'throughput', tolerance: 0.03, detect: 0.2 },
  ])
})

test.each([
  ['is empty', ''],
  ['is no YAML', 'benchmarks: {'],
  ['has an unknown key', 'benchmarks: { a: { command: x, tolerances: 3% } }'],
  ['names a service that is not there', 'benchmarks: { a: { service: api } }'],
])('a file that %s declares nothing', (_, text) => {
  expect(declared(text)).toBe('problems')
})
