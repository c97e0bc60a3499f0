/**
 * The path of a workflow as a run tells it, to which GitHub sometimes adds `@refs/` and the rest of a ref, which may hold
 * anything. A file of a workflow may hold `@`, but no slash, since it lies in the folder itself.
 */
export function withoutRef(path: string): string {
  return /^(\.[^/]+\/workflows\/[^/]+?\.ya?ml)@refs\/.+$/s.exec(path)?.[1] ?? path
}
