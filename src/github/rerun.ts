import { RequestError } from 'octokit'
import type { Client } from './client.ts'
import { type Refusal, refusalOf } from './refusal.ts'
import { withoutRef } from './workflow-path.ts'

export interface RerunRequest {
  readonly client: Client
  readonly owner: string
  readonly repo: string
  /** Of the pull request. */
  readonly number: number
  /** Path of the workflow that measures, such as `.github/workflows/corecurve.yml`. */
  readonly workflow: string
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>
}

export type RerunOutcome =
  /** `awaiting-approval`: a maintainer has to let it run first, and we do not do that for them. */
  | { readonly kind: 'started' | 'running' | 'awaiting-approval'; readonly url: string }
  /** The workflow has not run for the head of the pull request. */
  | { readonly kind: 'no-run'; readonly headSha: string }
  | { readonly kind: 'closed' }
  | Refusal

const TRIES = 3

/**
 * Runs the newest run of the measuring workflow for a pull request's head again. Starts it once, though an answer gets
 * lost. GitHub's refusals are outcomes. Who may ask for this is not decided here.
 */
export async function rerunMeasurement(request: RerunRequest): Promise<RerunOutcome> {
  const { client, owner, repo, number } = request
  try {
    const { data: pull } = await client.rest.pulls.get({ owner, repo, pull_number: number })
    if (pull.state !== 'open') return { kind: 'closed' }
    const { sha: headSha, repo: headRepo } = pull.head
    const run = await newestRun(request, headSha, headRepo?.id)
    return run === undefined ? { kind: 'no-run', headSha } : await startAgain(request, run)
  } catch (error) {
    return refusalOf(error)
  }
}

interface Run {
  readonly id: number
  readonly run_attempt?: number
  readonly status: string | null
  readonly conclusion: string | null
  readonly html_url: string
}

async function newestRun(
  { client, owner, repo, workflow }: RerunRequest,
  head_sha: string,
  headRepo: number | undefined,
): Promise<Run | undefined> {
  try {
    const runs = await client.paginate(client.rest.actions.listWorkflowRuns, {
      ...{ owner, repo, workflow_id: workflow.split('/').at(-1)!, event: 'pull_request', head_sha },
      per_page: 100,
    })
    return runs
      .filter((run) => withoutRef(run.path) === workflow && run.head_repository?.id === headRepo)
      .sort((a, b) => a.id - b.id)
      .at(-1)
  } catch (error) {
    // GitHub knows no such workflow yet.
    if (error instanceof RequestError && error.status === 404) return undefined
    throw error
  }
}

async function startAgain(request: RerunRequest, known: Run): Promise<RerunOutcome> {
  const { client, owner, repo, wait } = request
  const which = { owner, repo, run_id: known.id }
  let run = known
  for (let tries = 1; ; tries++) {
    const { html_url: url } = run
    if ((run.run_attempt ?? 1) > (known.run_attempt ?? 1)) return { kind: 'started', url }
    if (run.conclusion === 'action_required') return { kind: 'awaiting-approval', url }
    if (run.status !== 'completed') return { kind: 'running', url }
    try {
      await client.rest.actions.reRunWorkflow({ ...which, request: { retries: 0 } })
      return { kind: 'started', url }
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      if (error.status === 403 && /already running/i.test(error.message)) return { kind: 'running', url }
      if (error.status < 500 || tries === TRIES) throw error
      // The answer may have got lost after it was started: look before trying again.
      await wait(tries * tries * 1000)
      run = (await client.rest.actions.getWorkflowRun(which)).data
    }
  }
}
