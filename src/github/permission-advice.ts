export interface TokenOf {
  readonly fromFork: boolean
  readonly byDependabot: boolean
}

/** What could not be written, and the permission that it takes. */
const WRITING = {
  comment: { none: 'No comment was posted', permission: '`permissions: pull-requests: write`' },
  check: {
    none: 'No check was written',
    permission: '`permissions: checks: write` (or `statuses: write`, for a commit status instead)',
  },
  queue: {
    none: 'The merge queue was not told, and waits',
    permission: '`permissions: checks: write` (or `statuses: write`, for a commit status instead)',
  },
  rerun: { none: 'Nothing was run again', permission: '`permissions: actions: write`' },
} as const

const RESULT = 'The result is in this summary and in the file named by the `report` output.'

/**
 * One line for the job summary and the log: why the comment, the check or the rerun was refused and what to do about
 * it. A fork's pull request, and one that Dependabot opened, get a read-only token whatever the workflow asks for.
 */
export function permissionAdvice(
  { fromFork, byDependabot }: TokenOf,
  what: keyof typeof WRITING = 'comment',
): string {
  const { none, permission } = WRITING[what]
  // These run in the base repository, whoever opened the pull request.
  if (what === 'rerun' || what === 'queue')
    return `${none}: the token lacks the permission. Add ${permission} to the job.`
  if (fromFork)
    return (
      `${none}: the token of a fork’s pull request may only read. ${RESULT} To get the ${what}, write it from a ` +
      'two-step workflow: a second one on `workflow_run`, which holds the token and runs no code of the pull request.'
    )
  if (byDependabot)
    return `${none}: the token of a pull request by Dependabot may only read, as a fork’s does. ${RESULT}`
  return (
    `${none}: the token lacks the permission. Add ${permission} to the job (and \`contents: read\`, which the ` +
    `checkout needs). ${RESULT}`
  )
}
