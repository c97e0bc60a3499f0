import { resolve } from 'node:path'
import { UserError } from '../user-error.ts'
import { type ConfigEntry, readConfiguration } from './configuration.ts'
import type { GitContext } from './run-git.ts'

/** The repository has no remote of the name that was asked for. */
export class NoRemoteError extends UserError {}

/** Settings of a remote that decide where and how git reaches it; what it fetches is not among them. */
const SETTINGS = ['url', 'pushurl', 'proxy', 'proxyauthmethod', 'uploadpack', 'receivepack']

/**
 * The settings of a remote under another name, for a repository elsewhere.
 * @param remote a remote's name in `configuration`, else an address or a path (relative to `root`)
 * @throws NoRemoteError
 */
export function remoteConfiguration(
  configuration: readonly ConfigEntry[],
  { remote, root, as }: { remote: string; root: string; as: string },
): ConfigEntry[] {
  const prefix = `remote.${remote}.`
  const entries = configuration
    .filter(({ key }) => key.startsWith(prefix) && SETTINGS.includes(key.slice(prefix.length)))
    .map(({ key, value }) => {
      const setting = key.slice(prefix.length)
      return {
        key: `remote.${as}.${setting}`,
        value: setting.endsWith('url') ? absolute(value, root) : value,
      }
    })
  if (entries.some(({ key }) => key === `remote.${as}.url`)) return entries
  if (/^[\w.-]+$/.test(remote) && remote !== '.' && remote !== '..') {
    throw new NoRemoteError(
      `This repository has no remote "${remote}". Add one with \`git remote add ${remote} URL\`, or name an address.`,
    )
  }
  return [{ key: `remote.${as}.url`, value: absolute(remote, root) }]
}

/** Address of the remote as it is configured, before any rewriting; absent where there is no such remote. */
export async function originUrl(
  cwd: string,
  context: GitContext & { remote?: string } = {},
): Promise<string | undefined> {
  const key = `remote.${context.remote ?? 'origin'}.url`
  return (await readConfiguration(cwd, context)).find((entry) => entry.key === key)?.value
}

/** A colon before the first slash makes an address (scheme://, host:path, or a user's own abbreviation). */
function absolute(address: string, root: string): string {
  return /^[^/]*:/.test(address) ? address : resolve(root, address)
}
