import { KEYS_OF_KIND, THRESHOLDS } from './benchmark-schema.ts'
import { loadProblems } from './load-problems.ts'
import { nearest } from './nearest.ts'
import { describeValue, nameList } from './printable.ts'
import type { KeyPath, Problem } from './problem.ts'
import { MOST_NAMES } from './schema.ts'
import { thresholdProblems } from './threshold-problems.ts'
import { isGroup, placeOf, type WrittenGroup } from './written-group.ts'
import type { YamlSource } from './yaml-source.ts'

/**
 * What is wrong between keys that may each be right: a service that is not there, the keys of one kind of benchmark in
 * the other, a tolerance above what must be detected, two bodies, a stream with a deadline. It reads the file as
 * written, so that these are reported together with whatever the schema refuses.
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
      ...thresholdProblems(benchmark, path, THRESHOLDS, source),
      ...(Object.hasOwn(benchmark, 'command') ? [] : loadProblems(benchmark, path, source)),
    ]
  })
}

function kindProblems(benchmark: WrittenGroup, path: KeyPath, source: YamlSource): Problem[] {
  const has = (key: string) => Object.hasOwn(benchmark, key)
  if (has('service') && has('command')) {
    return [
      {
        ...placeOf(source, [...path, 'command'], 'key'),
        found: 'both service and command',
        allowed:
          'service with request (a load on a service), or command with prepare (timed by hyperfine), never both',
      },
    ]
  }
  if (!has('service') && !has('command')) {
    const allowed = 'service with request (a load on a service), or command with prepare (timed by hyperfine)'
    return [{ ...placeOf(source, path, 'key'), found: 'neither service nor command', allowed }]
  }
  const kind = has('command') ? 'command' : 'http'
  const other = kind === 'command' ? 'http' : 'command'
  return KEYS_OF_KIND[other].filter(has).map((key) => ({
    ...placeOf(source, [...path, key], 'key'),
    found: `a key of a benchmark with ${KEYS_OF_KIND[other][0]}, and this one has ${KEYS_OF_KIND[kind][0]}`,
    allowed: [...KEYS_OF_KIND[kind], 'tolerance', 'detect'].join(', '),
  }))
}

function serviceProblems(
  benchmark: WrittenGroup,
  path: KeyPath,
  services: readonly string[],
  source: YamlSource,
): Problem[] {
  const { service } = benchmark
  if (typeof service !== 'string' || services.includes(service) || Object.hasOwn(benchmark, 'command'))
    return []
  return [
    {
      ...placeOf(source, [...path, 'service'], 'value'),
      found: `no service is called ${describeValue(service)}`,
      nearest: nearest(service, services),
      allowed:
        services.length === 0
          ? 'a service that is declared under services; there is none yet'
          : nameList(services),
    },
  ]
}
