/** What is reported under, where nobody named it: the check is called so, and its comment has no heading of a name. */
export const DEFAULT_NAME = 'corecurve'

/** The key of a name's comment. That of the default name is `default`, so the two change places. */
export function commentKey(name: string): string {
  if (name === DEFAULT_NAME) return 'default'
  return name === 'default' ? DEFAULT_NAME : name
}

/** The name, where a reader must be told it. */
export function ownName(name: string): string | undefined {
  return name === DEFAULT_NAME ? undefined : name
}
