import { artifactJson, jobJson, runJson, workflowJson } from './loopback-github-actions-entities.ts'
import {
  type Call,
  inRepository,
  NOT_FOUND,
  page,
  type Reply,
  type Route,
  refusal,
  unprocessable,
} from './loopback-github-call.ts'
import type { Need } from './loopback-github-grant.ts'
import type { Artifact, Repository, WorkflowRun } from './loopback-github-model.ts'

const READ: Need = { access: 'read', scopes: ['actions'] }

/** Workflows, their runs, jobs and artifacts. */
export const actionsRoutes: Readonly<Record<string, Route>> = {
  'actions/get-workflow': inRepository(READ, ({ api, path }, repository) => {
    // By id, or by the name of its file.
    const workflow = repository.workflows.find(
      (one) => String(one.id) === path.workflow_id || one.path.split('/').at(-1) === path.workflow_id,
    )
    return workflow === undefined ? NOT_FOUND : { status: 200, body: workflowJson(api, repository, workflow) }
  }),
  'actions/get-workflow-run': inRun(({ api, query }, repository, run) => {
    const json = runJson(api, repository, run)
    const isShort = query.get('exclude_pull_requests') === 'true'
    return { status: 200, body: isShort ? { ...json, pull_requests: [] } : json }
  }),
  'actions/list-jobs-for-workflow-run': inRun((call, repository, run) => {
    const all = call.query.get('filter') === 'all'
    const items = run.jobs
      .filter((job) => all || job.attempt === run.attempt)
      .map((job) => jobJson(call.api, repository, { run, job }))
    return page(call, repository, items, (jobs) => ({ total_count: items.length, jobs }))
  }),
  'actions/list-workflow-run-artifacts': inRun((call, repository, run) => {
    const name = call.query.get('name')
    const found = repository.artifacts.filter(
      (artifact) => artifact.run === run && (name === null || artifact.name === name),
    )
    const ordered = call.query.get('direction') === 'asc' ? found : found.reverse()
    const items = ordered.map((artifact) => artifactJson(call.api, repository, artifact))
    return page(call, repository, items, (artifacts) => ({ total_count: items.length, artifacts }))
  }),
  'actions/get-artifact': inArtifact(READ, ({ api }, repository, artifact) => ({
    status: 200,
    body: artifactJson(api, repository, artifact),
  })),
  'actions/download-artifact': inArtifact({ ...READ, signedIn: true }, (call, _, artifact) => {
    if (call.path.archive_format !== 'zip')
      return unprocessable([{ resource: 'Artifact', code: 'invalid', field: 'archive_format' }])
    if (artifact.expired) return refusal(410, 'Artifact has expired')
    return { status: 302, headers: { location: call.signedUrl(artifact.id) } }
  }),
}

function inRun(answer: (call: Call, repository: Repository, run: WorkflowRun) => Reply): Route {
  return inRepository(READ, (call, repository) => {
    const run = repository.runs.get(Number(call.path.run_id))
    return run === undefined ? NOT_FOUND : answer(call, repository, run)
  })
}

function inArtifact(
  need: Need,
  answer: (call: Call, repository: Repository, artifact: Artifact) => Reply,
): Route {
  return inRepository(need, (call, repository) => {
    const artifact = repository.artifacts.find(({ id }) => id === Number(call.path.artifact_id))
    return artifact === undefined ? NOT_FOUND : answer(call, repository, artifact)
  })
}
