import type { CheckOutcome } from '../github/check-place.ts'
import { permissionAdvice } from '../github/permission-advice.ts'
import type { CommentOutcome } from '../github/sticky-comment.ts'
import { markdownCode, markdownLine } from '../report/escape.ts'
import { markdown } from '../report/safe.ts'
import type { ReportedPullRequest } from './reported-pull-request.ts'
import type { RunContext } from './run-context.ts'

export async function sayOfComment(
  outcome: CommentOutcome,
  pullRequest: ReportedPullRequest,
  { runner }: RunContext,
): Promise<void> {
  switch (outcome.kind) {
    case 'created':
    case 'updated':
      runner.info(`Comment ${outcome.kind}: ${outcome.url}`)
      runner.setOutput('comment-url', outcome.url)
      return
    case 'kept-newer':
      runner.info(`A newer run has commented already: ${outcome.url}`)
      runner.setOutput('comment-url', outcome.url)
      return
    case 'kept-worse':
      runner.info(`The comment of another job stays: ${outcome.url}`)
      runner.setOutput('comment-url', outcome.url)
      return
    case 'kept-answer':
      runner.info(`${ANSWERED} ${outcome.url}`)
      runner.setOutput('comment-url', outcome.url)
      return
    case 'stale': {
      const what = `The comment of ${outcome.sha} still tells the older result`
      runner.info(`It was not brought up to date: ${outcome.url}`)
      await sayFailed(what, outcome.why.reason, runner)
      if (outcome.why.kind === 'forbidden') runner.info('It takes `permissions: pull-requests: write`.')
      return
    }
    case 'nothing-to-say':
      runner.info(
        'No comment: there is nothing to say that needs one. The input `comment: always` asks for one.',
      )
      return
    case 'forbidden':
      runner.info(outcome.reason)
      await sayWhyNot(permissionAdvice(pullRequest), runner)
      return
    case 'failed':
      await sayFailed('No comment was posted', outcome.reason, runner)
  }
}

export async function sayOfCheck(
  outcome: CheckOutcome,
  pullRequest: ReportedPullRequest,
  { runner }: RunContext,
): Promise<void> {
  switch (outcome.kind) {
    case 'created':
    case 'updated':
      runner.info(outcome.as === 'check-run' ? 'The check is written.' : 'A commit status is written.')
      return
    case 'kept-newer':
      runner.info('A newer run has written the check already.')
      return
    case 'kept-worse':
      runner.info('The check of another job stays.')
      return
    case 'kept-answer':
      runner.info('The check that an earlier run wrote stays.')
      return
    case 'forbidden':
      // Many are content with the comment, and the token of a fork may write neither: one advice is enough.
      runner.info(`${outcome.reason}. ${permissionAdvice(pullRequest, 'check')}`)
      return
    case 'failed':
      await sayFailed('No check was written', outcome.reason, runner)
  }
}

/** A run that was cancelled, or could not tell, takes nothing back. */
export const ANSWERED =
  'An earlier run has measured this commit, and its answer stands until there is another.'

export function sharedName(name: string): string {
  return (
    `Two jobs of this run report under one name, \`${name}\`. What the other told is worse than what this one found, ` +
    'so it stays. Give each a name of its own by the input `name`.'
  )
}

export async function sayFailed(what: string, reason: string, runner: RunContext['runner']): Promise<void> {
  runner.warning(`${what}: ${reason}`)
  await runner.summarise(markdown`\n${markdownLine(what)}: ${markdownCode(reason)}\n`)
}

export async function sayWhyNot(line: string, runner: RunContext['runner']): Promise<void> {
  runner.warning(line)
  await runner.summarise(markdown`\n${markdownLine(line)}\n`)
}

/** Of pull requests that share a head none gets a comment. */
export async function sayShared(
  { number, others = [] }: ReportedPullRequest,
  runner: RunContext['runner'],
): Promise<void> {
  const named = [number, ...others.map((other) => other.number)].map((one) => `#${one}`).join(', ')
  await sayWhyNot(
    `Several pull requests have this commit as their head, and which of them was measured cannot be told: ${named}. ` +
      'None gets a comment; the check belongs to the commit, and so to all of them. Close all but one to get it.',
    runner,
  )
}
