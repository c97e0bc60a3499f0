/** As under `permissions:` in a workflow. */
export type Scope = 'actions' | 'checks' | 'contents' | 'issues' | 'metadata' | 'pull-requests' | 'statuses'
export type Access = 'read' | 'write'
export type Permissions = Readonly<Partial<Record<Scope, Access>>>

/** Who a token speaks for, and what it may do in every repository. */
export interface Grant {
  /** `installation`: of an app, as a job's own token; `user`: a person's. */
  readonly kind: 'user' | 'installation'
  readonly login: string
  readonly permissions: Permissions
}

export interface GrantOptions {
  readonly kind?: Grant['kind']
  readonly login?: string
  /** Every scope alike; `read` is what a fork's pull request gets. `write` where nothing is said. */
  readonly access?: Access
  /** Exactly these scopes, as a job's `permissions:` does; what is not named is not granted. */
  readonly permissions?: Permissions
}

/** What an operation asks of a token. */
export interface Need {
  readonly access: Access
  /** One of these is enough. */
  readonly scopes: readonly Scope[]
  /** Not for people: checks belong to apps. */
  readonly byApp?: boolean
  /** Not even a public repository's is given to anyone without a token. */
  readonly signedIn?: boolean
}

const SCOPES: readonly Scope[] = [
  'actions',
  'checks',
  'contents',
  'issues',
  'metadata',
  'pull-requests',
  'statuses',
]

export function grantOf(options: GrantOptions): Grant {
  const { kind = 'installation', access = 'write' } = options
  const login = options.login ?? (kind === 'installation' ? 'github-actions[bot]' : 'a-person')
  const everything = Object.fromEntries(SCOPES.map((scope) => [scope, access])) as Permissions
  return { kind, login, permissions: { metadata: 'read', ...(options.permissions ?? everything) } }
}

/**
 * Why GitHub would refuse, as status and message; undefined where it would not. A token is judged as in a private
 * repository, where its permissions are all it has: what passes here passes everywhere.
 */
export function refusalFor(
  grant: Grant | undefined,
  need: Need,
): [status: number, message: string] | undefined {
  if (grant === undefined)
    return need.access === 'read' && !need.signedIn ? undefined : [401, 'Requires authentication']
  if (need.byApp && grant.kind === 'user') return [403, 'You must authenticate via a GitHub App.']
  const granted = need.scopes.some((scope) => {
    const access = grant.permissions[scope]
    return access === 'write' || access === need.access
  })
  if (granted) return undefined
  const who = grant.kind === 'installation' ? 'integration' : 'personal access token'
  return [403, `Resource not accessible by ${who}`]
}
