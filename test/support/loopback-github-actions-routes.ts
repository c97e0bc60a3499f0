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
import type { Artifact, Repository, Workflow, WorkflowRun } from './loopback-github-model.ts'

const READ: Need = { access: 'read', scopes: ['actions'] }

/** Workflows, their runs, jobs and artifacts. */
export const actionsRoutes: Readonly<Record<string, Route>> = {
  'actions/get-workflow': inRepository(READ, ({ api, path }, repository) => {
    const workflow = repository.workflows.find((one) => isCalled(one, path.workflow_id))
    return workflow === undefined ? NOT_FOUND : { status: 200, body: workflowJson(api, repository, workflow) }
  }),
  'actions/get-workflow-run': inRun(({ api, query }, repository, run) => {
    const json = runJson(api, repository, run)
    const isShort = query.get('exclude_pull_requests') === 'true'
    return { status: 200, body: isShort ? { ...json, pull_requests: [] } : json }
  }),
  'actions/list-workflow-runs': inRepository(READ, (call, repository) => {
    const { workflow_id } = call.path
    const sha = call.query.get('head_sha')
    const event = call.query.get('event')
    const found = [...repository.runs.values()].filter(
      ({ workflow, ...run }) =>
        isCalled(workflow, workflow_id) &&
        (sha === null || run.headSha === sha) &&
        (event === null || run.event === event),
    )
    const items = found.reverse().map((run) => runJson(call.api, repository, run))
    if (!repository.workflows.some((one) => isCalled(one, workflow_id))) return NOT_FOUND
    return page(call, repository, items, (workflow_runs) => ({ total_count: items.length, workflow_runs }))
  }),
  'actions/re-run-workflow': inRun(
    ({ state }, _, run) => {
      if (run.status !== 'completed') return refusal(403, 'This workflow is already running')
      state.rerun(run)
      run.status = 'queued'
      run.conclusion = null
      return { status: 201, body: {} }
    },
    { access: 'write', scopes: ['actions'] },
  ),
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

/** A workflow is called by its id, or by the name of its file. */
function isCalled({ id, path }: Workflow, name: string | undefined): boolean {
  return String(id) === name || path.split('/').at(-1) === name
}

function inRun(
  answer: (call: Call, repository: Repository, run: WorkflowRun) => Reply,
  need: Need = READ,
): Route {
  return inRepository(need, (call, repository) => {
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
