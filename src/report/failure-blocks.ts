import type { Comparison } from '../result/comparison.ts'
import type { Block } from './document.ts'
import { failureCause } from './failure-sentence.ts'
import { andMore, type Sentence, say, strong } from './sentence.ts'
import { togetherLabels } from './series-label.ts'
import type { FailedBenchmark } from './view.ts'

/** What is to be done where it was base: nothing here is to be mended, and maybe this very change does mend it. */
function whose({ arm }: FailedBenchmark, { secondHand }: Comparison): Sentence {
  if (arm === 'base' && secondHand)
    return say`The measuring job says that it was ${strong(say`base`)} that failed, so there was nothing to compare head with: this is a failure, not a regression.`
  return arm === 'base'
    ? say`It was ${strong(say`base`)} that failed, so there was nothing to compare head with: this is a failure, not a regression. If this change repairs it, merge it: the next comparison has a base that works.`
    : say`This is a failure, not a regression.`
}

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
      text: say`${labels}: ${cause}. ${whose(first, comparison)}${shown ? say` The last lines of its output:` : []}`,
    },
    ...(shown ? [output] : []),
  ]
}
