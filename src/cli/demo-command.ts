import { openBaseline } from '../baseline/store.ts'
import { readConfig } from '../config/read-config.ts'
import { selectBenchmarks } from '../config/select-benchmarks.ts'
import { compare, measure, storeRecord } from '../pipeline.ts'
import { renderComparisonTerminal } from '../report/comment-terminal.ts'
import { terminalLines } from '../report/escape.ts'
import { renderRecordTerminal } from '../report/scaling-table.ts'
import type { BaselineRecord } from '../result/record.ts'
import { temporaryFolder } from '../service/reaper-client.ts'
import { readCheckout } from './checkout.ts'
import { type CliContext, terminalLook } from './context.ts'
import { type DemoRepository, makeDemoRepository } from './demo-repository.ts'
import { EXIT, type ExitStatus } from './exit-status.ts'

/** Time for measuring base and for the duel, in ms: with building and starting they stay under 90 s on two CPUs. */
const BUDGET = 22_000
const DUEL_BUDGET = 40_000
const SEED = 'demo'

/**
 * `corecurve demo`: the whole path in a temporary repository of bundled services. Its pull request puts a lock around
 * most of the Node service's handler. Leaves nothing behind.
 */
export async function demoCommand(
  options: { readonly quiet: boolean },
  context: CliContext,
): Promise<ExitStatus> {
  const { env, signal, stdout } = context
  const look = terminalLook(stdout, env)
  const tell = (line: string) => void (options.quiet || context.stderr.write(terminalLines(`${line}\n`)))
  await using folder = await temporaryFolder('demo')
  const repository = await makeDemoRepository(folder.path, env)
  tell(
    `A temporary repository with ${repository.services.length} bundled services: ${repository.services.map((s) => s.folder).join(', ')}.`,
  )

  tell('\n1. A push to main: measure every benchmark, store the record as the baseline.\n')
  const base = await measureHead(repository, options.quiet, context)
  stdout.write(renderRecordTerminal(base, look))
  if (!base.method.complete) return EXIT.interrupted
  const config = await readConfig({ root: repository.checkout })
  await using store = await openBaseline({
    checkout: repository.checkout,
    branch: config.baseline.branch,
    env,
    signal,
  })
  const pushed = await storeRecord(base, store, config.baseline.keep)
  if (pushed.kind !== 'pushed') throw new Error(`the demo could not store its record: ${pushed.kind}`)
  tell(`\nStored in branch ${store.branch} as ${pushed.path}.`)

  tell(
    '\n2. A pull request: it puts a lock around 60 % of the Node service’s handler. Duel base against head, comment.\n',
  )
  await repository.openPullRequest()
  const { commit } = await readCheckout(repository.checkout, signal)
  const comparison = await compare(
    {
      // The benchmark of the service that the pull request changes, as `--only node-work` does it.
      subject: {
        config: selectBenchmarks(config, ['node-work']),
        commit,
        dirty: false,
        seed: SEED,
        budget: DUEL_BUDGET,
      },
      repository: repository.checkout,
      base: base.commit,
      evidence: 'duel',
      ancestors: async () => [],
      openStore: async () => undefined,
    },
    { ...context, progress: context.progress(options.quiet) },
    async () => {},
  )
  tell('The comment that the pull request gets:\n')
  stdout.write(renderComparisonTerminal(comparison, look))
  return comparison.method.complete ? EXIT.done : EXIT.interrupted
}

async function measureHead(
  { checkout }: DemoRepository,
  quiet: boolean,
  context: CliContext,
): Promise<BaselineRecord> {
  const config = await readConfig({ root: checkout })
  const { commit } = await readCheckout(checkout, context.signal)
  return await measure(
    { config, commit, dirty: false, seed: SEED, budget: BUDGET },
    { ...context, progress: context.progress(quiet) },
    async () => {},
  )
}
