import type { CheckOutcome, CheckPlace, ConcludedCheck } from '../github/check-place.ts'
import { concludeCheck, startCheck } from '../github/check-run.ts'
import { measuringWords, noResultWords } from './check-words.ts'

/**
 * The check of a pull request while this job measures it: in progress from the start, and never left so. Where it was
 * not concluded when it is disposed of, the measurement came to no end, and that is what it says then.
 */
export class OpenCheck implements AsyncDisposable {
  readonly #place: CheckPlace
  readonly #started: Promise<CheckOutcome>
  #isConcluded = false

  /** GitHub may take its time to answer while we measure. */
  constructor(place: CheckPlace) {
    this.#place = place
    this.#started = startCheck(place, measuringWords(place.detailsUrl))
    // A bug of ours shows where it is waited for.
    this.#started.catch(() => {})
  }

  async conclude(state: ConcludedCheck): Promise<CheckOutcome> {
    const started = await this.#started
    this.#isConcluded = true
    // Who may not open a check may not conclude one.
    return started.kind === 'forbidden' ? started : await concludeCheck(this.#place, state)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isConcluded) return
    await this.conclude({ kind: 'neutral', ...noResultWords(null, this.#place.detailsUrl) })
  }
}
