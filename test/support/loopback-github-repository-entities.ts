import type { Repository } from './loopback-github-model.ts'

/** Users and repositories as the JSON that GitHub sends. `api` has no slash at its end. */

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

/** GitHub's opaque ids. */
export function nodeId(prefix: string, id: string | number): string {
  return `${prefix}_${Buffer.from(String(id)).toString('base64url')}`
}

function urls(base: string, paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [`${path}_url`, `${base}/${path}`]))
}

/** `git-commit`. */
export function gitCommitJson(api: string, repository: Repository, sha: string) {
  const url = `${api}/repos/${repository.fullName}/git`
  const page = `https://github.example/${repository.fullName}/commit`
  const person = { name: 'A person', email: 'a-person@users.noreply.github.example', date: CREATED }
  return {
    ...{ sha, node_id: nodeId('C', sha), url: `${url}/commits/${sha}`, html_url: `${page}/${sha}` },
    ...{ author: person, committer: person, message: 'Change' },
    tree: { sha, url: `${url}/trees/${sha}` },
    parents: (repository.parents.get(sha) ?? []).map((parent) => ({
      ...{ sha: parent, url: `${url}/commits/${parent}`, html_url: `${page}/${parent}` },
    })),
    verification: {
      ...{ verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
    },
  }
}
