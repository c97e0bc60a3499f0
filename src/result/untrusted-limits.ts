/**
 * How much a result of strangers may hold. Forty benchmarks at three levels and ten core counts, of sixty rounds
 * each, make about 180,000 values and 4 MB: an honest part of a run stays far below these.
 */

/** Bytes of the file. Indented JSON takes about 33 for a number. */
export const MAX_RESULT_BYTES = 16 * 1024 * 1024

/** What a scan of the text bounds before it is parsed. */
export const JSON_LIMITS = {
  /** The schema goes seven deep: result, benchmarks, benchmark, points, point, duel, rounds. */
  depth: 16,
  values: 300_000,
  /** In UTF-16 units, escapes counted as what they stand for: the schema's longest, a line of a service's output. */
  stringLength: 2000,
  keyLength: 64,
  /** Beyond any bytes, seconds or rate, and far from where a product of two overflows. */
  largest: 1e15,
  /** Smaller is below the rounding of every figure here, and a quotient by it would overflow. Zero is allowed. */
  smallest: 1e-30,
} as const

/** What judging and reporting go through. */
export interface ResultSize {
  readonly series: number
  /** Of all series. */
  readonly points: number
  /** As the scan of its text counts them. */
  readonly values: number
}

/** Series of one result, and the points of all of them. */
export const MAX_SERIES = 1000
export const MAX_POINTS = 10_000

/** Of all parts of a report together: they are judged and told as one, and their bytes are those of one as well. */
export const MAX_TOGETHER: ResultSize = {
  series: MAX_SERIES,
  points: MAX_POINTS,
  values: 2 * JSON_LIMITS.values,
}
