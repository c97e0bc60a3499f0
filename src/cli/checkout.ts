import { headCommit, isDirty, repositoryRoot } from '../git/revisions.ts'
import { UserError } from '../user-error.ts'

/** The working tree that a command was called in. */
export interface Checkout {
  readonly root: string
  readonly commit: string
  readonly dirty: boolean
}

/** Stands for “no commit” in a record that was measured outside a repository. */
const NO_COMMIT = '0'.repeat(40)

/** @throws UserError outside a git repository or before its first commit */
export async function readCheckout(cwd: string, signal: AbortSignal): Promise<Checkout> {
  const root = await repositoryRoot(cwd, { signal })
  return { root, commit: await headCommit(root, { signal }), dirty: await isDirty(root, { signal }) }
}

/** The same, but a folder without git (or without a commit) will do: its record cannot be stored; `why` says why not. */
export async function readCheckoutOrFolder(
  cwd: string,
  signal: AbortSignal,
): Promise<Checkout & { readonly why?: string }> {
  try {
    return await readCheckout(cwd, signal)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const root = await repositoryRoot(cwd, { signal }).catch(() => cwd)
    return { root, commit: NO_COMMIT, dirty: true, why: error.message }
  }
}
