import { lessIsBetter, type SeriesIdentity } from '../result/series-key.ts'
import { type Sentence, say } from './sentence.ts'

/** A change as a fraction of base that is below 0 where the series got worse: of a latency, where it rose. */
export function gain(series: SeriesIdentity, change: number): number {
  return lessIsBetter(series) ? -change : change
}

/** “a loss”, of a latency “a rise”. */
export function aLoss(series: SeriesIdentity): Sentence {
  return lessIsBetter(series) ? say`a rise` : say`a loss`
}
