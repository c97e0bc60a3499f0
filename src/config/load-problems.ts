import { DEFAULT_TIMEOUT } from './benchmark-schema.ts'
import { durationOf } from './duration.ts'
import { describeValue } from './printable.ts'
import type { KeyPath, Problem } from './problem.ts'
import { DEFAULT_DEADLINE, REGIME_THRESHOLDS } from './regime-schema.ts'
import { BODY_KEYS } from './request-schema.ts'
import { thresholdProblems } from './threshold-problems.ts'
import { isGroup, placeOf, type WrittenGroup } from './written-group.ts'
import type { YamlSource } from './yaml-source.ts'

/** What is wrong between the keys of a load on a service: its requests, what is expected, and its regimes. */
export function loadProblems(benchmark: WrittenGroup, path: KeyPath, source: YamlSource): Problem[] {
  const requests = requestsOf(benchmark.request, [...path, 'request'])
  return [
    ...requests.flatMap(({ request, at }) => bodyProblems(request, at, source)),
    ...requests.flatMap(({ request, at }) => headProblems(request, at, benchmark, source)),
    ...streamProblems(benchmark, path, source),
    ...deadlineProblems(benchmark, path, source),
    ...['latency', 'overload', 'stream'].flatMap((regime) => {
      const group = benchmark[regime]
      return isGroup(group) ? thresholdProblems(group, [...path, regime], REGIME_THRESHOLDS, source) : []
    }),
  ]
}

interface Placed {
  readonly request: WrittenGroup
  readonly at: KeyPath
}

function requestsOf(written: unknown, path: KeyPath): Placed[] {
  const all = Array.isArray(written)
    ? written.map((request: unknown, index) => ({ request, at: [...path, index] }))
    : [{ request: written, at: path }]
  return all.flatMap(({ request, at }) => (isGroup(request) ? [{ request, at }] : []))
}

function bodyProblems(request: WrittenGroup, path: KeyPath, source: YamlSource): Problem[] {
  const [first, ...others] = BODY_KEYS.filter((key) => Object.hasOwn(request, key))
  return others.map((key) => ({
    ...placeOf(source, [...path, key], 'key'),
    found: `both ${first} and ${key}`,
    allowed: 'one of them',
  }))
}

/** An answer to HEAD has no body: nothing in it can be checked or counted. */
function headProblems(
  { method }: WrittenGroup,
  path: KeyPath,
  { expect, stream }: WrittenGroup,
  source: YamlSource,
): Problem[] {
  if (typeof method !== 'string' || method.toUpperCase() !== 'HEAD') return []
  const needs = isGroup(stream)
    ? 'stream'
    : isGroup(expect) && isGroup(expect.body)
      ? 'expect.body'
      : undefined
  if (needs === undefined) return []
  return [
    {
      ...placeOf(source, [...path, 'method'], 'value'),
      found: `found ${describeValue(method)}, and ${needs} needs the body that its answer does not have`,
      allowed: `another method, or no ${needs}`,
    },
  ]
}

function streamProblems(benchmark: WrittenGroup, path: KeyPath, source: YamlSource): Problem[] {
  if (!Object.hasOwn(benchmark, 'stream')) return []
  const problems: Problem[] = ['latency', 'overload']
    .filter((key) => Object.hasOwn(benchmark, key))
    .map((key) => ({
      ...placeOf(source, [...path, key], 'key'),
      found: `both stream and ${key}`,
      allowed:
        'one of them: a stream does not end with an answer, and quantiles of stream are those of its gaps',
    }))
  if (isGroup(benchmark.expect) && Object.hasOwn(benchmark.expect, 'body')) {
    problems.push({
      ...placeOf(source, [...path, 'expect', 'body'], 'key'),
      found: 'both stream and expect.body',
      allowed: 'expect with status and headers: the body of a stream has no end at which it could be checked',
    })
  }
  return problems
}

/** A request is given up after `timeout`: a later answer cannot be within the deadline. */
function deadlineProblems(benchmark: WrittenGroup, path: KeyPath, source: YamlSource): Problem[] {
  const { overload, timeout = DEFAULT_TIMEOUT } = benchmark
  if (!isGroup(overload)) return []
  const { deadline = DEFAULT_DEADLINE } = overload
  if (typeof deadline !== 'string' || typeof timeout !== 'string') return []
  if ((durationOf(deadline) ?? 0) <= (durationOf(timeout) ?? Number.POSITIVE_INFINITY)) return []
  const allowed = 'a deadline of at most timeout, after which a request is given up'
  if (!Object.hasOwn(overload, 'deadline')) {
    const found = `found ${describeValue(timeout)}, and overload.deadline is ${deadline} by default`
    return [{ ...placeOf(source, [...path, 'timeout'], 'value'), found, allowed }]
  }
  const byDefault = Object.hasOwn(benchmark, 'timeout') ? '' : ' by default'
  const found = `found ${describeValue(deadline)}, and timeout is ${timeout}${byDefault}`
  return [{ ...placeOf(source, [...path, 'overload', 'deadline'], 'value'), found, allowed }]
}
