import { join } from 'node:path'
import { BaselineError } from '../baseline/baseline-error.ts'
import { openBaseline } from '../baseline/store.ts'
import { asJson, writeWhole } from '../console/whole-file.ts'
import { ancestors } from '../git/ancestors.ts'
import { gitEnvironment } from '../git/authentication.ts'
import { readConfiguration } from '../git/configuration.ts'
import { baseCommit } from '../git/merge-base.ts'
import { headCommit } from '../git/revisions.ts'
import type { PullRequestEvent } from '../github/event.ts'
import { compare } from '../pipeline.ts'
import type { Comparison } from '../result/comparison.ts'
import type { MeasuredConfig } from './checkout-config.ts'
import { throwIfStopped } from './measure-checkout.ts'
import type { RunContext } from './run-context.ts'

/** How far back a stored record may lie behind base. */
const ANCESTORS = 200

/** Compares the checkout of a pull request with its base; the comparison is in its file after every round. */
export async function compareCheckout(
  { config, shard }: MeasuredConfig,
  event: PullRequestEvent,
  context: RunContext,
): Promise<Comparison> {
  const { workspace, world, inputs, runner, run, results } = context
  const { env, signal } = world
  const file = join(results, 'comparison.json')
  // A shallow clone may have to fetch base, and the checkout need not have kept credentials for that.
  const known = await readConfiguration(workspace, { env, signal })
  const git = { env: gitEnvironment({ token: inputs.token, env, known }), signal }
  const head = await headCommit(workspace, git)
  const base = await baseCommit(
    workspace,
    { head, defaultBranch: event.baseRef, mergeCommit: head === event.mergeCommit },
    git,
  )
  const save = (comparison: Comparison) => writeWhole(file, asJson(comparison))
  const comparison = await compare(
    {
      subject: {
        config,
        shard,
        commit: head,
        // What CI checked out is the commit; files that earlier steps left there are not a change of it.
        dirty: false,
        seed: String(run.run),
        cores: inputs.cores,
        budget: inputs.budget,
      },
      repository: workspace,
      base: base.commit,
      evidence: inputs.evidence,
      ancestors: () => ancestors(workspace, base.commit, ANCESTORS, { ...git, deepen: true }),
      async openStore() {
        try {
          const { branch } = config.baseline
          return await openBaseline({ checkout: workspace, branch, env, signal, token: inputs.token })
        } catch (error) {
          if (!(error instanceof BaselineError)) throw error
          sayUnread(error, context)
          return undefined
        }
      },
    },
    world,
    save,
  )
  await save(comparison)
  runner.setOutput('report', file)
  throwIfStopped(context, file)
  return comparison
}

/** A job of the two steps has no token on purpose: its advice is not to take one, and a duel needs no baseline. */
function sayUnread({ reason, message }: BaselineError, { inputs, runner }: RunContext): void {
  if (reason !== 'unauthenticated' || inputs.token !== undefined) {
    runner.warning(`The baseline branch could not be read. ${message}`)
    return
  }
  const why = 'The baseline branch was not read: the repository is private, and this job has no token.'
  if (inputs.evidence === 'auto') runner.info(`${why} All is compared in a duel, which needs no baseline.`)
  else runner.warning(`${why} Without it there is nothing to compare with: take \`evidence: auto\`.`)
}
