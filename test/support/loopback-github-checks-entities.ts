import type { CheckRun, CommitStatus, Repository } from './loopback-github-model.ts'
import { nodeId, repositoryJson, userJson } from './loopback-github-repository-entities.ts'

/** Checks and statuses as the JSON that GitHub sends. `api` has no slash at its end. */

const CREATED = '2026-01-01T00:00:00Z'

/** `check-run`. */
export function checkRunJson(api: string, repository: Repository, check: CheckRun) {
  const url = `${api}/repos/${repository.fullName}/check-runs/${check.id}`
  const page = `https://github.example/${repository.fullName}/runs/${check.id}`
  return {
    ...{ id: check.id, node_id: nodeId('CR', check.id), name: check.name, head_sha: check.headSha },
    ...{ url, html_url: page, details_url: check.detailsUrl ?? page, external_id: check.externalId },
    ...{ status: check.status, conclusion: check.conclusion },
    ...{ started_at: check.startedAt, completed_at: check.completedAt },
    output: { ...check.output, annotations_count: 0, annotations_url: `${url}/annotations` },
    check_suite: { id: repository.id },
    app: appJson(api, check.app),
    // Told only for pushes to the repository itself; a fork's check has none.
    pull_requests: [],
  }
}

/** `status`. */
export function statusJson(api: string, repository: Repository, status: CommitStatus) {
  return { ...simpleStatusJson(api, repository, status), creator: userJson(api, status.creator) }
}

/** `combined-commit-status`: the newest status of each context. */
export function combinedStatusJson(
  api: string,
  repository: Repository,
  { sha, newest, shown }: { sha: string; newest: readonly CommitStatus[]; shown: readonly unknown[] },
) {
  const url = `${api}/repos/${repository.fullName}/commits/${sha}`
  return {
    state: combinedState(newest),
    ...{ statuses: shown, sha, total_count: newest.length, repository: repositoryJson(api, repository) },
    ...{ commit_url: url, url: `${url}/status` },
  }
}

/** `simple-commit-status`. */
export function simpleStatusJson(api: string, repository: Repository, status: CommitStatus) {
  const { id, sha, state, context, description, createdAt } = status
  return {
    ...{ url: `${api}/repos/${repository.fullName}/statuses/${sha}`, id, node_id: nodeId('SC', id) },
    avatar_url: `https://avatars.example/${encodeURIComponent(status.creator)}`,
    ...{ state, context, description, target_url: status.targetUrl },
    ...{ created_at: createdAt, updated_at: createdAt },
  }
}

function combinedState(statuses: readonly CommitStatus[]): string {
  if (statuses.some(({ state }) => state === 'failure' || state === 'error')) return 'failure'
  return statuses.length === 0 || statuses.some(({ state }) => state === 'pending') ? 'pending' : 'success'
}

/** `integration`. */
function appJson(api: string, slug: string) {
  const id = [...slug].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_007, 7)
  const page = `https://github.example/apps/${slug}`
  return {
    ...{ id, slug, node_id: nodeId('A', slug), client_id: `Iv1.${id}`, owner: userJson(api, 'apps') },
    ...{ name: slug, description: null, external_url: page, html_url: page },
    ...{ created_at: CREATED, updated_at: CREATED, permissions: { checks: 'write' }, events: [] },
  }
}
