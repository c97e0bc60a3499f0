/** The middle of the sample; the mean of the two middle values of an even one. */
export function median(sample: readonly number[]): number {
  return quantile(sample, 0.5)
}

/**
 * The value below which the fraction `p` of the sample lies, between two order statistics by linear
 * interpolation: type 7 of Hyndman and Fan 1996, “Sample quantiles in statistical packages”.
 */
export function quantile(sample: readonly number[], p: number): number {
  needsValues(sample, 1)
  if (!(p >= 0 && p <= 1)) throw new RangeError(`a quantile lies between 0 and 1, not at ${p}`)
  const sorted = ascending(sample)
  const position = (sorted.length - 1) * p
  const index = Math.floor(position)
  const below = sorted[index] as number
  const above = sorted[Math.min(index + 1, sorted.length - 1)] as number
  return below + (position - index) * (above - below)
}

/** The arithmetic mean. */
export function mean(sample: readonly number[]): number {
  needsValues(sample, 1)
  return sample.reduce((sum, value) => sum + value, 0) / sample.length
}

/**
 * e to the mean of the logarithms of positive values: of two such means over the same rounds the ratio is the geometric
 * mean of the ratios, whatever they are ratios to (Fleming and Wallace 1986).
 */
export function geometricMean(sample: readonly number[]): number {
  return Math.exp(mean(sample.map(Math.log)))
}

/**
 * The mean of what is left when the floor of `fraction` × size smallest and as many of the largest values are
 * dropped (Tukey and McLaughlin 1963). `fraction` is per end: 0 is the mean, just below 0.5 the median.
 */
export function trimmedMean(sample: readonly number[], fraction: number): number {
  return mean(trimmed(sample, fraction, (value) => value))
}

/** What such a mean is made of, in ascending order of `by` (Tukey and McLaughlin 1963). */
export function trimmed<T>(sample: readonly T[], fraction: number, by: (item: T) => number): T[] {
  needsValues(sample, 1)
  if (!(fraction >= 0 && fraction < 0.5))
    throw new RangeError(`a trimmed fraction lies in [0, 0.5), not at ${fraction}`)
  const dropped = Math.floor(sample.length * fraction)
  return sample.toSorted((a, b) => by(a) - by(b)).slice(dropped, sample.length - dropped)
}

/** The unbiased sample variance, with n − 1 below. */
export function variance(sample: readonly number[]): number {
  needsValues(sample, 2)
  const centre = mean(sample)
  return sample.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (sample.length - 1)
}

/** A sorted copy. */
export function ascending(sample: readonly number[]): number[] {
  return [...sample].sort((a, b) => a - b)
}

function needsValues(sample: readonly unknown[], needed: number): void {
  if (sample.length < needed) throw new RangeError(`needs ${needed} values or more, got ${sample.length}`)
}
