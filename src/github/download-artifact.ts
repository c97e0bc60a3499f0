import { RequestError } from 'octokit'
import type { Client } from './client.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import { MAX_ZIP_BYTES } from './zip-limits.ts'

export interface ArtifactDownload {
  readonly client: Client
  readonly owner: string
  readonly repo: string
  /** Id of the artifact. */
  readonly id: number
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>
  readonly signal?: AbortSignal
  /** Bytes; what an archive of ours may have where left out. */
  readonly limit?: number
}

export type DownloadedArtifact =
  | { readonly kind: 'downloaded'; readonly bytes: Uint8Array }
  /** It is larger than the limit. */
  | { readonly kind: 'too-large'; readonly reason: string }
  /** It was deleted, or expired. */
  | { readonly kind: 'gone'; readonly reason: string }
  /** It was not fetched, and may be another time: nothing follows from that of what it holds. */
  | Refusal

const GONE = [404, 410]
const TRIES = 3
/** Eight MiB in that is a slow line, and three tries leave time to say what happened. */
const BYTES_TIMEOUT = 40_000

/**
 * The bytes of an artifact's archive, from where GitHub sends us for them, which is a store that must not see our
 * token. They are counted while they come, whatever the store says of their number, and the connection ends at the
 * limit. GitHub's refusals are values.
 */
export async function downloadArtifact(download: ArtifactDownload): Promise<DownloadedArtifact> {
  for (let tries = 1; ; tries++) {
    const attempt = await tryOnce(download)
    if (attempt.kind !== 'ask-again') return attempt
    if (tries === TRIES) return { kind: 'failed', reason: attempt.reason }
    await download.wait(tries * tries * 1000)
  }
}

/** The store stumbled, or its address got old: a new one is asked for. */
type Try = DownloadedArtifact | { readonly kind: 'ask-again'; readonly reason: string }

async function tryOnce(download: ArtifactDownload): Promise<Try> {
  const { limit = MAX_ZIP_BYTES } = download
  const signals = [AbortSignal.timeout(BYTES_TIMEOUT), ...(download.signal ? [download.signal] : [])]
  const signal = AbortSignal.any(signals)
  const answer = await ask(download, signal)
  if (answer.kind !== 'bytes' && answer.kind !== 'address') return answer
  try {
    // Other forges send the bytes themselves.
    if (answer.kind === 'bytes') return await readUpTo(limit, answer.body)
    const response = await fetch(answer.address, { signal, headers: { 'user-agent': 'corecurve' } })
    if (response.ok) return await readUpTo(limit, response.body)
    await response.body?.cancel()
    return { kind: 'ask-again', reason: `The store of artifacts answered ${response.status}` }
  } catch {
    // No message: it may quote the address, and whoever has that has the artifact.
    if (download.signal?.aborted) return { kind: 'failed', reason: 'Downloading the artifact was ended' }
    return { kind: 'ask-again', reason: 'The store of artifacts could not be reached, or broke off' }
  }
}

type Body = ReadableStream<Uint8Array> | null

type Answer =
  | { readonly kind: 'bytes'; readonly body: Body }
  | { readonly kind: 'address'; readonly address: URL }
  | { readonly kind: 'gone'; readonly reason: string }
  | Refusal

async function ask({ client, owner, repo, id }: ArtifactDownload, signal: AbortSignal): Promise<Answer> {
  try {
    const { status, headers, data } = await client.rest.actions.downloadArtifact({
      owner,
      repo,
      artifact_id: id,
      archive_format: 'zip',
      // Neither following nor reading is left to the client: it would read whatever comes.
      request: { redirect: 'manual', parseSuccessResponseBody: false, signal },
    })
    const body = data as Body
    if ((status as number) === 200) return { kind: 'bytes', body }
    await body?.cancel()
    const address = storeAddress(headers.location, client.request.endpoint.DEFAULTS.baseUrl)
    return address === undefined
      ? { kind: 'failed', reason: `GitHub answered ${status} and no address of the artifact` }
      : { kind: 'address', address }
  } catch (error) {
    if (signal.aborted) return { kind: 'failed', reason: 'Downloading the artifact was ended' }
    if (error instanceof RequestError && GONE.includes(error.status))
      return { kind: 'gone', reason: 'The artifact was deleted, or has expired' }
    return refusalOf(error)
  }
}

/** Encrypted wherever the API is. */
function storeAddress(location: string | undefined, api: string): URL | undefined {
  const address = location === undefined ? null : URL.parse(location, api)
  if (address === null) return undefined
  return address.protocol === 'https:' || address.protocol === new URL(api).protocol ? address : undefined
}

async function readUpTo(limit: number, body: Body): Promise<DownloadedArtifact> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.length
    // Leaving the loop ends the connection.
    if (length > limit) return { kind: 'too-large', reason: `The artifact is larger than ${limit} bytes` }
    chunks.push(chunk)
  }
  return { kind: 'downloaded', bytes: Buffer.concat(chunks) }
}
