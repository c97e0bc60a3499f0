import type { Client } from './client.ts'
import { type Refusal, refusalOf } from './refusal.ts'

export interface Person {
  readonly client: Client
  readonly owner: string
  readonly repo: string
  readonly login: string
}

export type WriteAccess = { readonly kind: 'yes' } | { readonly kind: 'no' } | Refusal

/** Whether a person may write to the repository. What cannot be found out is a refusal, never a yes. */
export async function writeAccess(person: Person): Promise<WriteAccess> {
  const { client, owner, repo, login: username } = person
  try {
    const { data } = await client.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username })
    // The four old levels: maintainers are told as `write`, triagers as `read`.
    return { kind: data.permission === 'admin' || data.permission === 'write' ? 'yes' : 'no' }
  } catch (error) {
    return refusalOf(error)
  }
}
