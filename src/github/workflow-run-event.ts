import type * as z from 'zod'
import type { workflowRunPayloadSchema } from './event-payload.ts'
import { type InRepository, ownerAndName } from './in-repository.ts'
import type { RunAttempt } from './run-attempt.ts'
import { withoutRef } from './workflow-path.ts'

/** Another workflow's run began or ended: what the publishing step is started by. */
export interface WorkflowRunEvent extends InRepository {
  readonly kind: 'workflow-run'
  readonly action: 'requested' | 'in_progress' | 'completed'
  readonly defaultBranch: string
  readonly triggering: TriggeringRun
}

/** `run` is its id. */
export interface TriggeringRun extends RunAttempt {
  /** What started it, such as `pull_request`. */
  readonly event: string
  /** Of its workflow, such as `.github/workflows/corecurve.yml`. */
  readonly path: string
  /** Null while it runs. */
  readonly conclusion: string | null
  readonly headSha: string
  readonly headBranch: string | null
  /** Null once the fork was deleted. */
  readonly headRepository: { readonly fullName: string; readonly owner: string } | null
  /** Its head is the default branch of this repository, not a fork's branch that is called the same. */
  readonly isDefaultBranch: boolean
  /** Address of its page. */
  readonly url: string
}

export function workflowRunEvent({
  action,
  workflow_run: run,
  repository,
}: z.infer<typeof workflowRunPayloadSchema>): WorkflowRunEvent {
  const head = run.head_repository ?? null
  const isHere = head?.full_name.toLowerCase() === repository.full_name.toLowerCase()
  return {
    kind: 'workflow-run',
    ...ownerAndName(repository.full_name),
    action,
    defaultBranch: repository.default_branch,
    triggering: {
      ...{ run: run.id, attempt: run.run_attempt, event: run.event, path: withoutRef(run.path) },
      ...{ conclusion: run.conclusion, headSha: run.head_sha, headBranch: run.head_branch },
      headRepository: head && { fullName: head.full_name, owner: head.owner.login },
      isDefaultBranch: isHere && run.head_branch === repository.default_branch,
      url: run.html_url,
    },
  }
}
