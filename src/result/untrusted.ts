import type { Comparison } from './comparison.ts'
import type { BaselineRecord } from './record.ts'
import { comparisonWithoutText, recordWithoutText } from './without-text.ts'

/**
 * A comparison as strangers wrote it. Nothing of it can be shown, not even by accident: the only way on is without
 * its text, and from there through a judge.
 */
export class UntrustedComparison {
  readonly #comparison: Comparison

  constructor(comparison: Comparison) {
    this.#comparison = comparison
  }

  withoutText(): UnjudgedComparison {
    return new UnjudgedComparison(comparisonWithoutText(this.#comparison))
  }
}

/** A comparison without foreign text, whose verdicts are still the claims of its file. */
export class UnjudgedComparison {
  readonly #comparison: Comparison

  constructor(comparison: Comparison) {
    this.#comparison = comparison
  }

  /** What a judge makes of it, who gives every verdict anew. */
  judgedBy<T>(judge: (comparison: Comparison) => T): T {
    return judge(this.#comparison)
  }

  /** What a judge makes of several, such as the parts of one run. */
  static judgedTogether<T>(
    parts: readonly UnjudgedComparison[],
    judge: (comparisons: readonly Comparison[]) => T,
  ): T {
    return judge(parts.map((part) => part.#comparison))
  }
}

/** A record as it came in an artifact. It claims no verdict, so without its text it is a record like any other. */
export class UntrustedRecord {
  readonly #record: BaselineRecord

  constructor(record: BaselineRecord) {
    this.#record = record
  }

  withoutText(): BaselineRecord {
    return recordWithoutText(this.#record)
  }
}
