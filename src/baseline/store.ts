import { GitError } from '../git/git-error.ts'
import { NoRemoteError } from '../git/remote.ts'
import { remoteFailure } from '../git/remote-failure.ts'
import { git } from '../git/run-git.ts'
import type { ReadResult } from '../result/read-result.ts'
import type { BaselineRecord } from '../result/record.ts'
import { UserError } from '../user-error.ts'
import { BaselineError, type BaselineFailure, explain } from './baseline-error.ts'
import type { BranchTree } from './branch-tree.ts'
import { type TreeChanges, writeBlob } from './commit-changes.ts'
import { fetchBranch } from './fetch-branch.ts'
import { type ExtraFiles, planPush } from './plan-push.ts'
import { RECORD_BYTES, readStoredRecord } from './read-record.ts'
import { type RecordEntry, recordEntries } from './record-path.ts'
import { recordsToRemove } from './records-to-remove.ts'
import { realTiming, retry, type Timing } from './retry.ts'
import {
  type TemporaryRepository,
  type TemporaryRepositoryOptions,
  temporaryRepository,
} from './temporary-repository.ts'
import { type WriteResult, writeBranch } from './write-branch.ts'

export interface BaselineOptions extends Omit<TemporaryRepositoryOptions, 'remote'> {
  /** A remote's name, an address or a path; `origin` by default. */
  readonly remote?: string
  readonly branch: string
  readonly timing?: Timing
  /** How long to try against other pushes and a bad network, in milliseconds; two minutes by default. */
  readonly patience?: number
}

export interface PushRequest {
  readonly record: BaselineRecord
  readonly message: string
  /** Records that stay in the branch, this one included. */
  readonly keep: number
  readonly extraFiles?: ExtraFiles
}

/** `path`: where the record is. `removed`: paths of old records that the same commit removed. */
export type PushResult = WriteResult & { readonly path: string; readonly removed: readonly string[] }
export type PruneResult = WriteResult & { readonly removed: readonly string[] }

const PATIENCE = 120_000
/** Reading is not worth waiting for as long: a comparison can do without a baseline. */
const READ_PATIENCE = 15_000

/**
 * Fetches the names of the stored records. Throws BaselineError where there is no remote, or it cannot be reached or does
 * not let us in; a branch that is not there yet is `missing`, not an error.
 */
export async function openBaseline(options: BaselineOptions): Promise<BaselineStore> {
  const { branch, checkout, env, signal, timing = realTiming } = options
  const valid = await git(['check-ref-format', `refs/heads/${branch}`], {
    cwd: checkout,
    env,
    signal,
    okStatuses: [0, 1],
  })
  if (valid.status !== 0)
    throw new UserError(
      `"${branch}" cannot be the name of a branch. Change baseline.branch in corecurve.yml.`,
    )
  const repository = await temporaryRepository({ remote: 'origin', ...options }).catch((error: unknown) => {
    throw error instanceof NoRemoteError ? new BaselineError('no-remote', error.message) : error
  })
  try {
    const patience = Math.min(READ_PATIENCE, options.patience ?? PATIENCE)
    const tried = await retry<BranchTree>(
      async () => {
        const fetched = await fetchBranch(repository, branch)
        if (fetched.kind === 'fetched') return { kind: 'done', value: fetched.tree }
        const { kind, said } = fetched.failure
        if (kind === 'trouble') return { kind: 'again', said }
        throw failure(kind, branch, said)
      },
      { timing, patience, signal },
    )
    if (tried.kind === 'gave-up') throw failure('unreachable', branch, tried.said)
    return new BaselineStore(repository, tried.value, { ...options, timing })
  } catch (error) {
    await repository[Symbol.asyncDispose]()
    throw error
  }
}

/** The baseline branch, open for reading and writing until disposed of. One operation at a time. */
export class BaselineStore implements AsyncDisposable {
  readonly branch: string
  readonly #repository: TemporaryRepository
  readonly #options: BaselineOptions & { timing: Timing }
  #tree: BranchTree

  constructor(
    repository: TemporaryRepository,
    tree: BranchTree,
    options: BaselineOptions & { timing: Timing },
  ) {
    this.branch = options.branch
    this.#repository = repository
    this.#tree = tree
    this.#options = options
  }

  /** Whether the remote has the branch. */
  get state(): 'present' | 'missing' {
    return this.#tree.tip === undefined ? 'missing' : 'present'
  }

  /** The stored records, newest first, as far as their paths tell. */
  list(): RecordEntry[] {
    return recordEntries(this.#tree.files.keys())
  }

  /** Reads one record. Throws UserError where the branch has no such file, BaselineError where it cannot be fetched. */
  async read(path: string): Promise<ReadResult<BaselineRecord>> {
    const file = this.#tree.files.get(path)
    if (file === undefined)
      throw new UserError(
        `Branch "${this.branch}" has no file ${path}. \`corecurve baseline list\` shows what it has.`,
      )
    try {
      return await readStoredRecord(this.#repository, path, file)
    } catch (error) {
      if (!(error instanceof GitError)) throw error
      const { kind, said } = remoteFailure(error.stderr || error.message)
      throw failure(kind === 'trouble' ? 'unreachable' : kind, this.branch, said)
    }
  }

  /** Adds a record and removes those beyond `keep`, in one commit. */
  async push({ record, message, keep, extraFiles }: PushRequest): Promise<PushResult> {
    const text = `${JSON.stringify(record)}\n`
    const bytes = Buffer.byteLength(text)
    if (bytes > RECORD_BYTES)
      throw new UserError(`This record has ${bytes} bytes; ${RECORD_BYTES} can be stored.`)
    const oid = await writeBlob(this.#repository, text)
    let path = ''
    let removed: string[] = []
    const result = await this.#write(message, async (tree) => {
      const planned = await planPush(this.#repository, tree, { record, oid, extraFiles })
      path = planned.path
      removed = await recordsToRemove(this.#repository, tree, { keep, added: path })
      for (const old of removed) planned.changes.set(old, null)
      return planned.changes
    })
    return { ...result, path, removed: result.kind === 'pushed' ? removed : [] }
  }

  /** Removes the oldest records beyond `keep`. */
  async prune(keep: number): Promise<PruneResult> {
    let removed: string[] = []
    const result = await this.#write(`Keep the newest ${keep} records`, async (tree) => {
      removed = await recordsToRemove(this.#repository, tree, { keep })
      return new Map(removed.map((path) => [path, null]))
    })
    return { ...result, removed: result.kind === 'pushed' ? removed : [] }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#repository[Symbol.asyncDispose]()
  }

  async #write(message: string, plan: (tree: BranchTree) => Promise<TreeChanges>): Promise<WriteResult> {
    const { env, signal, timing, patience = PATIENCE, branch } = this.#options
    const { result, tree } = await writeBranch(this.#repository, this.#tree, plan, {
      branch,
      message,
      env,
      signal,
      timing,
      patience,
    })
    this.#tree = tree
    return result
  }
}

function failure(reason: BaselineFailure, branch: string, said: string): BaselineError {
  return new BaselineError(reason, explain(reason, branch, said))
}
