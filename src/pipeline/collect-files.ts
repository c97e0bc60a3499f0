import { type AttemptQuery, attemptStart } from '../github/attempt-start.ts'
import { downloadArtifact } from '../github/download-artifact.ts'
import { keptJobs } from '../github/kept-jobs.ts'
import { listArtifacts, type ResultArtifact } from '../github/list-artifacts.ts'
import { readZip } from '../github/read-zip.ts'
import type { Refusal } from '../github/refusal.ts'
import type { Shard } from '../result/shared-schema.ts'
import { MAX_RESULT_BYTES } from '../result/untrusted-limits.ts'

/** `run` and `attempt`: which uploaded them. */
export interface ArtifactSource extends AttemptQuery {
  /** What their names begin with. */
  readonly prefix: string
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>
  readonly signal: AbortSignal
}

/** The file of an artifact: a stranger's bytes. A whole result is part 1 of 1. */
export interface CollectedFile extends Shard {
  readonly bytes: Uint8Array
}

/** A part that was uploaded and cannot be used. `why` quotes nothing of it. */
export interface RefusedPart extends Shard {
  readonly why: string
}

export type CollectedFiles =
  | {
      readonly kind: 'collected'
      /** How many parts there should be. */
      readonly of: number
      readonly files: readonly CollectedFile[]
      readonly refused: readonly RefusedPart[]
    }
  /** The run uploaded no result. */
  | { readonly kind: 'nothing' }
  /** The run was started again since; the end of that attempt is what is to be published. */
  | { readonly kind: 'superseded' }
  /** Something was not fetched, so nothing can be said of the run: what is missing may be what matters. */
  | Refusal

/**
 * Downloads the result of a run, whole or in parts, and unpacks each to the one file of the expected `name`. One part
 * that is broken, or that an earlier attempt of the run left, does not hinder the others. All together are held to the size of one result: judging holds them all.
 */
export async function collectFiles(source: ArtifactSource, name: string): Promise<CollectedFiles> {
  const start = await attemptStart(source)
  if (start.kind !== 'started') return start
  const listed = await listArtifacts(source)
  if (listed.kind === 'too-many')
    return { kind: 'collected', of: 1, files: [], refused: [{ index: 1, of: 1, why: listed.reason }] }
  if (listed.kind !== 'listed') return listed
  const artifacts = newestDivision(listed.artifacts)
  const [first] = artifacts
  if (first === undefined) return { kind: 'nothing' }
  const since = await countedSince(artifacts, start.at, source)
  if (typeof since !== 'number') return since
  const files: CollectedFile[] = []
  const refused: RefusedPart[] = []
  let room = MAX_RESULT_BYTES
  for (const artifact of artifacts) {
    const part = partOf(artifact)
    const file = artifact.createdAt < since ? LEFT_OVER : await fileOf(artifact, source, name)
    if (file.kind === 'refused') refused.push({ ...part, why: file.why })
    else if (file.kind !== 'file')
      return { kind: file.kind, reason: `${partName(part)} was not fetched: ${file.reason}` }
    else if (file.bytes.length > room)
      refused.push({ ...part, why: `with it, the parts are larger than ${MAX_RESULT_BYTES} bytes` })
    else {
      files.push({ ...part, bytes: file.bytes })
      room -= file.bytes.length
    }
  }
  return { kind: 'collected', of: partOf(first).of, files, refused }
}

/** A run that was divided anew leaves the parts of both divisions. */
function newestDivision(artifacts: readonly ResultArtifact[]): readonly ResultArtifact[] {
  const newest = artifacts.reduce<ResultArtifact | undefined>(
    (latest, one) => (latest === undefined || one.id > latest.id ? one : latest),
    undefined,
  )
  return artifacts.filter(({ shard }) => shard?.of === newest?.shard?.of)
}

function partName({ index, of }: Shard): string {
  return of === 1 ? 'The result' : `The result of shard ${index}/${of}`
}

function partOf({ shard }: ResultArtifact): Shard {
  return shard ?? { index: 1, of: 1 }
}

/** Since when artifacts count, in milliseconds since 1970: where all jobs were run again, those of this attempt alone. */
async function countedSince(
  artifacts: readonly ResultArtifact[],
  startedAt: number,
  source: ArtifactSource,
): Promise<number | Refusal> {
  if (artifacts.every(({ createdAt }) => createdAt >= startedAt)) return startedAt
  const kept = await keptJobs(source, startedAt)
  if (kept.kind === 'some') return 0
  return kept.kind === 'none' ? startedAt : kept
}

export const FROM_EARLIER = 'it is from an earlier attempt of the run, and all jobs were run again since'
const LEFT_OVER: Fetched = { kind: 'refused', why: FROM_EARLIER }

type Fetched =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly why: string }
  | Refusal

async function fileOf(artifact: ResultArtifact, source: ArtifactSource, name: string): Promise<Fetched> {
  if (artifact.expired) return { kind: 'refused', why: 'it has expired' }
  const download = await downloadArtifact({ ...source, id: artifact.id })
  source.signal.throwIfAborted()
  if (download.kind === 'failed' || download.kind === 'forbidden') return download
  if (download.kind !== 'downloaded') return { kind: 'refused', why: download.reason }
  const content = await readZip(download.bytes, name, source.signal)
  return content.kind === 'file' ? content : { kind: 'refused', why: content.reason }
}
