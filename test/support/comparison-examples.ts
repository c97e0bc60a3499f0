import type { Comparison } from '../../src/result/comparison.ts'
import { uncomparedExamples } from './uncompared-examples.ts'
import { verdictExamples } from './verdict-examples.ts'

/** Hand-written results, one for each thing that a comment must be able to say. */
export const comparisonExamples: Readonly<Record<string, Comparison>> = {
  ...verdictExamples,
  ...uncomparedExamples,
}
