import type { Comment, PullRequest, Repository } from './loopback-github-state.ts'

/** Turns what the loopback GitHub knows into the JSON that GitHub sends. `api` has no slash at its end. */

const CREATED = '2026-01-01T00:00:00Z'

const REPOSITORY_PATHS = [
  'assignees',
  'blobs',
  'branches',
  'collaborators',
  'comments',
  'commits',
  'compare',
  'contents',
  'contributors',
  'deployments',
  'downloads',
  'events',
  'forks',
  'hooks',
  'issues',
  'keys',
  'labels',
  'languages',
  'merges',
  'milestones',
  'notifications',
  'pulls',
  'releases',
  'stargazers',
  'statuses',
  'subscribers',
  'subscription',
  'tags',
  'teams',
]

const USER_PATHS = [
  'events',
  'followers',
  'following',
  'gists',
  'organizations',
  'received_events',
  'repos',
  'starred',
  'subscriptions',
]

/** `simple-user`. */
export function userJson(api: string, login: string) {
  const isBot = login.endsWith('[bot]')
  const url = `${api}/users/${encodeURIComponent(login)}`
  const page = isBot ? `/apps/${login.replace('[bot]', '')}` : `/${login}`
  return {
    login,
    id: [...login].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_000_007, 7),
    node_id: nodeId(isBot ? 'BOT' : 'U', login),
    avatar_url: `https://avatars.example/${encodeURIComponent(login)}`,
    gravatar_id: '',
    url,
    html_url: `https://github.example${page}`,
    ...urls(url, USER_PATHS),
    type: isBot ? 'Bot' : 'User',
    user_view_type: 'public',
    site_admin: false,
  }
}

/** `private-user`: a user as that user's own token sees it. */
export function ownUserJson(api: string, login: string) {
  return {
    ...userJson(api, login),
    user_view_type: 'private',
    ...{ name: null, company: null, blog: '', location: null, email: null, hireable: null, bio: null },
    ...{ public_repos: 1, public_gists: 0, followers: 0, following: 0, created_at: CREATED },
    ...{ updated_at: CREATED, private_gists: 0, total_private_repos: 0, owned_private_repos: 0 },
    ...{ disk_usage: 0, collaborators: 0, two_factor_authentication: true },
  }
}

/** `issue-comment`. */
export function commentJson(api: string, repository: Repository, comment: Comment) {
  const url = `${api}/repos/${repository.fullName}/issues/comments/${comment.id}`
  const none = { '+1': 0, '-1': 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 }
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
    reactions: { url: `${url}/reactions`, total_count: 0, ...none },
    performed_via_github_app: null,
  }
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
    head: branchJson(api, pullRequest.head.repo, pullRequest.head),
    base: branchJson(api, repository, pullRequest.base),
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

/** `full-repository`, which holds all that `repository` asks for. */
export function repositoryJson(api: string, repository: Repository) {
  const [owner, name] = repository.fullName.split('/') as [string, string]
  const url = `${api}/repos/${repository.fullName}`
  const page = `https://github.example/${repository.fullName}`
  return {
    id: repository.id,
    node_id: nodeId('R', repository.id),
    name,
    full_name: repository.fullName,
    owner: userJson(api, owner),
    private: repository.isPrivate,
    fork: repository.isFork,
    html_url: page,
    url,
    ...urls(url, REPOSITORY_PATHS),
    archive_url: `${url}/{archive_format}{/ref}`,
    git_commits_url: `${url}/git/commits{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    trees_url: `${url}/git/trees{/sha}`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    issue_events_url: `${url}/issues/events{/number}`,
    git_url: `git://github.example/${repository.fullName}.git`,
    ssh_url: `git@github.example:${repository.fullName}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    default_branch: repository.defaultBranch,
    ...{ description: null, homepage: null, language: 'Go', license: null, mirror_url: null },
    ...{ has_downloads: true, has_issues: true, has_projects: true, has_wiki: true, has_pages: false },
    ...{ has_discussions: false, archived: false, disabled: false, size: 1, topics: [] },
    ...{ forks: 0, forks_count: 0, open_issues: 0, open_issues_count: 0, network_count: 0 },
    ...{ stargazers_count: 0, watchers: 0, watchers_count: 0, subscribers_count: 0 },
    ...{ created_at: CREATED, updated_at: CREATED, pushed_at: CREATED },
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

function branchJson(api: string, repository: Repository, { ref, sha }: { ref: string; sha: string }) {
  const owner = repository.fullName.split('/')[0]!
  const repo = repositoryJson(api, repository)
  return { label: `${owner}:${ref}`, ref, sha, user: userJson(api, owner), repo }
}

function pullRequestPage(repository: Repository, { number }: PullRequest): string {
  return `https://github.example/${repository.fullName}/pull/${number}`
}

function urls(base: string, paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [`${path}_url`, `${base}/${path}`]))
}

function nodeId(prefix: string, id: string | number): string {
  return `${prefix}_${Buffer.from(String(id)).toString('base64url')}`
}
