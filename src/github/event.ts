import * as z from 'zod'
import { UserError } from '../user-error.ts'
import {
  issueCommentPayloadSchema,
  manualPayloadSchema,
  mergeGroupPayloadSchema,
  pullRequestPayloadSchema,
  pushPayloadSchema,
  workflowRunPayloadSchema,
} from './event-payload.ts'
import { type InRepository, ownerAndName } from './in-repository.ts'
import { type IssueCommentEvent, issueCommentEvent } from './issue-comment-event.ts'
import { type WorkflowRunEvent, workflowRunEvent } from './workflow-run-event.ts'

/** A push of a branch or tag. */
export interface PushEvent extends InRepository {
  readonly kind: 'push'
  readonly ref: string
  /** Absent for a tag. */
  readonly branch?: string
  /** Commit that `ref` now names; zeros where it was deleted. */
  readonly after: string
  readonly defaultBranch: string
  readonly isDefaultBranch: boolean
  readonly deleted: boolean
}

export interface PullRequestEvent extends InRepository {
  readonly kind: 'pull-request'
  readonly action: string
  readonly number: number
  readonly headSha: string
  readonly headRef: string
  /** Full name of the head's repository; null once it was deleted. */
  readonly headRepo: string | null
  readonly baseRef: string
  readonly baseSha: string
  /** The head is in another repository (or in one that is gone), so the token may only read. */
  readonly fromFork: boolean
  /** Dependabot started this run: its token may only read, too. */
  readonly byDependabot: boolean
  /** GitHub's trial merge of head into base, which `actions/checkout` checks out unless told otherwise. */
  readonly mergeCommit?: string
}

/** A scheduled run, or one that a person started: measured as a push of its branch would be. */
export interface ManualEvent extends InRepository {
  readonly kind: 'manual'
  readonly ref: string
  /** Absent for a tag. */
  readonly branch?: string
  readonly sha: string
  readonly isDefaultBranch: boolean
}

/** A merge queue asks for the checks of what it would merge. */
export interface MergeGroupEvent extends InRepository {
  readonly kind: 'merge-group'
  /** Of base with the queued pull requests merged into it. */
  readonly headSha: string
}

export interface OtherEvent {
  readonly kind: 'other'
  readonly name: string
}

export type GitHubEvent =
  | PushEvent
  | PullRequestEvent
  | ManualEvent
  | WorkflowRunEvent
  | IssueCommentEvent
  | MergeGroupEvent
  | OtherEvent

type Env = Readonly<Record<string, string | undefined>>
type ReadFile = (path: string) => Promise<string>

/**
 * The event that started this run, from GITHUB_EVENT_NAME and the payload at GITHUB_EVENT_PATH.
 * Throws a UserError outside GitHub Actions, for a payload that is not one, and for `pull_request_target`.
 */
export async function readEvent(env: Env, readFile: ReadFile): Promise<GitHubEvent> {
  const name = required(env, 'GITHUB_EVENT_NAME')
  switch (name) {
    case 'push':
      return pushEvent(await readPayload(env, readFile, pushPayloadSchema))
    case 'pull_request':
      return pullRequestEvent(await readPayload(env, readFile, pullRequestPayloadSchema), env)
    case 'schedule':
    case 'workflow_dispatch':
      return manualEvent(name, await readPayload(env, readFile, manualPayloadSchema), env)
    case 'workflow_run':
      return workflowRunEvent(await readPayload(env, readFile, workflowRunPayloadSchema))
    case 'issue_comment':
      return issueCommentEvent(await readPayload(env, readFile, issueCommentPayloadSchema))
    case 'merge_group': {
      const { merge_group, repository } = await readPayload(env, readFile, mergeGroupPayloadSchema)
      return { kind: 'merge-group', ...ownerAndName(repository.full_name), headSha: merge_group.head_sha }
    }
    case 'pull_request_target':
      throw new UserError(
        'corecurve does not run on the event pull_request_target: it would run code of a pull request that ' +
          'anyone can open in a job that holds a token with write access and your secrets. ' +
          'Use `on: pull_request`; where the pull request comes from a fork, publish the result from a ' +
          'second workflow on `workflow_run`.',
      )
    default:
      return { kind: 'other', name }
  }
}

function pushEvent({ ref, after, deleted, repository }: z.infer<typeof pushPayloadSchema>): PushEvent {
  const defaultBranch = repository.default_branch
  const branch = branchOf(ref)
  const isDefaultBranch = branch === defaultBranch
  const place = ownerAndName(repository.full_name)
  return { kind: 'push', ...place, ref, branch, after, defaultBranch, isDefaultBranch, deleted }
}

function pullRequestEvent(
  { action, pull_request }: z.infer<typeof pullRequestPayloadSchema>,
  env: Env,
): PullRequestEvent {
  const { number, head, base } = pull_request
  return {
    kind: 'pull-request',
    ...ownerAndName(base.repo.full_name),
    action,
    number,
    headSha: head.sha,
    headRef: head.ref,
    headRepo: head.repo?.full_name ?? null,
    baseRef: base.ref,
    baseSha: base.sha,
    // Not `head.repo.fork`: that only says whether the repository was ever forked from another one.
    fromFork: head.repo?.id !== base.repo.id,
    byDependabot: env.GITHUB_ACTOR === 'dependabot[bot]',
    mergeCommit: env.GITHUB_SHA,
  }
}

function manualEvent(
  name: 'schedule' | 'workflow_dispatch',
  payload: z.infer<typeof manualPayloadSchema>,
  env: Env,
): ManualEvent {
  const ref = required(env, 'GITHUB_REF')
  const branch = branchOf(ref)
  const place = ownerAndName(required(env, 'GITHUB_REPOSITORY'))
  // Schedules run on the default branch only.
  const isDefaultBranch = name === 'schedule' || branch === payload.repository?.default_branch
  return { kind: 'manual', ...place, ref, branch, sha: required(env, 'GITHUB_SHA'), isDefaultBranch }
}

async function readPayload<T>(env: Env, readFile: ReadFile, schema: z.ZodType<T>): Promise<T> {
  const path = required(env, 'GITHUB_EVENT_PATH')
  const what = `The payload of the event ${env.GITHUB_EVENT_NAME} in GITHUB_EVENT_PATH (${path})`
  let json: unknown
  try {
    json = JSON.parse(await readFile(path))
  } catch (error) {
    throw new UserError(`${what} cannot be read: ${(error as Error).message}. ${WHAT_TO_DO}`)
  }
  const parsed = schema.safeParse(json)
  if (!parsed.success)
    throw new UserError(`${what} is not one: ${z.prettifyError(parsed.error)}\n${WHAT_TO_DO}`)
  return parsed.data
}

const WHAT_TO_DO =
  'The runner writes this file; if you run the Action elsewhere, set both variables to a real event.'

function required(env: Env, name: string): string {
  const value = env[name]
  if (value !== undefined && value !== '') return value
  throw new UserError(
    `The environment variable ${name} is not set, so this is not a GitHub Actions job. ` +
      'On your own machine use the command line: `npx corecurve run` or `npx corecurve compare`.',
  )
}

function branchOf(ref: string): string | undefined {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : undefined
}
