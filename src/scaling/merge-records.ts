import type { BaselineRecord } from '../result/record.ts'
import { arrangeParts, holdTwice, refused } from './arrange-parts.ts'
import { methodOfParts } from './method-of-parts.ts'
import { overloadOf } from './overload-finding.ts'

export type MergedRecords =
  | {
      readonly kind: 'merged'
      /** One for each host key, in the order of their first parts. */
      readonly records: readonly BaselineRecord[]
      /** Indexes of parts that are not there, or were interrupted. */
      readonly missing: readonly number[]
    }
  /** Quotes nothing of the parts. */
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * The records of the parts of one measurement as one for each host key, for absolute numbers of machines of different
 * keys do not belong together. A part that was interrupted is left out, as an interrupted record is not stored.
 */
export function mergeRecords(parts: readonly BaselineRecord[]): MergedRecords {
  const arranged = arrangeParts(parts.map(refound))
  if (arranged.kind === 'refused') return arranged
  const [first] = arranged.parts
  if (first === undefined) return refused('there is no part that measured anything')
  if (first.shard === undefined) return { kind: 'merged', records: arranged.parts, missing: [] }
  if (arranged.parts.some(({ commit }) => commit !== first.commit))
    return refused('the parts are not of the same commit')
  if (holdTwice(arranged.parts)) return refused('two parts hold the same series')
  const whole = arranged.parts.filter(({ method }) => method.complete)
  const interrupted = arranged.parts.flatMap(({ method, shard }) =>
    method.complete || shard === undefined ? [] : [shard.index],
  )
  return {
    kind: 'merged',
    records: [...Map.groupBy(whole, ({ host }) => host.key).values()].flatMap(together),
    missing: [...arranged.missing, ...interrupted].toSorted((a, b) => a - b),
  }
}

/** How each point took overload, by its numbers. */
function refound(record: BaselineRecord): BaselineRecord {
  const benchmarks = record.benchmarks.map((benchmark) => ({
    ...benchmark,
    points: benchmark.points.map((point) =>
      point.overload === undefined ? point : { ...point, overload: overloadOf(point.overload) },
    ),
  }))
  return { ...record, benchmarks }
}

function together(parts: readonly BaselineRecord[]): BaselineRecord[] {
  const [first] = parts
  if (first === undefined) return []
  const { shard: _, ...rest } = first
  const runtimes = Object.assign({}, ...parts.map(({ host }) => host.runtimes))
  return [
    {
      ...rest,
      host: { ...first.host, runtimes },
      method: methodOfParts(parts.map(({ method }) => method)),
      dirty: parts.some(({ dirty }) => dirty),
      benchmarks: parts.flatMap(({ benchmarks }) => benchmarks),
    },
  ]
}
