/**
 * One line for the job summary and the log: why the comment was refused and what to do about it.
 * A fork's pull request, and one that Dependabot opened, get a read-only token whatever the workflow asks for.
 */
export function permissionAdvice(pullRequest: { fromFork: boolean; byDependabot: boolean }): string {
  if (pullRequest.fromFork)
    return (
      'No comment was posted: the token of a fork’s pull request may not comment. The result is in this ' +
      'summary and in the file named by the `report` output. To get the comment, post it from a two-step ' +
      'workflow: a second one on `workflow_run`, which holds the token and runs no code of the pull request.'
    )
  if (pullRequest.byDependabot)
    return (
      'No comment was posted: the token of a pull request by Dependabot may only read, as a fork’s does. ' +
      'The result is in this summary and in the file named by the `report` output.'
    )
  return (
    'No comment was posted: the token lacks the permission. Add `permissions: pull-requests: write` to the ' +
    'job (and `contents: read`, which the checkout needs). The result is in this summary and in the file ' +
    'named by the `report` output.'
  )
}
