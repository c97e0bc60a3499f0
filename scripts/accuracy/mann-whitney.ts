import { normalCdf } from '../../src/stats/normal.ts'

/**
 * Two-sided p-value of the Mann–Whitney U test by its normal approximation, ties and continuity corrected (Mann and
 * Whitney 1947; Lehmann 1975, section 1.2). Samples here are of twenty values and more, where it is as good as exact.
 */
export function mannWhitney(first: readonly number[], second: readonly number[]): number {
  const all = [
    ...first.map((value) => ({ value, first: true })),
    ...second.map((value) => ({ value, first: false })),
  ].sort((a, b) => a.value - b.value)
  let ranks = 0
  let ties = 0
  for (let start = 0; start < all.length; ) {
    let end = start
    while (end < all.length && all[end]?.value === all[start]?.value) end++
    const size = end - start
    const rank = (start + 1 + end) / 2
    for (let at = start; at < end; at++) if (all[at]?.first) ranks += rank
    ties += size ** 3 - size
    start = end
  }
  const [m, n, size] = [first.length, second.length, all.length]
  const u = ranks - (m * (m + 1)) / 2
  const variance = ((m * n) / 12) * (size + 1 - ties / (size * (size - 1)))
  if (variance <= 0) return 1
  const distance = Math.max(0, Math.abs(u - (m * n) / 2) - 0.5)
  return Math.min(1, 2 * normalCdf(-distance / Math.sqrt(variance)))
}
