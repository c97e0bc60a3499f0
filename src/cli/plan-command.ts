import { BaselineError } from '../baseline/baseline-error.ts'
import { openBaseline } from '../baseline/store.ts'
import type { Config } from '../config/config.ts'
import { planShards } from '../duel/plan-shards.ts'
import { type StoredDurations, storedDurations } from '../pipeline/stored-durations.ts'
import { terminalLines } from '../report/escape.ts'
import { readCheckoutOrFolder } from './checkout.ts'
import type { CliContext } from './context.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'
import { openWhole } from './open-project.ts'

export interface PlanOptions {
  readonly config?: string
  readonly shards: number
  readonly quiet: boolean
}

/**
 * `corecurve plan --shards N`: prints a matrix for `strategy.matrix`, JSON on one line, and builds and starts nothing.
 * What the division rests on is said beside it.
 */
export async function planCommand(options: PlanOptions, context: CliContext): Promise<ExitStatus> {
  const checkout = await readCheckoutOrFolder(context.cwd, context.signal)
  const config = await openWhole({ cwd: context.cwd, root: checkout.root, ...options })
  const say = (line: string) => void (options.quiet || context.stderr.write(terminalLines(`${line}\n`)))
  const { durations, commit12 } =
    checkout.why === undefined
      ? await durationsOrSay(checkout.root, config, say, context)
      : { durations: new Map<string, number>() }
  const include = planShards(config, options.shards, durations)
  context.stdout.write(terminalLines(`${JSON.stringify({ include })}\n`))
  say(
    commit12 === undefined
      ? 'Divided by the number of series: no record in the baseline branch tells how long each benchmark takes.'
      : `Divided by the times in the record of ${commit12}.`,
  )
  if (include.length < options.shards) {
    const count = config.benchmarks.length
    say(
      `${include.length} of ${options.shards} shards: ${count === 1 ? 'the benchmark is' : `the ${count} benchmarks are`} measured whole.`,
    )
  }
  return EXIT.done
}

/** A baseline that cannot be read leaves the number of series to go by. */
async function durationsOrSay(
  checkout: string,
  { baseline: { branch } }: Config,
  say: (line: string) => void,
  { env, signal }: CliContext,
): Promise<StoredDurations> {
  try {
    await using store = await openBaseline({ checkout, branch, env, signal })
    return await storedDurations(store)
  } catch (error) {
    if (!(error instanceof BaselineError)) throw error
    say(`The baseline branch was not read: ${error.message}`)
    return { durations: new Map() }
  }
}
