import { checkConclusion } from '../github/check-conclusion.ts'
import type { CheckOutcome, CheckWords, ConcludedCheck } from '../github/check-place.ts'
import type { Client } from '../github/client.ts'
import { type CommentDuty, commentDuty, dutyWithoutResult, pastRegression } from '../github/comment-policy.ts'
import type { Marker } from '../github/marker.ts'
import { permissionAdvice } from '../github/permission-advice.ts'
import { commentKey, ownName } from '../github/report-name.ts'
import { answerOf } from '../github/standing.ts'
import { type CommentOutcome, upsertComment } from '../github/sticky-comment.ts'
import { type StillHead, stillHead } from '../github/still-head.ts'
import { checkTitle } from '../report/check-title.ts'
import { renderComment } from '../report/comment.ts'
import type { ComparisonOptions } from '../report/comparison-document.ts'
import { markdownLine } from '../report/escape.ts'
import { type Markdown, markdown } from '../report/safe.ts'
import type { Comparison, OverallVerdict } from '../result/comparison.ts'
import { notPublishedWords, type Words } from './check-words.ts'
import type { ReportedPullRequest } from './reported-pull-request.ts'
import type { MeasuringRun, RunContext } from './run-context.ts'
import {
  ANSWERED,
  sayFailed,
  sayOfCheck,
  sayOfComment,
  sayShared,
  sayWhyNot,
  sharedName,
} from './say-told.ts'

/** Writes the check, wherever it stands. */
export type Conclude = (state: ConcludedCheck) => Promise<CheckOutcome>

/** Who is told of which run, and by what. */
export interface Telling {
  readonly client: Client
  readonly pullRequest: ReportedPullRequest
  /** The run that measured: its id decides what is newer. */
  readonly measured: MeasuringRun
  readonly conclude: Conclude
  /** Ends the check where one is in progress, and nothing is published. */
  readonly close: (words: CheckWords) => Promise<unknown>
}

/**
 * Whether GitHub took anything, of the comment and the check. `outdated`: the pull request has another head, or was
 * closed, and was told nothing. `refused`: this token may write neither. `failed`: GitHub was in trouble, and either
 * nothing was written or the check may be in progress for ever. `stale`: the comment still tells an older result, and
 * `stale-refused` where this token may not update it.
 */
export type Told = 'told' | 'outdated' | 'refused' | 'failed' | 'stale' | 'stale-refused'

/** Says what was found: one comment by the policy of the input, and the check. What was refused is said in the log. */
export async function tellComparison(
  comparison: Comparison,
  options: ComparisonOptions,
  telling: Telling,
  context: RunContext,
): Promise<Told> {
  const { inputs } = context
  const kind = checkConclusion(comparison.verdict, inputs.failOn)
  return await tell(telling, context, {
    duty: commentDuty(inputs.comment, comparison),
    verdict: comparison.verdict,
    body(previous) {
      const now = { sha: telling.pullRequest.headSha, verdict: comparison.verdict }
      const told = pastRegression(previous, now)
      return renderComment(comparison, told === undefined ? options : { ...options, toldRegression: told })
    },
    check: {
      kind,
      answer: answerOf(comparison.verdict),
      title: checkTitle(comparison),
      summary: renderComment(comparison, options),
    },
  })
}

/** Says that there is no result: the check is neutral, and the comment tells it, unless this head has an answer. */
export async function tellNoResult(words: Words, telling: Telling, context: RunContext): Promise<Told> {
  return await tell(telling, context, {
    duty: dutyWithoutResult(context.inputs.comment),
    body: () => words.comment(ownName(context.inputs.name)),
    check: { kind: 'neutral', title: words.title, summary: words.summary },
  })
}

interface Message {
  readonly duty: CommentDuty
  readonly verdict?: OverallVerdict
  readonly body: (previous: Marker | undefined) => Markdown
  readonly check: ConcludedCheck
}

async function tell(telling: Telling, context: RunContext, message: Message): Promise<Told> {
  const head = await anyStillHead(telling)
  if (head.kind === 'outdated') {
    context.runner.info(`Nothing is published: ${head.why}`)
    await telling.close(notPublishedWords(head.why, context.run.url))
    return 'outdated'
  }
  if (head.kind === 'failed') {
    await sayFailed('Nothing was published', head.reason, context.runner)
    await telling.close(
      notPublishedWords('GitHub did not say whether the head is still the same.', context.run.url),
    )
    return 'failed'
  }
  const [comment, check] = await Promise.all([
    isMute(telling, message) ? undefined : writeComment(telling, context, message),
    telling.conclude(message.check),
  ])
  if (comment !== undefined) await sayOfComment(comment, telling.pullRequest, context)
  else if (message.duty !== 'nothing') await sayShared(telling.pullRequest, context.runner)
  await sayOfCheck(check, telling.pullRequest, context)
  if (comment?.kind === 'kept-worse' || check.kind === 'kept-worse')
    await sayWhyNot(sharedName(context.inputs.name), context.runner)
  if (comment?.kind === 'kept-answer' || check.kind === 'kept-answer')
    await context.runner.summarise(markdown`\n${markdownLine(ANSWERED)}\n`)
  return toldBy(comment, check, telling.pullRequest, context)
}

/** Of pull requests that share a head, whose check it is, one is enough. */
async function anyStillHead({ client, pullRequest }: Telling): Promise<StillHead> {
  const { others = [] } = pullRequest
  let head = await stillHead({ client, ...pullRequest })
  for (const { number } of others)
    if (head.kind === 'outdated') head = await stillHead({ client, ...pullRequest, number })
  return head
}

/** Nobody knows whose comment it would be. */
function isMute({ pullRequest: { others = [] } }: Telling, { duty }: Message): boolean {
  return duty === 'nothing' || others.length > 0
}

function toldBy(
  comment: CommentOutcome | undefined,
  check: CheckOutcome,
  pullRequest: ReportedPullRequest,
  { runner }: RunContext,
): Told {
  // It may have been opened, and then it is in progress for ever.
  if (check.kind === 'failed') return 'failed'
  if (comment?.kind === 'stale') return comment.why.kind === 'failed' ? 'stale' : 'stale-refused'
  if (check.kind !== 'forbidden') return 'told'
  switch (comment?.kind) {
    case 'created':
    case 'updated':
    case 'kept-newer':
    case 'kept-worse':
    case 'kept-answer':
      return 'told'
    case 'failed':
      return 'failed'
    case 'forbidden':
      return 'refused'
    case 'nothing-to-say':
    case undefined:
      // Nobody hears of the result then.
      runner.warning(permissionAdvice(pullRequest, 'check'))
      return 'refused'
  }
}

function writeComment(
  { client, pullRequest, measured }: Telling,
  { wait, inputs }: RunContext,
  { duty, verdict, body }: Message,
): Promise<CommentOutcome> {
  const { owner, repo, number, headSha: sha } = pullRequest
  return upsertComment({
    ...{ client, owner, repo, number, key: commentKey(inputs.name), sha, wait },
    run: measured.run,
    attempt: measured.attempt,
    render: body,
    mayCreate: duty === 'create-or-update',
    ...(verdict === undefined ? {} : { verdict }),
  })
}
