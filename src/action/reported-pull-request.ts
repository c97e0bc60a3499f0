import type { InRepository } from '../github/in-repository.ts'
import type { TokenOf } from '../github/permission-advice.ts'

/** The pull request that a result is told. All of it is GitHub's word. */
export interface ReportedPullRequest extends InRepository, TokenOf {
  readonly number: number
  readonly headSha: string
  /** The branch that it is to be merged into. */
  readonly baseRef: string
  /** Open pull requests of the same head. Which of them all was measured is not known while there are any. */
  readonly others?: readonly { readonly number: number; readonly baseRef: string }[]
}
