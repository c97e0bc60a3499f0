import type { Comparison } from '../result/comparison.ts'
import type { Block } from './document.ts'
import { failureCause } from './failure-sentence.ts'
import { andMore, say } from './sentence.ts'
import { togetherLabels } from './series-label.ts'
import type { FailedBenchmark } from './view.ts'

/** Benchmarks that failed of one cause, and the last lines of the program's output, where there are any to show. */
export function failureBlocks(
  comparison: Comparison,
  group: readonly FailedBenchmark[],
  options: { readonly outputLines: number; readonly measuringRun: string | undefined },
): readonly Block[] {
  const [first] = group
  if (first === undefined) return []
  const labels = andMore(togetherLabels(group, comparison.benchmarks), 6)
  const cause = failureCause(first, options.measuringRun)
  const lines = options.outputLines === 0 ? [] : first.output.slice(-options.outputLines)
  const output: Block = { kind: 'output', lines }
  const shown = lines.length > 0
  return [
    {
      kind: 'paragraph',
      text: say`${labels}: ${cause}. This is a failure, not a regression.${shown ? say` The last lines of its output:` : []}`,
    },
    ...(shown ? [output] : []),
  ]
}
