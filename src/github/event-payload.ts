import * as z from 'zod'

/** The parts of GitHub's webhook payloads that corecurve reads; the rest is ignored. */

const sha = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, 'expected a commit id')
const fullName = z.string().regex(/^(?!\.+\/)[\w.-]+\/(?!\.+$)[\w.-]+$/, 'expected owner/name')
const ref = z.string().min(1).max(1024)
const login = z.string().min(1).max(100)
const repository = z.object({ full_name: fullName, default_branch: ref })

export const pushPayloadSchema = z.object({
  ref,
  after: sha,
  deleted: z.boolean().default(false),
  repository,
})

export const pullRequestPayloadSchema = z.object({
  action: z.string().max(100),
  pull_request: z.object({
    number: z.int().positive(),
    head: z.object({
      ref,
      sha,
      /** Null once the fork was deleted. */
      repo: z.object({ id: z.int(), full_name: fullName }).nullable(),
    }),
    base: z.object({ ref, sha, repo: z.object({ id: z.int(), full_name: fullName }) }),
  }),
})

/** `schedule` and `workflow_dispatch`; a scheduled run's payload may hold nothing but its cron line. */
export const manualPayloadSchema = z.object({ repository: repository.optional() })

export const workflowRunPayloadSchema = z.object({
  action: z.enum(['requested', 'in_progress', 'completed']),
  workflow_run: z.object({
    id: z.int().positive(),
    run_attempt: z.int().positive(),
    event: z.string().max(100),
    path: z.string().max(1024),
    conclusion: z.string().max(100).nullable(),
    head_sha: sha,
    /** Null for a run without one, such as of a deleted branch. */
    head_branch: z.string().max(1024).nullable(),
    /** Null once the fork was deleted. */
    head_repository: z.object({ full_name: fullName, owner: z.object({ login }) }).nullish(),
    html_url: z.url({ protocol: /^https?$/ }).max(2048),
  }),
  repository,
})

export const mergeGroupPayloadSchema = z.object({ merge_group: z.object({ head_sha: sha }), repository })

export const issueCommentPayloadSchema = z.object({
  action: z.string().max(100),
  issue: z.object({ number: z.int().positive(), pull_request: z.object({}).nullish() }),
  comment: z.object({
    id: z.int().positive(),
    body: z.string().nullish(),
    /** Null for an account that is gone. */
    user: z.object({ login, type: z.string().max(100).default('User') }).nullable(),
  }),
  repository,
})
