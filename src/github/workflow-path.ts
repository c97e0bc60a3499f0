/** The path of a workflow as a run tells it, to which GitHub sometimes adds `@` and a ref, which may hold anything. */
export function withoutRef(path: string): string {
  return /^.+?\.ya?ml(?=@|$)/.exec(path)?.[0] ?? path
}
