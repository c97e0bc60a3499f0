import { UserError } from '../user-error.ts'
import { branchTip } from './default-branch.ts'
import { parentsOf, resolveCommit } from './revisions.ts'
import { git } from './run-git.ts'
import { type Deepening, deepen, ensureCommit, type RemoteContext } from './shallow.ts'

export interface BaseQuestion {
  /** Commit being judged, whole SHA. */
  readonly head: string
  /** Name of the default branch; not asked where `explicit` is given. */
  readonly defaultBranch: string
  /** What the user named as base. */
  readonly explicit?: string
  /** Head is the merge commit that GitHub made for a pull request. */
  readonly mergeCommit?: boolean
  /** The working tree has changes that are not in head. */
  readonly dirty?: boolean
}

export interface Base {
  readonly commit: string
  /** How it was chosen. `head`: head itself, because what is judged is its uncommitted changes or it has no parent. */
  readonly chosen: 'explicit' | 'first-parent' | 'merge-base' | 'head'
}

/** How far a shallow clone is deepened, step by step, until the histories meet. */
const STEPS: readonly Deepening[] = [50, 500, 'everything']

/**
 * The commit that head is compared with, fetched where a shallow clone lacks it:
 * what the user named; the first parent of a pull request's merge commit; else the merge base with the default
 * branch. A head that is on the default branch already is compared with its first parent, or, with uncommitted
 * changes, with itself. Throws UserError where there is no such commit.
 */
export async function baseCommit(
  cwd: string,
  question: BaseQuestion,
  context: RemoteContext = {},
): Promise<Base> {
  const base = await choose(cwd, question, context)
  await ensureCommit(cwd, base.commit, context)
  return base
}

async function choose(cwd: string, question: BaseQuestion, context: RemoteContext): Promise<Base> {
  const { head, explicit } = question
  if (explicit !== undefined)
    return { commit: await resolveCommit(cwd, explicit, context), chosen: 'explicit' }
  const [first, second] = await parentsOf(cwd, head, context)
  if (question.mergeCommit && first !== undefined && second !== undefined)
    return { commit: first, chosen: 'first-parent' }
  const tip = await branchTip(cwd, question.defaultBranch, context)
  if (tip === undefined) {
    throw new UserError(
      `There is no branch "${question.defaultBranch}" here or on the remote, so base is not known. Name it with --base.`,
    )
  }
  const commit = await mergeBase(cwd, head, tip, context)
  if (commit !== head) return { commit, chosen: 'merge-base' }
  return question.dirty || first === undefined
    ? { commit: head, chosen: 'head' }
    : { commit: first, chosen: 'first-parent' }
}

/** The best common ancestor of two commits, deepening a shallow clone until there is one. */
export async function mergeBase(
  cwd: string,
  head: string,
  tip: string,
  context: RemoteContext = {},
): Promise<string> {
  await ensureCommit(cwd, tip, context)
  let found = await knownMergeBase(cwd, head, tip, context)
  for (const step of STEPS) {
    if (found !== undefined || !(await deepen(cwd, [head, tip], step, context))) break
    found = await knownMergeBase(cwd, head, tip, context)
  }
  if (found !== undefined) return found
  throw new UserError(
    `Commits ${head.slice(0, 12)} and ${tip.slice(0, 12)} have no common ancestor. Name base with --base.`,
  )
}

async function knownMergeBase(
  cwd: string,
  head: string,
  tip: string,
  context: RemoteContext,
): Promise<string | undefined> {
  const { stdout } = await git(['merge-base', head, tip], { cwd, ...context, okStatuses: [0, 1] })
  return stdout.trim() || undefined
}
