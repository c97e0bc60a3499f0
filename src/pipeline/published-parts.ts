import type { Refusal } from '../github/refusal.ts'
import type { UntrustedRead } from '../result/read-untrusted.ts'
import type { Shard } from '../result/shared-schema.ts'
import { MAX_TOGETHER, type ResultSize } from '../result/untrusted-limits.ts'
import { type ArtifactSource, collectFiles, type RefusedPart } from './collect-files.ts'

/** A part of a result that strangers may have written, read. */
export type ReadPart<T> = Shard & { readonly value: T }

export type ReadParts<T> =
  | {
      readonly kind: 'read'
      readonly of: number
      readonly parts: readonly ReadPart<T>[]
      readonly refused: readonly RefusedPart[]
    }
  | { readonly kind: 'nothing' }
  /** The run was started again since. */
  | { readonly kind: 'superseded' }
  | Refusal

/** What came of a run's artifacts. */
export type Published<Result> =
  /** `refused`: parts that were uploaded and could not be used. */
  | { readonly kind: 'result'; readonly result: Result; readonly refused: readonly RefusedPart[] }
  /** Nothing was uploaded, or nothing that could be used. */
  | { readonly kind: 'no-result'; readonly refused: readonly RefusedPart[] }
  /** The run was started again since: the end of that attempt is published, not this one. */
  | { readonly kind: 'superseded' }
  | Refusal

/**
 * The files of a run's artifacts, each read as a stranger's. All together hold no more than `MAX_TOGETHER`: a part beyond
 * that is refused, and smaller ones after it are not.
 */
export async function readParts<T>(
  source: ArtifactSource,
  name: string,
  read: (bytes: Uint8Array) => UntrustedRead<T>,
): Promise<ReadParts<T>> {
  const collected = await collectFiles(source, name)
  if (collected.kind !== 'collected') return collected
  const { of, files } = collected
  const parts: ReadPart<T>[] = []
  const refused = [...collected.refused]
  let room = MAX_TOGETHER
  for (const { index, bytes } of files) {
    const result = read(bytes)
    if (result.kind !== 'ok') {
      refused.push({ index, of, why: whyNot(result) })
      continue
    }
    const left = roomBeside(room, result.size)
    const full = SIZES.find((size) => left[size] < 0)
    if (full !== undefined) {
      refused.push({ index, of, why: `with it, the parts hold more than ${MAX_TOGETHER[full]} ${full}` })
      continue
    }
    parts.push({ index, of, value: result.value })
    room = left
  }
  return { kind: 'read', of, parts, refused }
}

const SIZES = ['series', 'points', 'values'] as const

function roomBeside(room: ResultSize, { series, points, values }: ResultSize): ResultSize {
  return { series: room.series - series, points: room.points - points, values: room.values - values }
}

/** Whether a file says that it is the part whose name its artifact has; a whole says nothing. */
export function isPartOf({ index, of }: Shard, claimed: Shard | undefined = WHOLE): boolean {
  return claimed.index === index && claimed.of === of
}
const WHOLE: Shard = { index: 1, of: 1 }
export const OTHER_PART = 'it says that it is another part than its artifact is called'

/** All parts together. */
export function wholeRefused(why: string): RefusedPart {
  return { ...WHOLE, why }
}

function whyNot(result: Exclude<UntrustedRead<unknown>, { kind: 'ok' }>): string {
  return result.kind === 'refused'
    ? result.reason
    : `it is of format ${result.schema}, which a newer corecurve writes`
}
