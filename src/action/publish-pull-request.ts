import { join } from 'node:path'
import { asJson, writeWhole } from '../console/whole-file.ts'
import type { CheckPlace } from '../github/check-place.ts'
import { closeCheck, concludeCheck, startCheck } from '../github/check-run.ts'
import type { Client } from '../github/client.ts'
import type { Refusal } from '../github/refusal.ts'
import { ownName } from '../github/report-name.ts'
import { FROM_EARLIER, type RefusedPart } from '../pipeline/collect-files.ts'
import { publishedComparison } from '../pipeline/published-comparison.ts'
import { repeatCommand } from '../report/repeat-command.ts'
import type { Comparison } from '../result/comparison.ts'
import { measuringWords, noResultWords, notPublishedWords, refusedWords, SUPERSEDED } from './check-words.ts'
import { holdToBase } from './hold-to-base.ts'
import { measuredPullRequest } from './measured-pull-request.ts'
import type { ReportedPullRequest } from './reported-pull-request.ts'
import type { MeasuringRun, RunContext, Runner } from './run-context.ts'
import { failByVerdict, reportNameOf, sayComparison } from './say-comparison.ts'
import { sayRefusedParts } from './say-parts.ts'
import { type Telling, type Told, tellComparison, tellNoResult } from './tell-pull-request.ts'

/** What is published, and to whom: none of it is taken from the file. */
export interface PullRequestPublication {
  readonly pullRequest: ReportedPullRequest
  readonly measured: MeasuringRun
  /** How the measuring run ended; null where it is this very run. */
  readonly conclusion: string | null
}

/** The measuring run has begun: the check says so, and nothing is lost where it may not. */
export async function startPullRequest(
  publication: PullRequestPublication,
  client: Client,
  context: RunContext,
): Promise<void> {
  const place = checkPlace(publication, client, context, publication.measured.url)
  const outcome = await startCheck(place, measuringWords(publication.measured.url))
  const why = 'reason' in outcome ? `: ${outcome.reason}` : ''
  context.runner.info(`A measurement is under way. Check: ${outcome.kind}${why}`)
}

/**
 * Takes what a run uploaded of a pull request, believes nothing of it but its numbers, and tells the pull request.
 * Whatever GitHub refuses, the result is in the summary and in the file; the job fails where it took nothing at all.
 */
export async function publishPullRequest(
  publication: PullRequestPublication,
  client: Client,
  context: RunContext,
): Promise<void> {
  const { pullRequest, measured, conclusion } = publication
  const { inputs, runner, run, wait, world } = context
  const { owner, repo } = pullRequest
  const source = {
    client,
    owner,
    repo,
    run: measured.run,
    attempt: measured.attempt,
    prefix: inputs.artifact,
    wait,
    signal: world.signal,
  }
  const published = await publishedComparison(source, pullRequest)
  const place = checkPlace(publication, client, context, run.url)
  const telling: Telling = {
    ...{ client, pullRequest, measured },
    conclude: (state) => concludeCheck(place, state),
    close: (words) => closeCheck(place, words),
  }
  switch (published.kind) {
    case 'result': {
      const { result, refused } = published
      await sayRefusedParts(refused, runner)
      const which = await measuredPullRequest(pullRequest, result.base, client)
      const held = await holdToBase(result, { client, owner, repo, commit: which.baseRef }, context)
      if (held.kind === 'comparison') await report(held, refused, { ...telling, pullRequest: which }, context)
      else await sayNotFetched(held, telling, context)
      return
    }
    case 'no-result': {
      const { refused } = published
      await sayRefusedParts(refused, runner)
      const isRefused = refused.length > 0 && !isLeftOver(refused, conclusion)
      const words = isRefused ? refusedWords(run.url) : noResultWords(conclusion, measured.url)
      await runner.summarise(words.comment(ownName(inputs.name)))
      runner.info(words.title)
      const told = await tellNoResult(words, telling, context)
      if (told === 'outdated') return
      if (isRefused) runner.fail('The result of the run cannot be used. The job summary says why.')
      else failByTold(told, pullRequest, runner)
      return
    }
    case 'superseded':
      runner.info(SUPERSEDED)
      await telling.close(notPublishedWords(SUPERSEDED, run.url))
      return
    case 'forbidden':
    case 'failed':
      await sayNotFetched(published, telling, context)
  }
}

