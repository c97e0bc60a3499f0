/** Entry: the Action. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import * as core from '@actions/core'
import type { context as workflowContext } from '@actions/github'
import { readInputs } from './action/inputs.ts'
import { jobRunner } from './action/job-runner.ts'
import { onEvent } from './action/on-event.ts'
import type { MeasuringRun } from './action/run-context.ts'
import { abortOnSignals, Interrupted } from './console/interrupt.ts'
import { progressOn } from './console/progress-bar.ts'
import { withConfiguration } from './git/configuration.ts'
import { createClient } from './github/client.ts'
import { readEvent } from './github/event.ts'
import { useProxy } from './github/use-proxy.ts'
import { UserError } from './user-error.ts'

const runner = jobRunner(core, process.env)

async function main(): Promise<void> {
  const env = process.env
  const now = () => performance.now()
  useProxy(env, (line) => runner.warning(line))
  const inputs = readInputs((name) => core.getInput(name))
  if (inputs.token !== undefined) core.setSecret(inputs.token)
  const workspace = env.GITHUB_WORKSPACE ?? process.cwd()
  const event = await readEvent(env, (path) => readFile(path, 'utf8'))
  // Not before: the package reads the event as it loads, and would fail on a broken one without a word of ours.
  const { context } = await import('@actions/github')
  await onEvent({
    inputs,
    run: workflowRun(context),
    event,
    workspace,
    results: join(env.RUNNER_TEMP ?? process.cwd(), 'corecurve'),
    runner,
    world: {
      // In a container the checkout often belongs to another user, and git would not touch it.
      env: withConfiguration(env, [{ key: 'safe.directory', value: workspace }]),
      signal: abortOnSignals(process),
      progress: progressOn(process.stdout, { quiet: false, now, live: false }),
      today: () => new Date(),
      now,
    },
    connect: (token) => createClient({ token, env, warn: (line) => runner.warning(line) }),
    wait: (milliseconds) => setTimeout(milliseconds),
  })
}

/** Inside a job GITHUB_REPOSITORY is always set; `readEvent` has refused anything else. */
function workflowRun({ runId, runAttempt, serverUrl, repo }: typeof workflowContext): MeasuringRun {
  const url = `${serverUrl}/${repo.owner}/${repo.repo}/actions/runs/${runId}`
  // The id, which only grows; the number starts again where the workflow file is renamed.
  return { run: runId || 0, attempt: runAttempt || 1, url }
}

main().catch((error: unknown) => {
  if (error instanceof UserError || error instanceof Interrupted) runner.fail(error.message)
  else
    runner.fail(`this is a bug of corecurve, please report it.\n${(error as Error).stack ?? String(error)}`)
})
