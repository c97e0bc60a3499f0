import type { Shard } from '../result/shared-schema.ts'
import { resultNamed } from './artifact-name.ts'
import type { Client } from './client.ts'
import { type Refusal, refusalOf } from './refusal.ts'

export interface ArtifactQuery {
  readonly client: Client
  readonly owner: string
  readonly repo: string
  /** Id of the workflow run. */
  readonly run: number
  /** Name of the artifacts, or what their names begin with. */
  readonly prefix: string
}

/** An artifact that may hold a result of the run, or a part of it. */
export interface ResultArtifact {
  readonly id: number
  readonly name: string
  /** Absent where the name is the prefix alone: a single job's whole result. */
  readonly shard?: Shard
  readonly expired: boolean
  /** In milliseconds since 1970; 0 where GitHub does not say. */
  readonly createdAt: number
}

export type ArtifactList =
  /** In the order of shards; of artifacts of one name, which a re-run leaves behind, only the newest. */
  | { readonly kind: 'listed'; readonly artifacts: readonly ResultArtifact[] }
  /** More than an honest run uploads. */
  | { readonly kind: 'too-many'; readonly reason: string }
  | Refusal

const PAGE = 100
/** A run of a pull request may upload without end. */
const MAX_PAGES = 10

/** The artifacts of a run called `PREFIX` or `PREFIX-i-of-n`. GitHub's refusals are values. */
export async function listArtifacts({
  client,
  owner,
  repo,
  run,
  prefix,
}: ArtifactQuery): Promise<ArtifactList> {
  const newest = new Map<string, ResultArtifact>()
  try {
    const pages = client.paginate.iterator(client.rest.actions.listWorkflowRunArtifacts, {
      owner,
      repo,
      run_id: run,
      per_page: PAGE,
    })
    let count = 0
    for await (const { data } of pages) {
      count += 1
      if (count > MAX_PAGES)
        return { kind: 'too-many', reason: `the run has more than ${MAX_PAGES * PAGE} artifacts` }
      for (const { id, name, expired, created_at } of data) {
        const createdAt = Date.parse(created_at ?? '') || 0
        const artifact = resultArtifact({ id, name, expired, createdAt }, prefix)
        if (artifact !== undefined && id > (newest.get(name)?.id ?? 0)) newest.set(name, artifact)
      }
    }
  } catch (error) {
    return refusalOf(error)
  }
  return { kind: 'listed', artifacts: [...newest.values()].sort(inOrder) }
}

function resultArtifact(artifact: Omit<ResultArtifact, 'shard'>, prefix: string): ResultArtifact | undefined {
  const result = resultNamed(artifact.name, prefix)
  return result?.kind === 'part' ? { ...artifact, shard: result.shard } : result && artifact
}

function inOrder({ shard: a }: ResultArtifact, { shard: b }: ResultArtifact): number {
  return (a?.of ?? 0) - (b?.of ?? 0) || (a?.index ?? 0) - (b?.index ?? 0)
}
