import { largest } from '../stats/extremes.ts'
/**
 * Gives `seats` out to shares by weight: the index of each seat's share, those of a larger weight first. Whole numbers as
 * near to the weights as any (Sainte-Laguë 1910): with a seat for each share and weights of one size, none goes without.
 * @param weights at least one, each above 0
 */
export function apportion(seats: number, weights: readonly number[]): number[] {
  const given = weights.map(() => 0)
  return Array.from({ length: seats }, () => {
    const claims = weights.map((weight, index) => weight / (2 * (given[index] as number) + 1))
    const next = claims.indexOf(largest(claims))
    given[next] = (given[next] as number) + 1
    return next
  })
}