/** A re-run that did not end well left no result: what the attempt before it had uploaded is not its own. */
function isLeftOver(refused: readonly RefusedPart[], conclusion: string | null): boolean {
  return conclusion !== null && conclusion !== 'success' && refused.every(({ why }) => why === FROM_EARLIER)
}

async function sayNotFetched(refusal: Refusal, telling: Telling, { run, runner }: RunContext): Promise<void> {
  await telling.close(notPublishedWords('GitHub did not give what the run measured.', run.url))
  runner.fail(notFetched(refusal, 'published'))
}

/** What was measured may be there, so nothing follows from it: neither a verdict nor that there is none. */
export function notFetched({ kind, reason }: Refusal, done: 'published' | 'stored'): string {
  const advice =
    kind === 'forbidden'
      ? 'The job needs `permissions: actions: read` and `contents: read`.'
      : 'Run this job again.'
  return `GitHub did not give what the run measured, so nothing was ${done}: ${reason}. ${advice}`
}

/** The token of a fork's own run may only read: nobody did anything wrong there. */
function failByTold(told: Told, { fromFork, byDependabot }: ReportedPullRequest, runner: Runner): void {
  if (told === 'failed') runner.fail(NOT_TAKEN)
  if (told === 'stale') runner.fail(STALE)
  if (fromFork || byDependabot) return
  if (told === 'refused') runner.fail(NOTHING_TAKEN)
  if (told === 'stale-refused') runner.fail(`${STILL_OLDER} ${UPDATING} ${WHERE}`)
}

const WHERE = 'The result is in the job summary and in the file named by the `report` output.'
const NOTHING_TAKEN = `GitHub took neither a comment nor a check. ${WHERE}`
const STILL_OLDER = 'The comment could not be brought up to date, and still tells an older result.'
const UPDATING = 'The job needs `permissions: pull-requests: write`.'
export const STALE = `${STILL_OLDER} Run the job again. ${WHERE}`
/** Also the word of a job that measures: there GitHub's trouble fails it, and a lack of permissions does not. */
export const NOT_TAKEN = `GitHub did not take the check, or nothing at all: run the job again. ${WHERE}`

async function report(
  comparison: Comparison,
  refusedParts: readonly RefusedPart[],
  telling: Telling,
  context: RunContext,
): Promise<void> {
  const { runner, results, run, inputs } = context
  const { measured, pullRequest } = telling
  const file = join(results, 'comparison.json')
  await writeWhole(file, asJson(comparison))
  runner.setOutput('report', file)
  const options = {
    repeatCommand: repeatCommand(comparison, { only: [] }),
    runUrl: run.url,
    refusedParts,
    headCommit: pullRequest.headSha,
    ...reportNameOf(inputs),
    ...(measured.url === run.url ? {} : { measuringRunUrl: measured.url }),
  }
  await sayComparison(comparison, options, context)
  const told = await tellComparison(comparison, options, telling, context)
  if (told === 'outdated') return
  failByVerdict(comparison, context)
  failByTold(told, pullRequest, runner)
}

/** Where the check of a measured head stands. */
export function checkPlace(
  {
    pullRequest,
    measured,
  }: Pick<PullRequestPublication, 'measured'> & {
    readonly pullRequest: Pick<ReportedPullRequest, 'owner' | 'repo' | 'headSha'>
  },
  client: Client,
  { wait, inputs: { name } }: RunContext,
  detailsUrl: string,
): CheckPlace {
  const { owner, repo, headSha } = pullRequest
  const { run, attempt } = measured
  return { client, owner, repo, headSha, name, run, attempt, detailsUrl, wait }
}
