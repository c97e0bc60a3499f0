import { ownName } from '../github/report-name.ts'
import type { ComparisonOptions } from '../report/comparison-document.ts'
import { renderComparisonSummary } from '../report/summary.ts'
import type { Comparison } from '../result/comparison.ts'
import type { Inputs } from './inputs.ts'
import { failWhereNotMeasured } from './measure-checkout.ts'
import type { RunContext } from './run-context.ts'

/** GitHub takes 1 MB of outputs from a job, counted as UTF-16; of these each has less than 500 characters. */
const MOST_REGRESSIONS = 500

/** What needs no permission: the outputs and the job summary. */
export async function sayComparison(
  comparison: Comparison,
  options: ComparisonOptions,
  { runner }: RunContext,
): Promise<void> {
  runner.setOutput('verdict', comparison.verdict)
  runner.setOutput('regressions', JSON.stringify(regressionsOf(comparison)))
  await runner.summarise(renderComparisonSummary(comparison, options))
}

/** What heads a report of several under one pull request. */
export function reportNameOf({ name }: Inputs): Pick<ComparisonOptions, 'reportName'> {
  const reportName = ownName(name)
  return reportName === undefined ? {} : { reportName }
}

/** Says by the job's status what must not be overlooked. */
export function failByVerdict(comparison: Comparison, context: RunContext): void {
  failWhereNotMeasured(comparison.benchmarks, context)
  if (comparison.verdict === 'regression' && context.inputs.failOn === 'regression') {
    context.runner.fail('scaling regressed: see the pull request comment or the job summary')
  }
}

/** The points that regressed, for a later step of the workflow: the first of them, where there are very many. */
function regressionsOf(comparison: Comparison) {
  const all = comparison.benchmarks.flatMap(({ name, connections, measure, points }) =>
    points
      .filter(({ verdict }) => verdict === 'regressed')
      .map(({ cores, change, scalingChange }) => ({
        benchmark: name,
        connections,
        measure,
        cores,
        change,
        scalingChange,
      })),
  )
  return all.slice(0, MOST_REGRESSIONS)
}
