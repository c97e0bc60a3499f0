import { GitError } from '../git/git-error.ts'
import { remoteFailure } from '../git/remote-failure.ts'
import { type BaselineFailure, explain } from './baseline-error.ts'
import type { BranchTree } from './branch-tree.ts'
import { type CommitFacts, commitChanges, type TreeChanges } from './commit-changes.ts'
import { fetchBranch } from './fetch-branch.ts'
import { type PushOutcome, pushOutcome } from './push-outcome.ts'
import { type Attempt, retry, type Timing } from './retry.ts'
import { REMOTE, type TemporaryRepository } from './temporary-repository.ts'

/** How a change of the branch ended. Nothing was written unless `pushed`. */
export type WriteResult =
  | { kind: 'pushed'; commit: string; attempts: number }
  /** The branch already says all this. */
  | { kind: 'unchanged'; attempts: number }
  /** Trying again would not help; the message says what to do. */
  | { kind: 'refused'; reason: Exclude<BaselineFailure, 'unreachable'>; message: string; attempts: number }
  /** Other pushes or the network were in the way for as long as we tried. */
  | { kind: 'gave-up'; message: string; attempts: number; milliseconds: number }

/** The branch already, or now, says all this; `tree` is the branch as it is. */
type Written = { kind: 'written'; commit: string | undefined; tree: BranchTree }
type Refused = { kind: 'refused'; reason: Exclude<BaselineFailure, 'unreachable'>; message: string }
type Step = Attempt<Written | Refused>

export interface WriteOptions extends Omit<CommitFacts, 'now'> {
  readonly branch: string
  readonly timing: Timing
  readonly signal?: AbortSignal
  /** How long to try, in milliseconds. */
  readonly patience: number
}

/**
 * Makes a change on top of the branch and pushes it as a plain fast-forward, again on top of whatever others
 * pushed meanwhile. The first attempt builds on `tree`, as last fetched.
 * @param plan what to change, given the branch as it is; called once an attempt
 */
export async function writeBranch(
  repository: TemporaryRepository,
  tree: BranchTree,
  plan: (tree: BranchTree) => Promise<TreeChanges>,
  options: WriteOptions,
): Promise<{ result: WriteResult; tree: BranchTree }> {
  let latest = tree
  const tried = await retry<Written | Refused>(async (attempt) => {
    if (attempt > 1) {
      const fetched = await fetchBranch(repository, options.branch)
      if (fetched.kind === 'failed') return failed(fetched.failure, options.branch)
      latest = fetched.tree
    }
    return await writeOnce(repository, latest, await plan(latest), options)
  }, options)

  if (tried.kind === 'gave-up') {
    const { said, attempts, milliseconds } = tried
    const message =
      `Branch "${options.branch}" could not be written in ${Math.round(milliseconds / 1000)} s and ` +
      `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}. The last one met: ${said}`
    return { result: { kind: 'gave-up', message, attempts, milliseconds }, tree: latest }
  }
  const { attempts, value } = tried
  if (value.kind === 'refused') return { result: { ...value, attempts }, tree: latest }
  const { commit, tree: written } = value
  const result: WriteResult =
    commit === undefined ? { kind: 'unchanged', attempts } : { kind: 'pushed', commit, attempts }
  return { result, tree: written }
}

async function writeOnce(
  repository: TemporaryRepository,
  tree: BranchTree,
  changes: TreeChanges,
  options: WriteOptions,
): Promise<Step> {
  const facts = { ...options, now: options.timing.clock() }
  const commit = await commitChanges(repository, tree, changes, facts)
  if (commit === undefined) return { kind: 'done', value: { kind: 'written', commit, tree } }
  const outcome = await push(repository, commit, options.branch)
  switch (outcome.kind) {
    case 'pushed':
      return { kind: 'done', value: { kind: 'written', commit, tree: changed(tree, commit, changes) } }
    case 'raced':
      return { kind: 'again', said: outcome.said }
    case 'declined':
      return refused(outcome.by, options.branch, outcome.said)
    case 'failed':
      return failed(outcome.failure, options.branch)
  }
}

async function push(repository: TemporaryRepository, commit: string, branch: string): Promise<PushOutcome> {
  try {
    const { status, stdout, stderr } = await repository.git(
      ['push', '--porcelain', '--no-verify', '--no-thin', REMOTE, `${commit}:refs/heads/${branch}`],
      { okStatuses: [0, 1, 128] },
    )
    return pushOutcome(status, stdout, stderr)
  } catch (error) {
    if (!(error instanceof GitError)) throw error
    return { kind: 'failed', failure: remoteFailure(error.stderr || error.message) }
  }
}

function failed(failure: ReturnType<typeof remoteFailure>, branch: string): Step {
  return failure.kind === 'trouble'
    ? { kind: 'again', said: failure.said }
    : refused(failure.kind, branch, failure.said)
}

function refused(reason: Refused['reason'], branch: string, said: string): Step {
  return { kind: 'done', value: { kind: 'refused', reason, message: explain(reason, branch, said) } }
}

/** The branch after our own push, without asking the remote again. */
function changed({ files }: BranchTree, tip: string, changes: TreeChanges): BranchTree {
  const after = new Map(files)
  for (const [path, oid] of changes) {
    if (oid === null) after.delete(path)
    else after.set(path, { mode: '100644', oid })
  }
  return { tip, files: after }
}
