import {
  type Comment,
  type PullRequest,
  REACTIONS,
  type Reaction,
  type Repository,
} from './loopback-github-model.ts'
import { nodeId, repositoryJson, userJson } from './loopback-github-repository-entities.ts'

/** Pull requests and comments as the JSON that GitHub sends. `api` has no slash at its end. */

/** `issue-comment`. */
export function commentJson(api: string, repository: Repository, comment: Comment) {
  const url = `${api}/repos/${repository.fullName}/issues/comments/${comment.id}`
  const counts = REACTIONS.map((content) => {
    const alike = comment.reactions.filter((reaction) => reaction.content === content)
    return [content, alike.length] as const
  })
  return {
    url,
    html_url: `https://github.example/${repository.fullName}/pull/${comment.number}#issuecomment-${comment.id}`,
    issue_url: `${api}/repos/${repository.fullName}/issues/${comment.number}`,
    id: comment.id,
    node_id: nodeId('IC', comment.id),
    user: userJson(api, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    body: comment.body,
    author_association: 'NONE',
    reactions: {
      url: `${url}/reactions`,
      total_count: comment.reactions.length,
      ...Object.fromEntries(counts),
    },
    performed_via_github_app: null,
  }
}

/** `reaction`. */
export function reactionJson(api: string, { id, author, content, createdAt }: Reaction) {
  return { id, node_id: nodeId('REA', id), user: userJson(api, author), content, created_at: createdAt }
}

/** `issue`: a pull request as the issues API shows it. */
export function issueJson(api: string, repository: Repository, pullRequest: PullRequest) {
  const repositoryUrl = `${api}/repos/${repository.fullName}`
  const url = `${repositoryUrl}/issues/${pullRequest.number}`
  const page = pullRequestPage(repository, pullRequest)
  return {
    ...numbered(api, pullRequest),
    url,
    html_url: page,
    node_id: nodeId('PR', pullRequest.id),
    repository_url: repositoryUrl,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    comments: repository.comments.filter((comment) => comment.number === pullRequest.number).length,
    pull_request: {
      url: `${repositoryUrl}/pulls/${pullRequest.number}`,
      html_url: page,
      diff_url: `${page}.diff`,
      patch_url: `${page}.patch`,
      merged_at: null,
    },
  }
}

/** `pull-request-simple`, as in a list. */
export function listedPullRequestJson(api: string, repository: Repository, pullRequest: PullRequest) {
  const repositoryUrl = `${api}/repos/${repository.fullName}`
  const url = `${repositoryUrl}/pulls/${pullRequest.number}`
  const issue = `${repositoryUrl}/issues/${pullRequest.number}`
  const statuses = `${repositoryUrl}/statuses/${pullRequest.head.sha}`
  const page = pullRequestPage(repository, pullRequest)
  return {
    ...numbered(api, pullRequest),
    url,
    html_url: page,
    node_id: nodeId('PR', pullRequest.id),
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${repositoryUrl}/pulls/comments{/number}`,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    ...{ body: null, merged_at: null, auto_merge: null, draft: false },
    merge_commit_sha: pullRequest.mergeCommit,
    head: headJson(api, pullRequest),
    base: baseJson(api, repository, pullRequest),
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${repositoryUrl}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
  }
}

/** `pull-request`. */
export function pullRequestJson(api: string, repository: Repository, pullRequest: PullRequest) {
  return {
    ...listedPullRequestJson(api, repository, pullRequest),
    ...{ merged: false, mergeable: true, mergeable_state: 'clean', merged_by: null },
    ...{ review_comments: 0, maintainer_can_modify: false, commits: 1 },
    ...{ additions: 1, deletions: 1, changed_files: 1 },
    comments: repository.comments.filter((comment) => comment.number === pullRequest.number).length,
  }
}

/** Fields that an issue and a pull request share. */
function numbered(api: string, { id, number, state, title, author, locked, createdAt }: PullRequest) {
  return {
    ...{ id, number, state, title, locked, user: userJson(api, author), author_association: 'CONTRIBUTOR' },
    ...{ assignee: null, assignees: [], labels: [], milestone: null, closed_at: null },
    ...{ created_at: createdAt, updated_at: createdAt },
  }
}

/** GitHub tells null for a fork that was deleted, though its description does not say so. */
function headJson(api: string, { head }: PullRequest) {
  const { owner, ref, sha, repo } = head
  const repoJson = repo === null ? null : repositoryJson(api, repo)
  return { label: `${owner}:${ref}`, ref, sha, user: userJson(api, owner), repo: repoJson }
}

function baseJson(api: string, repository: Repository, { base: { ref, sha } }: PullRequest) {
  const owner = repository.fullName.split('/')[0]!
  const repo = repositoryJson(api, repository)
  return { label: `${owner}:${ref}`, ref, sha, user: userJson(api, owner), repo }
}

function pullRequestPage(repository: Repository, { number }: PullRequest): string {
  return `https://github.example/${repository.fullName}/pull/${number}`
}
