import { UserError } from '../user-error.ts'

/** Why the branch could not be read or written. */
export type BaselineFailure = 'unauthenticated' | 'forbidden' | 'no-remote' | 'rule' | 'hook' | 'unreachable'

/** The baseline branch could not be reached; says what happened and what to do. */
export class BaselineError extends UserError {
  readonly reason: BaselineFailure

  constructor(reason: BaselineFailure, message: string) {
    super(message)
    this.reason = reason
  }
}

/** What to do about a failure, after what the remote said about it. */
export function explain(reason: BaselineFailure, branch: string, said: string): string {
  return `${sentence(reason, branch)}${said === '' ? '' : ` The remote said: ${said}`}`
}

function sentence(reason: BaselineFailure, branch: string): string {
  switch (reason) {
    case 'unauthenticated':
      return (
        `The remote does not know who asks for branch "${branch}". In a workflow, pass \`github-token\` or keep ` +
        '`persist-credentials: true` on actions/checkout; on your machine, check that `git fetch` works.'
      )
    case 'forbidden':
      return (
        `These credentials may not write branch "${branch}". In a workflow, give the job ` +
        '`permissions: contents: write`; a pull request from a fork never gets it.'
      )
    case 'no-remote':
      return `The remote of branch "${branch}" was not found. Check its address with \`git remote -v\`, and that the credentials may see it.`
    case 'rule':
      return `A rule of the repository protects branch "${branch}". Exempt it from the rule, or name another with \`baseline.branch\` in corecurve.yml.`
    case 'hook':
      return `A hook of the remote declined the push to branch "${branch}".`
    case 'unreachable':
      return `Branch "${branch}" could not be reached.`
  }
}
