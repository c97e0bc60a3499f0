import type { Client } from '../github/client.ts'
import { downloadArtifact } from '../github/download-artifact.ts'
import { listArtifacts, type ResultArtifact, type Shard } from '../github/list-artifacts.ts'
import { readZip } from '../github/read-zip.ts'
import type { Refusal } from '../github/refusal.ts'
import { MAX_RESULT_BYTES } from '../result/untrusted-limits.ts'

export interface ArtifactSource {
  readonly client: Client
  readonly owner: string
  readonly repo: string
  /** Id of the workflow run that uploaded them. */
  readonly run: number
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
  | Refusal

/**
 * Downloads the result of a run, whole or in parts, and unpacks each to the one file of the expected `name`. One part
 * that is broken does not hinder the others. All together are held to the size of one result: judging holds them all.
 */
export async function collectFiles(source: ArtifactSource, name: string): Promise<CollectedFiles> {
  const listed = await listArtifacts(source)
  if (listed.kind !== 'listed') return listed
  const artifacts = newestDivision(listed.artifacts)
  const [first] = artifacts
  if (first === undefined) return { kind: 'nothing' }
  const files: CollectedFile[] = []
  const refused: RefusedPart[] = []
  let room = MAX_RESULT_BYTES
  for (const artifact of artifacts) {
    const part = partOf(artifact)
    const file = await fileOf(artifact, source, name)
    if (file.kind === 'refused') refused.push({ ...part, why: file.why })
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

function partOf({ shard }: ResultArtifact): Shard {
  return shard ?? { index: 1, of: 1 }
}

type Fetched =
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly why: string }

async function fileOf(artifact: ResultArtifact, source: ArtifactSource, name: string): Promise<Fetched> {
  if (artifact.expired) return { kind: 'refused', why: 'it has expired' }
  const download = await downloadArtifact({ ...source, id: artifact.id })
  source.signal.throwIfAborted()
  if (download.kind !== 'downloaded') return { kind: 'refused', why: download.reason }
  const content = await readZip(download.bytes, name, source.signal)
  return content.kind === 'file' ? content : { kind: 'refused', why: content.reason }
}
