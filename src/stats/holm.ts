/**
 * p-values adjusted for having asked several questions at once, in the order given: rejecting those at or
 * below α keeps the chance of even one false rejection at α, however the tests depend on each other.
 * The i-th smallest of m (from 0) becomes the largest so far of min(1, (m − i) · p) (Holm 1979, “A simple
 * sequentially rejective multiple test procedure”).
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p)
  const adjusted = new Array<number>(pValues.length)
  let largest = 0
  for (const [rank, { p, index }] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (order.length - rank) * p))
    adjusted[index] = largest
  }
  return adjusted
}

/** Which hypotheses Holm's procedure rejects at the family-wise level `alpha`, in the order given. */
export function holmRejected(pValues: readonly number[], alpha: number): boolean[] {
  return holmAdjusted(pValues).map((p) => p <= alpha)
}
