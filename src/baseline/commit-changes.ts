import { join } from 'node:path'
import type { BranchTree } from './branch-tree.ts'
import type { TemporaryRepository } from './temporary-repository.ts'

/** Files to write (by object id, see writeBlob) and to remove (null). Everything else stays as it is. */
export type TreeChanges = ReadonlyMap<string, string | null>

export interface CommitFacts {
  readonly message: string
  /** Milliseconds since 1970. */
  readonly now: number
  /** GIT_AUTHOR_* and GIT_COMMITTER_* of it win over our own name. */
  readonly env: NodeJS.ProcessEnv
}

const NAME = 'corecurve[bot]'
const EMAIL = 'corecurve[bot]@users.noreply.github.com'

/** Stores content as a git object and gives its id. */
export async function writeBlob(
  repository: TemporaryRepository,
  content: string | Uint8Array,
): Promise<string> {
  const { stdout } = await repository.git(['hash-object', '-w', '--stdin'], { input: content })
  return stdout.trim()
}

/** A commit of the changes on top of the branch; undefined where they change nothing. */
export async function commitChanges(
  repository: TemporaryRepository,
  { tip, files }: BranchTree,
  changes: TreeChanges,
  { message, now, env }: CommitFacts,
): Promise<string | undefined> {
  const lines = [...changes]
    .filter(([path, oid]) => (files.get(path)?.oid ?? null) !== oid)
    .map(([path, oid]) =>
      oid === null ? `0 ${'0'.repeat(tip?.length ?? 40)}\t${path}\0` : `100644 ${oid}\t${path}\0`,
    )
  if (lines.length === 0) return undefined

  const indexFile = join(repository.directory, 'baseline-index')
  await repository.git(['read-tree', tip ?? '--empty'], { indexFile })
  await repository.git(['update-index', '-z', '--index-info'], { indexFile, input: lines.join('') })
  // The contents of files that stay are on the server, not here.
  const tree = (await repository.git(['write-tree', '--missing-ok'], { indexFile })).stdout.trim()
  const parent = tip === undefined ? [] : ['-p', tip]
  const commit = await repository.git(['commit-tree', tree, ...parent, '-F', '-'], {
    input: message.endsWith('\n') ? message : `${message}\n`,
    env: identity(env, now),
  })
  return commit.stdout.trim()
}

function identity(env: NodeJS.ProcessEnv, now: number): NodeJS.ProcessEnv {
  const date = `@${Math.floor(now / 1000)} +0000`
  return {
    GIT_AUTHOR_NAME: env.GIT_AUTHOR_NAME || NAME,
    GIT_AUTHOR_EMAIL: env.GIT_AUTHOR_EMAIL || EMAIL,
    GIT_COMMITTER_NAME: env.GIT_COMMITTER_NAME || env.GIT_AUTHOR_NAME || NAME,
    GIT_COMMITTER_EMAIL: env.GIT_COMMITTER_EMAIL || env.GIT_AUTHOR_EMAIL || EMAIL,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
  }
}
