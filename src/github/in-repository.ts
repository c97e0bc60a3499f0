import { UserError } from '../user-error.ts'

/** Where an event happened. */
export interface InRepository {
  readonly owner: string
  readonly repo: string
}

/** @throws UserError for a name that is not owner/name */
export function ownerAndName(fullName: string): InRepository {
  const [owner, repo, ...rest] = fullName.split('/')
  if (owner && repo && rest.length === 0) return { owner, repo }
  throw new UserError(`The repository of this run is called ${JSON.stringify(fullName)}, not owner/name.`)
}
