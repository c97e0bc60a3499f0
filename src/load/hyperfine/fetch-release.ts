import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { askVersion } from './hyperfine-version.ts'
import type { Release } from './pinned-releases.ts'
import type { ToolWorld } from './tool-world.ts'

/** A fetched program; `how` and `why` are for people. */
export type Fetched =
  | { readonly kind: 'ready'; readonly file: string; readonly how: string }
  | { readonly kind: 'refused'; readonly why: string }

/** Longest that fetching may take, ms, and the largest archive, bytes. */
const LIMIT = { time: 60_000, size: 32 * 1024 * 1024 }

/**
 * A release's program from the cache folder, else fetched into it. An archive with another checksum than the pinned one
 * is refused: nothing of it is written or run.
 * @throws what `world.signal` was aborted with
 */
export async function fetchRelease(release: Release, cache: string, world: ToolWorld): Promise<Fetched> {
  const { version, platform, url } = release
  const file = join(cache, 'hyperfine', version, platform, 'hyperfine')
  if ((await askVersion(file, world.env)) === version) {
    return { kind: 'ready', file, how: `took hyperfine ${version} from ${file}` }
  }
  try {
    const archive = await download(url, world.signal)
    const sum = createHash('sha256').update(archive).digest('hex')
    if (sum !== release.sha256) {
      const why = `${url} has the SHA-256 ${sum}, not ${release.sha256}: it was not used`
      return { kind: 'refused', why }
    }
    await unpack(archive, release.program, file, world.env)
  } catch (error) {
    world.signal.throwIfAborted()
    return { kind: 'refused', why: `hyperfine ${version} could not be fetched: ${reasonOf(error)}` }
  }
  if ((await askVersion(file, world.env)) !== version) {
    return { kind: 'refused', why: `${file}, fetched from ${url}, does not run here` }
  }
  return {
    kind: 'ready',
    file,
    how: `fetched hyperfine ${version} from ${url} into ${dirname(file)}, SHA-256 verified`,
  }
}

async function download(url: string, signal: AbortSignal): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT.time)]) })
  if (!response.ok || response.body === null) throw new Error(`${url} answered ${response.status}`)
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of response.body) {
    size += piece.length
    if (size > LIMIT.size) throw new Error(`${url} is larger than ${LIMIT.size} bytes`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

/** Takes one program out of a gzipped tar. It appears at `file` whole or not at all, whoever else does the same. */
async function unpack(archive: Buffer, program: string, file: string, env: ToolWorld['env']): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const folder = await mkdtemp(join(dirname(file), '.unpacking-'))
  try {
    const packed = join(folder, 'archive.tar.gz')
    await writeFile(packed, archive)
    await promisify(execFile)('tar', ['-xzf', packed, '-C', folder, program], { env: { ...env } })
    const unpacked = join(folder, program)
    await chmod(unpacked, 0o755)
    await rename(unpacked, file)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What `fetch` says is in the error's cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}
