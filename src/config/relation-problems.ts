import { KEYS_OF_KIND } from './benchmark-schema.ts'
import { nearest } from './nearest.ts'
import { percentageOf } from './percentage.ts'
import { describeValue, nameList } from './printable.ts'
import type { KeyPath, Problem } from './problem.ts'
import { MOST_NAMES } from './schema.ts'
import type { YamlSource } from './yaml-source.ts'

type Group = Readonly<Record<string, unknown>>

/**
 * What is wrong between keys that may each be right: a service that is not there, the keys of one kind of benchmark in
 * the other, a tolerance above what must be detected, two bodies. It reads the file as written, so that these are
 * reported together with whatever the schema refuses.
 */
export function relationProblems(source: YamlSource): Problem[] {
  const root = source.value
  if (!isGroup(root) || !isGroup(root.benchmarks)) return []
  const services = isGroup(root.services) ? Object.keys(root.services) : []
  const benchmarks = Object.entries(root.benchmarks)
  // The schema refuses so many, and comparing each with each takes long.
  if (Math.max(services.length, benchmarks.length) > MOST_NAMES) return []
  return benchmarks.flatMap(([name, benchmark]) => {
    if (!isGroup(benchmark)) return []
    const path = ['benchmarks', name]
    return [
      ...kindProblems(benchmark, path, source),
      ...serviceProblems(benchmark, path, services, source),
      ...thresholdProblems(benchmark, path, source),
      ...bodyProblems(benchmark.request, [...path, 'request'], source),
    ]
  })
}

function kindProblems(benchmark: Group, path: KeyPath, source: YamlSource): Problem[] {
  const has = (key: string) => Object.hasOwn(benchmark, key)
  if (has('service') && has('command')) {
    return [
      {
        ...at(source, [...path, 'command'], 'key'),
        found: 'both service and command',
        allowed:
          'service with request (a load on a service), or command with prepare (timed by hyperfine), never both',
      },
    ]
  }
  if (!has('service') && !has('command')) {
    const allowed = 'service with request (a load on a service), or command with prepare (timed by hyperfine)'
    return [{ ...at(source, path, 'key'), found: 'neither service nor command', allowed }]
  }
  const kind = has('command') ? 'command' : 'http'
  const other = kind === 'command' ? 'http' : 'command'
  return KEYS_OF_KIND[other].filter(has).map((key) => ({
    ...at(source, [...path, key], 'key'),
    found: `a key of a benchmark with ${KEYS_OF_KIND[other][0]}, and this one has ${KEYS_OF_KIND[kind][0]}`,
    allowed: [...KEYS_OF_KIND[kind], 'tolerance', 'detect'].join(', '),
  }))
}

function serviceProblems(
  benchmark: Group,
  path: KeyPath,
  services: readonly string[],
  source: YamlSource,
): Problem[] {
  const { service } = benchmark
  if (typeof service !== 'string' || services.includes(service) || Object.hasOwn(benchmark, 'command'))
    return []
  return [
    {
      ...at(source, [...path, 'service'], 'value'),
      found: `no service is called ${describeValue(service)}`,
      nearest: nearest(service, services),
      allowed:
        services.length === 0
          ? 'a service that is declared under services; there is none yet'
          : nameList(services),
    },
  ]
}

function thresholdProblems(benchmark: Group, path: KeyPath, source: YamlSource): Problem[] {
  const { tolerance = '3%', detect = '10%' } = benchmark
  if (typeof tolerance !== 'string' || typeof detect !== 'string') return []
  const low = percentageOf(tolerance)
  const high = percentageOf(detect)
  if (low === undefined || high === undefined || low < high) return []
  const declared = Object.hasOwn(benchmark, 'detect') ? 'detect' : 'tolerance'
  const other = declared === 'detect' ? 'tolerance' : 'detect'
  const byDefault = Object.hasOwn(benchmark, other) ? '' : ' by default'
  return [
    {
      ...at(source, [...path, declared], 'value'),
      found: `found ${describeValue(benchmark[declared])}, and ${other} is ${other === 'detect' ? detect : tolerance}${byDefault}`,
      allowed: 'a detect above tolerance: what must not slip through is more than what never alarms',
    },
  ]
}

function bodyProblems(request: unknown, path: KeyPath, source: YamlSource): Problem[] {
  if (Array.isArray(request)) {
    return request.flatMap((inner, index) =>
      Array.isArray(inner) ? [] : bodyProblems(inner, [...path, index], source),
    )
  }
  if (!isGroup(request) || !Object.hasOwn(request, 'body') || !Object.hasOwn(request, 'bodyFile')) return []
  return [
    { ...at(source, [...path, 'bodyFile'], 'key'), found: 'both body and bodyFile', allowed: 'one of them' },
  ]
}

function at(source: YamlSource, path: KeyPath, part: 'key' | 'value') {
  return { path, ...source.locate(path, part) }
}

function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
