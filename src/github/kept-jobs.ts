import type { AttemptQuery } from './attempt-start.ts'
import { type Refusal, refusalOf } from './refusal.ts'

/** In milliseconds since 1970, both ends included. */
interface Span {
  readonly from: number
  readonly to: number
}

export type KeptJobs = { readonly kind: 'kept'; readonly includes: (createdAt: number) => boolean } | Refusal

/**
 * Of a run whose failed jobs alone were run again: what the others had uploaded before is still right. Nothing but the
 * time says which job uploaded an artifact, so `includes` is true only of what was created while a job ran that is kept,
 * and none that was run again. GitHub's refusals are values.
 *
 * @param startedAt when the attempt began, in milliseconds since 1970
 */
export async function keptJobs(
  { client, owner, repo, run, attempt }: AttemptQuery,
  startedAt: number,
): Promise<KeptJobs> {
  try {
    const place = { owner, repo, run_id: run, per_page: 100 }
    const list = client.rest.actions.listJobsForWorkflowRun
    const latest = await client.paginate(list, { ...place, filter: 'latest' })
    const all = await client.paginate(list, { ...place, filter: 'all' })
    const kept = latest.filter(
      ({ conclusion, completed_at }) =>
        conclusion === 'success' && Date.parse(completed_at ?? '') < startedAt,
    )
    // A job without an end may have uploaded anything until the attempt began.
    const others = all.filter(
      ({ name, run_attempt = 1, conclusion, started_at }) =>
        run_attempt < attempt &&
        conclusion !== 'skipped' &&
        !kept.some((one) => one.name === name && one.started_at === started_at),
    )
    const spans = kept.map((job) => spanOf(job, startedAt))
    const doubtful = others.map((job) => spanOf(job, startedAt))
    return { kind: 'kept', includes: (at) => isIn(spans, at) && !isIn(doubtful, at) }
  } catch (error) {
    return refusalOf(error)
  }
}

function spanOf(job: { started_at: string; completed_at: string | null }, startedAt: number): Span {
  const to = Date.parse(job.completed_at ?? '')
  return { from: Date.parse(job.started_at), to: Number.isNaN(to) ? startedAt : to }
}

function isIn(spans: readonly Span[], at: number): boolean {
  return spans.some(({ from, to }) => at >= from && at <= to)
}
