import { posix } from 'node:path'
import { checkDeclaration } from '../config/check-declaration.ts'
import { CONFIG_FILES, MAX_CONFIG_BYTES } from '../config/read-config.ts'
import type { Declaration } from '../config/schema.ts'
import { readYaml } from '../config/yaml-source.ts'
import type { Client } from '../github/client.ts'
import type { InRepository } from '../github/in-repository.ts'
import { refusalOf } from '../github/refusal.ts'

export interface RemoteCommit extends InRepository {
  readonly client: Client
  /** Of the default branch, or the branch that a pull request is to be merged into: its configuration is trusted. */
  readonly commit: string
}

/** What a commit declares. `file`: the path in the repository. */
export type RemoteConfig =
  | { readonly kind: 'declared'; readonly file: string; readonly declaration: Declaration }
  /** There is a file, and it has problems. */
  | { readonly kind: 'problems'; readonly file: string }
  | { readonly kind: 'none' }
  /** GitHub did not say. */
  | { readonly kind: 'unread'; readonly file: string; readonly reason: string }

/**
 * The configuration of a commit, read by the API: nothing is checked out. What it names is not looked up.
 * @param named the input `config`; left out, the first of `CONFIG_FILES` that is there
 */
export async function remoteConfig(remote: RemoteCommit, named: string | undefined): Promise<RemoteConfig> {
  for (const file of named === undefined ? CONFIG_FILES : [posix.normalize(named)]) {
    const answer = await textOf(file, remote)
    if (answer.kind === 'unread') return { ...answer, file }
    if (answer.kind === 'none') continue
    if (Buffer.byteLength(answer.text) > MAX_CONFIG_BYTES) return { kind: 'problems', file }
    const checked = checkDeclaration(readYaml(answer.text))
    return checked.kind === 'ok'
      ? { kind: 'declared', file, declaration: checked.declaration }
      : { kind: 'problems', file }
  }
  return { kind: 'none' }
}

type Text =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'unread'; readonly reason: string }

async function textOf(path: string, { client, owner, repo, commit: ref }: RemoteCommit): Promise<Text> {
  try {
    const { data } = await client.rest.repos.getContent({
      ...{ owner, repo, path, ref, mediaType: { format: 'raw' } },
    })
    // The types know the answer in JSON only; a folder of that name comes as a list.
    const text: unknown = data
    return typeof text === 'string' ? { kind: 'text', text } : { kind: 'none' }
  } catch (error) {
    const { reason } = refusalOf(error)
    return reason.startsWith('GitHub answered 404') ? { kind: 'none' } : { kind: 'unread', reason }
  }
}
