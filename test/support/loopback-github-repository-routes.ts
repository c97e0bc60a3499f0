import { createHash } from 'node:crypto'
import { inRepository, NOT_FOUND, type Route, refusal } from './loopback-github-call.ts'
import { comparisonReply } from './loopback-github-comparison.ts'
import type { Repository, Role } from './loopback-github-model.ts'
import { resolveCommit } from './loopback-github-repositories.ts'
import {
  gitCommitJson,
  ownUserJson,
  repositoryJson,
  userJson,
} from './loopback-github-repository-entities.ts'

const RAW = { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' }
/** Larger files come without their content, unless asked for raw. */
const LARGEST_CONTENT = 1_000_000

/** Users, repositories, roles and files. */
export const repositoryRoutes: Readonly<Record<string, Route>> = {
  'users/get-authenticated': ({ api, grant }) => {
    if (grant === undefined) return refusal(401, 'Requires authentication')
    if (grant.kind === 'installation') return refusal(403, 'Resource not accessible by integration')
    return { status: 200, body: ownUserJson(api, grant.login) }
  },
  'repos/get': inRepository({ access: 'read', scopes: ['metadata'] }, ({ api }, repository) => ({
    status: 200,
    body: repositoryJson(api, repository),
  })),
  'repos/get-collaborator-permission-level': inRepository(
    { access: 'read', scopes: ['metadata'], signedIn: true },
    ({ api, path }, repository) => {
      const role = roleOf(repository, path.username!)
      const permission = LEGACY[role]
      const permissions = {
        admin: role === 'admin',
        maintain: ['admin', 'maintain'].includes(role),
        push: ['admin', 'write'].includes(permission),
        triage: ['admin', 'maintain', 'write', 'triage'].includes(role),
        pull: role !== 'none',
      }
      const user = { ...userJson(api, path.username!), permissions, role_name: role }
      return { status: 200, body: { permission, role_name: role, user } }
    },
  ),
  'git/get-commit': inRepository({ access: 'read', scopes: ['contents'] }, ({ api, path }, repository) => {
    const sha = path.commit_sha!
    if (!repository.commits.has(sha)) return NOT_FOUND
    return { status: 200, body: gitCommitJson(api, repository, sha) }
  }),
  'repos/compare-commits-with-basehead': inRepository(
    { access: 'read', scopes: ['contents'] },
    comparisonReply,
  ),
  'repos/get-content': inRepository({ access: 'read', scopes: ['contents'] }, (call, repository) => {
    const ref = call.query.get('ref') ?? repository.defaultBranch
    const commit = resolveCommit(repository, ref)
    if (commit === undefined) return refusal(404, `No commit found for the ref ${ref}`)
    const text = filesAt(repository, ref, commit)?.get(call.path.path!)
    if (text === undefined) return NOT_FOUND
    if (call.accept.includes('raw')) return { status: 200, body: text, headers: RAW }
    return { status: 200, body: contentJson({ api: call.api, repository, path: call.path.path!, ref, text }) }
  }),
}

/** `permission` knows four levels; the newer roles are told in `role_name`. */
const LEGACY: Readonly<Record<Role, 'admin' | 'write' | 'read' | 'none'>> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
  none: 'none',
}

/** Owners may do everything, and anyone may read what is public. */
function roleOf(repository: Repository, login: string): Role {
  const role = repository.roles.get(login.toLowerCase())
  if (role !== undefined) return role
  if (repository.fullName.toLowerCase().startsWith(`${login.toLowerCase()}/`)) return 'admin'
  return repository.isPrivate ? 'none' : 'read'
}

/** Files were put at a name: of the branch that was asked for, or one whose head the commit is. */
function filesAt(repository: Repository, ref: string, commit: string): Map<string, string> | undefined {
  const branches = [...repository.branches].filter(([, sha]) => sha === commit).map(([branch]) => branch)
  const names = [ref.replace(/^refs\/heads\//, ''), commit, ...branches]
  return names.map((name) => repository.files.get(name)).find((files) => files !== undefined)
}

function contentJson(content: {
  api: string
  repository: Repository
  path: string
  ref: string
  text: string
}) {
  const { api, repository, path, ref, text } = content
  const bytes = Buffer.from(text)
  const sha = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
  const inPath = path.split('/').map(encodeURIComponent).join('/')
  const url = `${api}/repos/${repository.fullName}/contents/${inPath}?ref=${encodeURIComponent(ref)}`
  const git = `${api}/repos/${repository.fullName}/git/blobs/${sha}`
  const page = `https://github.example/${repository.fullName}`
  const isLarge = bytes.length > LARGEST_CONTENT
  return {
    ...{ type: 'file', name: path.split('/').at(-1)!, path, sha, size: bytes.length },
    encoding: isLarge ? 'none' : 'base64',
    content: isLarge ? '' : bytes.toString('base64').replaceAll(/.{1,60}/g, '$&\n'),
    ...{ url, git_url: git, html_url: `${page}/blob/${encodeURIComponent(ref)}/${inPath}` },
    download_url: `${page}/raw/${encodeURIComponent(ref)}/${inPath}`,
    _links: { self: url, git, html: `${page}/blob/${encodeURIComponent(ref)}/${inPath}` },
  }
}
