/** Points in ascending order of their core counts, as a reader expects columns and axes, whatever order a file has. */
export function byCores<T extends { readonly cores: number }>(points: readonly T[]): T[] {
  return points.toSorted((a, b) => a.cores - b.cores)
}
