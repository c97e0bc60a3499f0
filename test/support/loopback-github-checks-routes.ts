import {
  atCommit,
  type Call,
  inRepository,
  NOT_FOUND,
  page,
  type Reply,
  type Route,
  refusal,
  unprocessable,
} from './loopback-github-call.ts'
import {
  checkRunJson,
  combinedStatusJson,
  simpleStatusJson,
  statusJson,
} from './loopback-github-checks-entities.ts'
import type { Grant, Need } from './loopback-github-grant.ts'
import type { CheckRun, CommitStatus, Repository } from './loopback-github-model.ts'
import { resolveCommit } from './loopback-github-repositories.ts'

const MAX_STATUS_DESCRIPTION = 140

const READ_CHECKS: Need = { access: 'read', scopes: ['checks'] }
const WRITE_CHECKS: Need = { access: 'write', scopes: ['checks'], byApp: true }
const READ_STATUSES: Need = { access: 'read', scopes: ['statuses'] }

/** What a request may say of a check run; its shape was checked before. */
interface CheckBody {
  readonly name?: string
  readonly head_sha?: string
  readonly status?: string
  readonly conclusion?: string
  readonly external_id?: string
  readonly details_url?: string
  readonly started_at?: string
  readonly completed_at?: string
  readonly output?: { title?: string; summary: string; text?: string }
}

/** Check runs and commit statuses. */
export const checksRoutes: Readonly<Record<string, Route>> = {
  'checks/create': inRepository(WRITE_CHECKS, (call, repository) => {
    const body = call.body as CheckBody
    const sha = resolveCommit(repository, body.head_sha!)
    if (sha === undefined || sha !== body.head_sha)
      return unprocessable([], `No commit found for SHA: ${body.head_sha}`)
    const wrong = badCheck(body)
    if (wrong !== undefined) return wrong
    const check = call.state.addCheckRun(repository.fullName, {
      ...{ name: body.name!, headSha: sha, app: appOf(call.grant!) },
      ...{ status: 'queued', conclusion: null, completedAt: null, externalId: '', detailsUrl: null },
      output: { title: null, summary: null, text: null },
    })
    change(check, body)
    return { status: 201, body: checkRunJson(call.api, repository, check) }
  }),
  'checks/update': inCheck(WRITE_CHECKS, (call, repository, check) => {
    const body = call.body as CheckBody
    if (check.app !== appOf(call.grant!))
      return refusal(
        403,
        'Invalid app_id - check run can only be modified by the GitHub App that created it.',
      )
    const wrong = badCheck(body)
    if (wrong !== undefined) return wrong
    change(check, body)
    return { status: 200, body: checkRunJson(call.api, repository, check) }
  }),
  'checks/get': inCheck(READ_CHECKS, ({ api }, repository, check) => ({
    status: 200,
    body: checkRunJson(api, repository, check),
  })),
  'checks/list-for-ref': atCommit(READ_CHECKS, (call, repository, sha) => {
    const name = call.query.get('check_name')
    const status = call.query.get('status')
    const all = [...call.state.checkRuns(repository.fullName, sha)].reverse()
    const latest = newestOfEach(all, (check) => `${check.app} ${check.name}`)
    const checks = (call.query.get('filter') === 'all' ? all : latest).filter(
      (check) => (name === null || check.name === name) && (status === null || check.status === status),
    )
    const items = checks.map((check) => checkRunJson(call.api, repository, check))
    return page(call, repository, items, (check_runs) => ({ total_count: items.length, check_runs }))
  }),
  'repos/create-commit-status': atCommit(
    { access: 'write', scopes: ['statuses'] },
    (call, repository, sha) => {
      const body = call.body as {
        state: CommitStatus['state']
        context?: string
        description?: string | null
        target_url?: string | null
      }
      const { state, context = 'default', description = null, target_url: targetUrl = null } = body
      const message = `Description is too long (maximum is ${MAX_STATUS_DESCRIPTION} characters)`
      if ([...(description ?? '')].length > MAX_STATUS_DESCRIPTION)
        return unprocessable([{ resource: 'Status', code: 'custom', field: 'description', message }])
      const creator = call.grant!.login
      const fields = { sha, state, context, description, targetUrl, creator }
      const status = call.state.addStatus(repository.fullName, fields)
      return { status: 201, body: statusJson(call.api, repository, status) }
    },
  ),
  'repos/list-commit-statuses-for-ref': atCommit(READ_STATUSES, (call, repository, sha) => {
    const statuses = [...call.state.statuses(repository.fullName, sha)].reverse()
    return page(
      call,
      repository,
      statuses.map((status) => statusJson(call.api, repository, status)),
    )
  }),
  'repos/get-combined-status-for-ref': atCommit(READ_STATUSES, (call, repository, sha) => {
    const all = [...call.state.statuses(repository.fullName, sha)].reverse()
    const newest = newestOfEach(all, ({ context }) => context.toLowerCase())
    const items = newest.map((status) => simpleStatusJson(call.api, repository, status))
    return page(call, repository, items, (shown) =>
      combinedStatusJson(call.api, repository, { sha, newest, shown }),
    )
  }),
}

function inCheck(need: Need, answer: (call: Call, repository: Repository, check: CheckRun) => Reply): Route {
  return inRepository(need, (call, repository) => {
    const check = repository.checkRuns.find(({ id }) => id === Number(call.path.check_run_id))
    return check === undefined ? NOT_FOUND : answer(call, repository, check)
  })
}

/** What GitHub's description leaves to prose. */
function badCheck({ status, conclusion }: CheckBody): Reply | undefined {
  const about = { resource: 'CheckRun', field: 'conclusion' }
  if (conclusion === 'stale') return unprocessable([{ ...about, code: 'invalid' }])
  if (status === 'completed' && conclusion === undefined)
    return unprocessable([{ ...about, code: 'missing_field' }])
  return undefined
}

/** A conclusion completes a check run, whatever its status says. */
function change(check: CheckRun, body: CheckBody): void {
  check.name = body.name ?? check.name
  check.status = body.conclusion === undefined ? (body.status ?? check.status) : 'completed'
  check.conclusion = check.status === 'completed' ? (body.conclusion ?? check.conclusion) : null
  check.externalId = body.external_id ?? check.externalId
  check.detailsUrl = body.details_url ?? check.detailsUrl
  check.startedAt = body.started_at ?? check.startedAt
  check.completedAt = check.status === 'completed' ? (body.completed_at ?? check.startedAt) : null
  if (body.output !== undefined)
    check.output = {
      title: body.output.title ?? check.output.title,
      summary: body.output.summary,
      text: body.output.text ?? check.output.text,
    }
}

/** `github-actions[bot]` → `github-actions`. */
function appOf({ login }: Grant): string {
  return login.replace('[bot]', '')
}

/** The first of each key. */
function newestOfEach<T>(newestFirst: readonly T[], key: (item: T) => string): T[] {
  return [...Map.groupBy(newestFirst, key).values()].map((group) => group[0]!)
}
