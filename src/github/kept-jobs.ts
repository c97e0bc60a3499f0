import type { AttemptQuery } from './attempt-start.ts'
import { type Refusal, refusalOf } from './refusal.ts'

export type KeptJobs =
  /** Some jobs alone were run again. What any job of the run uploaded before is of the same commit, and counts. */
  | { readonly kind: 'some' }
  /** All jobs were run again: what an earlier attempt uploaded says nothing of how this one ended. */
  | { readonly kind: 'none' }
  | Refusal

interface Job {
  readonly name: string
  readonly conclusion: string | null
  readonly started_at: string
  readonly completed_at: string | null
}

/**
 * Whether jobs of an earlier attempt of a run were kept in this one. GitHub lists a kept job as the attempt's own with
 * the times that it ran at; at times it has listed only those that ran, and then a job that had waited for no other, and
 * did not start again, tells it. GitHub's refusals are values.
 *
 * @param startedAt when the attempt began, in milliseconds since 1970
 */
export async function keptJobs(
  { client, owner, repo, run }: AttemptQuery,
  startedAt: number,
): Promise<KeptJobs> {
  try {
    const place = { owner, repo, run_id: run, per_page: 100 }
    const list = client.rest.actions.listJobsForWorkflowRun
    const latest = (await client.paginate(list, { ...place, filter: 'latest' })).filter(hasRun)
    if (latest.some((job) => endOf(job) < startedAt)) return { kind: 'some' }
    const all = (await client.paginate(list, { ...place, filter: 'all' })).filter(hasRun)
    const again = new Set(all.filter((job) => startOf(job) >= startedAt).map(({ name }) => name))
    const before = all.filter((job) => startOf(job) < startedAt)
    return { kind: firstOf(before).some(({ name }) => !again.has(name)) ? 'some' : 'none' }
  } catch (error) {
    return refusalOf(error)
  }
}

/** Those that started before any had ended, so none of them needs another. */
function firstOf(jobs: readonly Job[]): readonly Job[] {
  const firstEnd = jobs.reduce((first, job) => Math.min(first, endOf(job)), Number.POSITIVE_INFINITY)
  return jobs.filter((job) => startOf(job) <= firstEnd)
}

/** The times of a job that was skipped mean nothing. */
function hasRun({ conclusion }: Job): boolean {
  return conclusion !== 'skipped'
}

function startOf({ started_at }: Job): number {
  return Date.parse(started_at)
}

function endOf({ completed_at }: Job): number {
  return completed_at === null ? Number.POSITIVE_INFINITY : Date.parse(completed_at)
}
