import { runJson, workflowJson } from './loopback-github-actions-entities.ts'
import { commentJson, issueJson, pullRequestJson } from './loopback-github-conversation-entities.ts'
import type { Comment, PullRequest, WorkflowRun } from './loopback-github-model.ts'
import { repositoryJson, userJson } from './loopback-github-repository-entities.ts'
import type { GitHubState } from './loopback-github-state.ts'

/**
 * Events as the runner puts them into GITHUB_EVENT_PATH, made of the JSON that the API sends. The extract of
 * GitHub's description holds no events: their frame is written by hand.
 */
interface Place {
  readonly github: GitHubState & { readonly url: string }
  /** Full name of the repository. */
  readonly repository: string
}

/** `workflow_run`: what the publishing step is started by. */
export function workflowRunPayload(
  { github, repository: name }: Place,
  run: WorkflowRun,
  action = 'completed',
) {
  const repository = github.repository(name)
  return {
    action,
    workflow_run: runJson(github.url, repository, run),
    workflow: workflowJson(github.url, repository, run.workflow),
    repository: repositoryJson(github.url, repository),
    sender: userJson(github.url, run.actor),
  }
}

/** `issue_comment`: someone wrote under a pull request. */
export function issueCommentPayload(
  { github, repository: name }: Place,
  comment: Comment,
  action = 'created',
) {
  const repository = github.repository(name)
  return {
    action,
    issue: issueJson(github.url, repository, github.pullRequest(name, comment.number)),
    comment: commentJson(github.url, repository, comment),
    repository: repositoryJson(github.url, repository),
    sender: userJson(github.url, comment.author),
  }
}

/** `pull_request`. */
export function pullRequestPayload(
  { github, repository: name }: Place,
  pullRequest: PullRequest,
  action = 'synchronize',
) {
  const repository = github.repository(name)
  return {
    action,
    number: pullRequest.number,
    pull_request: pullRequestJson(github.url, repository, pullRequest),
    repository: repositoryJson(github.url, repository),
    sender: userJson(github.url, pullRequest.author),
  }
}
