import { vi } from 'vitest'
import { reportMeasured } from '../../src/action/on-pull-request.ts'
import type { Comparison } from '../../src/result/comparison.ts'
import type { Permissions } from './loopback-github-grant.ts'
import type { PullRequestOptions, WorkflowRun } from './loopback-github-model.ts'
import { type Outcome, type PublishChanges, Publishing, REPOSITORY } from './publishing.ts'
import { runActionHere } from './run-action-here.ts'

/** What single-job.yml grants the job of a pull request. */
const GRANTED: Permissions = { contents: 'read', 'pull-requests': 'write', checks: 'write' }

/** What measuring comes to, in place of minutes on a machine; what happens meanwhile, it does. */
export type Measure = () => Comparison | Promise<Comparison>

/** A GitHub with pull request 7 of a branch of the same repository, which one job measures and publishes. */
export type SingleJob = Publishing & {
  job(run: WorkflowRun, measured: Comparison | Measure, changes?: PublishChanges): Promise<Outcome>
}

export async function singleJob(pullRequest: PullRequestOptions = {}): Promise<SingleJob> {
  const measures = new Map<string, Measure>()
  const attempt = ({ run = 0, attempt = 1 }: { run?: number; attempt?: number }) => `${run}/${attempt}`
  const world = await Publishing.start(
    (step) =>
      runActionHere(step, async (context) => {
        const { event } = context
        if (event.kind !== 'pull-request') throw new Error(`The event is ${event.kind}.`)
        await reportMeasured(event, context, async () => measures.get(attempt(step))!())
      }),
    { pullRequest: { headRepo: REPOSITORY, ...pullRequest } },
  )
  return Object.assign(world, {
    async job(run: WorkflowRun, measured: Comparison | Measure, changes: PublishChanges = {}) {
      const measure = typeof measured === 'function' ? measured : () => measured
      measures.set(attempt({ run: run.id, attempt: run.attempt }), measure)
      return await world.publishInRun(run, { with: {}, permissions: GRANTED, ...changes })
    },
  })
}

/** Waits until what was written while it is measured has arrived: the client writes once a second at the most. */
export async function soon(arrived: () => void): Promise<void> {
  await vi.waitFor(arrived, { timeout: 30_000, interval: 20 })
}
