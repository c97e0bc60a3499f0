import * as z from 'zod'

/** The parts of GitHub's webhook payloads that corecurve reads; the rest is ignored. */

const sha = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, 'expected a commit id')
const fullName = z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'expected owner/name')
const ref = z.string().min(1).max(1024)
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
