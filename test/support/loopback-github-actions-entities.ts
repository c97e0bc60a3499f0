import { createHash } from 'node:crypto'
import type {
  Artifact,
  Job,
  PullRequest,
  Repository,
  Workflow,
  WorkflowRun,
} from './loopback-github-model.ts'
import { nodeId, repositoryJson, userJson } from './loopback-github-repository-entities.ts'

/** Workflows, their runs and artifacts as the JSON that GitHub sends. `api` has no slash at its end. */

const CREATED = '2026-01-01T00:00:00Z'
const EXPIRES = '2026-04-01T00:00:00Z'

/** `workflow`. */
export function workflowJson(api: string, repository: Repository, { id, name, path }: Workflow) {
  const page = `https://github.example/${repository.fullName}`
  return {
    ...{
      id,
      node_id: nodeId('W', id),
      name,
      path,
      state: 'active',
      created_at: CREATED,
      updated_at: CREATED,
    },
    url: `${api}/repos/${repository.fullName}/actions/workflows/${id}`,
    html_url: `${page}/blob/${repository.defaultBranch}/${path}`,
    badge_url: `${page}/workflows/${encodeURIComponent(name)}/badge.svg`,
  }
}

/** `workflow-run`. */
export function runJson(api: string, repository: Repository, run: WorkflowRun) {
  const { id, attempt, actor: login, createdAt, startedAt, headBranch, headSha } = run
  const url = `${api}/repos/${repository.fullName}/actions/runs/${id}`
  const suite = `${api}/repos/${repository.fullName}/check-suites/${id}`
  const actor = userJson(api, login)
  const author = { name: login, email: `${login}@users.noreply.github.example` }
  return {
    ...{ id, node_id: nodeId('WFR', id), name: run.workflow.name, path: run.path },
    ...{ display_title: `Change ${headBranch}`, run_number: run.number, run_attempt: attempt },
    ...{ event: run.event, status: run.status, conclusion: run.conclusion },
    ...{ head_branch: headBranch, head_sha: headSha, workflow_id: run.workflow.id, check_suite_id: id },
    ...{ actor, triggering_actor: actor, created_at: createdAt, updated_at: createdAt },
    ...{ run_started_at: startedAt, url, referenced_workflows: [] },
    html_url: `https://github.example/${repository.fullName}/actions/runs/${id}`,
    ...{ jobs_url: `${url}/jobs`, logs_url: `${url}/logs`, artifacts_url: `${url}/artifacts` },
    ...{ cancel_url: `${url}/cancel`, rerun_url: `${url}/rerun`, check_suite_url: suite },
    previous_attempt_url: attempt === 1 ? null : `${url}/attempts/${attempt - 1}`,
    workflow_url: `${api}/repos/${repository.fullName}/actions/workflows/${run.workflow.id}`,
    pull_requests: run.pullRequests.map((one) => minimalPullRequestJson(api, repository, one)),
    head_commit: {
      ...{ id: headSha, tree_id: headSha, message: 'Change', timestamp: createdAt },
      ...{ author, committer: author },
    },
    repository: repositoryJson(api, repository),
    head_repository: run.headRepo === null ? null : repositoryJson(api, run.headRepo),
  }
}

/** `job`. */
export function jobJson(api: string, repository: Repository, { run, job }: { run: WorkflowRun; job: Job }) {
  const of = `${api}/repos/${repository.fullName}`
  return {
    ...{ id: job.id, node_id: nodeId('CR', job.id), name: job.name, run_attempt: job.attempt },
    ...{ run_id: run.id, run_url: `${of}/actions/runs/${run.id}`, workflow_name: run.workflow.name },
    ...{ head_sha: run.headSha, head_branch: run.headBranch, url: `${of}/actions/jobs/${job.id}` },
    html_url: `https://github.example/${repository.fullName}/actions/runs/${run.id}/job/${job.id}`,
    ...{ status: 'completed', conclusion: job.conclusion, check_run_url: `${of}/check-runs/${job.id}` },
    ...{ created_at: run.createdAt, started_at: job.startedAt, completed_at: job.completedAt },
    ...{ steps: [], labels: ['ubuntu-latest'], runner_id: 1, runner_name: 'GitHub Actions 1' },
    ...{ runner_group_id: 0, runner_group_name: 'GitHub Actions' },
  }
}

/** `artifact`. */
export function artifactJson(api: string, repository: Repository, artifact: Artifact) {
  const { id, name, run, bytes, expired, createdAt } = artifact
  const url = `${api}/repos/${repository.fullName}/actions/artifacts/${id}`
  return {
    ...{ id, node_id: nodeId('A', id), name, size_in_bytes: bytes.length, expired },
    ...{ url, archive_download_url: `${url}/zip`, created_at: createdAt, updated_at: createdAt },
    ...{ expires_at: EXPIRES, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` },
    workflow_run: {
      ...{ id: run.id, repository_id: repository.id, head_repository_id: run.headRepo?.id ?? 0 },
      ...{ head_branch: run.headBranch, head_sha: run.headSha },
    },
  }
}

/** `pull-request-minimal`. */
function minimalPullRequestJson(api: string, repository: Repository, pullRequest: PullRequest) {
  const url = `${api}/repos/${repository.fullName}`
  const repo = { id: repository.id, url, name: repository.fullName.split('/')[1]! }
  const { id, number, head, base } = pullRequest
  return {
    ...{ id, number, url: `${url}/pulls/${number}` },
    head: { ref: head.ref, sha: head.sha, repo },
    base: { ref: base.ref, sha: base.sha, repo },
  }
}
