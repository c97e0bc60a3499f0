import { constructorFromBucketSize } from 'hdr-histogram-js/dist/JsHistogramFactory.js'
import type { EncodedHistogram } from './slice.ts'

/** Significant decimal digits: values are told apart to a thousandth. */
const DIGITS = 3
/** Longer latencies count as this long: ten minutes, in microseconds. */
const LONGEST = 600_000_000
/** A value and its count, little-endian, four bytes each. */
const ENTRY_BYTES = 8

// This module alone, not the package's index: that brings WebAssembly and compression that nothing here needs.
const Counts = constructorFromBucketSize(32)

/**
 * A high dynamic range histogram of durations (Tene, HdrHistogram): three significant digits from a microsecond to ten
 * minutes. Recording is a few arithmetic operations on an array that is there already.
 */
export class Histogram {
  readonly #counts = new Counts(1, LONGEST, DIGITS)

  /** Counts a duration in milliseconds. A negative one is 0, one past ten minutes is ten minutes. */
  record(milliseconds: number): void {
    this.#counts.recordValue(Math.min(LONGEST, Math.max(0, Math.round(milliseconds * 1000))))
  }

  get count(): number {
    return this.#counts.totalCount
  }

  /** Milliseconds; 0 where nothing was recorded. */
  get mean(): number {
    return this.#counts.mean / 1000
  }

  /** The milliseconds that `percentile` (0 to 100) per cent of the values do not exceed; 0 where nothing was recorded. */
  quantile(percentile: number): number {
    return this.#counts.getValueAtPercentile(percentile) / 1000
  }

  /** Adds what another one counted. */
  add(other: Histogram): void {
    this.#counts.add(other.#counts)
  }

  /** Values that occurred and their counts, a few kilobytes. */
  encode(): EncodedHistogram {
    const entries: number[] = []
    for (let index = 0; index < this.#counts.countsArrayLength; index++) {
      const count = this.#counts.getCountAtIndex(index)
      if (count > 0) entries.push(this.#counts.valueFromIndex(index), count)
    }
    const bytes = new Uint8Array(entries.length * 4)
    const view = new DataView(bytes.buffer)
    for (const [index, entry] of entries.entries()) view.setUint32(index * 4, entry, true)
    return bytes
  }

  /** @throws RangeError where `encoded` is not what `encode` wrote */
  static decode(encoded: EncodedHistogram): Histogram {
    if (encoded.byteLength % ENTRY_BYTES !== 0)
      throw new RangeError(`a histogram is pairs of ${ENTRY_BYTES} bytes, not ${encoded.byteLength} bytes`)
    const histogram = new Histogram()
    const view = new DataView(encoded.buffer, encoded.byteOffset, encoded.byteLength)
    for (let offset = 0; offset < encoded.byteLength; offset += ENTRY_BYTES) {
      const value = view.getUint32(offset, true)
      if (value > LONGEST) throw new RangeError(`a histogram holds up to ${LONGEST} µs, not ${value}`)
      histogram.#counts.recordValueWithCount(value, view.getUint32(offset + 4, true))
    }
    return histogram
  }

  /** What all of them counted. */
  static merge(encoded: Iterable<EncodedHistogram>): Histogram {
    const merged = new Histogram()
    for (const one of encoded) merged.add(Histogram.decode(one))
    return merged
  }
}
