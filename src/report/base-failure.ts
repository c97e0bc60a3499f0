import type { Comparison, ComparisonBenchmark } from '../result/comparison.ts'
import type { Failure } from '../result/shared-schema.ts'
import { count, nounFor } from './counts.ts'
import { failureReason } from './failure-sentence.ts'
import { andMore, code, type Sentence, say } from './sentence.ts'
import { togetherLabels } from './series-label.ts'

/** Different failures of base that are told; of the others only how many series they struck. */
const MOST_TOLD = 3

/** The usual reason why a base that was built does not start. */
const START_HINT = say` Base is built in a folder of its own: what its ${code('start')} needs beside the files of its commit, such as ${code('node_modules')} or a virtual environment, its ${code('build')} has to make.`

/** Why base could not be measured beside head; undefined where it could, or base lacks the benchmark. */
export function baseFailureOf({ evidence }: ComparisonBenchmark): Failure | undefined {
  return evidence.kind === 'duel' ? undefined : evidence.baseFailure
}

/** “Base did not build for `b` (exited with status 7), so …”: one sentence a cause, of the benchmarks that it struck. */
export function baseFailures(comparison: Comparison, measuringRun?: string): readonly Sentence[] {
  const { benchmarks } = comparison
  const struck = benchmarks.filter((benchmark) => baseFailureOf(benchmark) !== undefined)
  const groups = [...Map.groupBy(struck, causeKey).values()]
  const told = groups.slice(0, MOST_TOLD).map((group) => sentenceOf(group, comparison, measuringRun))
  const left = groups.slice(MOST_TOLD).flat()
  return left.length === 0
    ? told
    : [
        ...told,
        say`${comparison.secondHand ? say`Nor, it says, did base` : say`Nor did base`} ${leftUndone(left)} for ${count(left.length, nounFor(benchmarks))} more.`,
      ]
}

function leftUndone(left: readonly ComparisonBenchmark[]): Sentence {
  const unstarted = left.filter((each) => baseFailureOf(each)?.phase === 'start').length
  if (unstarted === 0) return say`build`
  return unstarted === left.length ? say`start` : say`build or start`
}

function causeKey(benchmark: ComparisonBenchmark): string {
  const failure = baseFailureOf(benchmark)
  return JSON.stringify([benchmark.evidence.kind, failure?.phase, failure?.reason])
}

function sentenceOf(
  group: readonly ComparisonBenchmark[],
  { baseline, benchmarks, secondHand }: Comparison,
  measuringRun: string | undefined,
): Sentence {
  const [first] = group
  const failure = first === undefined ? undefined : baseFailureOf(first)
  if (first === undefined || failure === undefined) return []
  const labels = andMore(togetherLabels(group, benchmarks), 6)
  const base = secondHand ? say`The measuring job says that base` : say`Base`
  const did = say`${base} did not ${failure.phase === 'start' ? say`start` : say`build`} for ${labels} (${failureReason(failure, measuringRun)}), so there was no duel`
  const hint = failure.phase === 'start' ? START_HINT : []
  if (first.evidence.kind === 'stored')
    return say`${did}: head was compared with the stored record only, and nothing is confirmed.${hint}`
  return baseline === 'missing' && !secondHand
    ? say`${did}, and no record of base or of a commit before it is stored: there is nothing to compare with.${hint}`
    : say`${did}, and there is nothing to compare with.${hint}`
}
