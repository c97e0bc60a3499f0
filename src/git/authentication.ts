import { type ConfigEntry, withConfiguration } from './configuration.ts'

export interface Credentials {
  /** A GitHub token; without one, git uses what the checkout and the user already have. */
  readonly token?: string
  /** Whom the token is sent to, and nobody else. Default: GITHUB_SERVER_URL, else https://github.com. */
  readonly serverUrl?: string
}

/**
 * The environment in which git presents the token: by an extra header in git's own configuration, as
 * actions/checkout does, so that it stands in no URL and no argument.
 * @param known configuration that git sees anyway: a persisted authorization header in it is replaced,
 *   because a server refuses two.
 */
export function gitEnvironment({
  token,
  serverUrl,
  known = [],
  env,
}: Credentials & { known?: readonly ConfigEntry[]; env: NodeJS.ProcessEnv }): NodeJS.ProcessEnv {
  if (token === undefined || token === '') return { ...env }
  const server = (serverUrl ?? env.GITHUB_SERVER_URL ?? 'https://github.com').replace(/\/+$/, '')
  const key = `http.${server}/.extraheader`
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
  const entries: ConfigEntry[] = [{ key, value: header }]
  // An empty value empties the list of headers collected so far.
  if (known.some(isAuthorization)) entries.unshift({ key, value: '' })
  return withConfiguration(env, entries)
}

/** Whether an entry is an extra HTTP header that carries credentials. */
export function isAuthorization({ key, value }: ConfigEntry): boolean {
  return /^http\.(?:.*\.)?extraheader$/i.test(key) && /^\s*authorization\s*:/i.test(value)
}
