import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { readInputs } from '../../src/action/inputs.ts'
import { onEvent } from '../../src/action/on-event.ts'
import type { RunContext, Runner } from '../../src/action/run-context.ts'
import { Interrupted } from '../../src/console/interrupt.ts'
import { silentProgress } from '../../src/duel/progress.ts'
import { createClient } from '../../src/github/client.ts'
import { readEvent } from '../../src/github/event.ts'
import { UserError } from '../../src/user-error.ts'
import type { Outcome } from './publishing.ts'
import { inputsOf, type Step } from './runner.ts'

/** What the step does: what its event asks for, or a part of that. */
export type Act = (context: RunContext) => Promise<void>

/** The Action's sources in this process: as a step is run, but that a second of waiting takes a millisecond. */
export async function runActionHere(step: Step, act: Act = onEvent): Promise<Outcome> {
  const { run = 1001, attempt = 1 } = step
  const said: Record<'info' | 'warning' | 'fail', string[]> = { info: [], warning: [], fail: [] }
  const outputs: Record<string, string> = {}
  let summary = ''
  const runner: Runner = {
    setOutput(name, value) {
      outputs[name] = value
    },
    async summarise(markdown) {
      summary += markdown
    },
    info: (line) => void said.info.push(line),
    warning: (line) => void said.warning.push(line),
    fail: (line) => void said.fail.push(line),
  }
  const env = {
    PATH: process.env.PATH,
    HOME: step.folder,
    GITHUB_API_URL: step.apiUrl,
    GITHUB_SERVER_URL: step.serverUrl,
    GITHUB_REPOSITORY: step.repository,
    GITHUB_EVENT_NAME: step.event.name,
    GITHUB_EVENT_PATH: 'event.json',
    GITHUB_SHA: step.sha,
    GITHUB_REF: step.ref,
    ...step.env,
  }
  const inputs = inputsOf(step)
  try {
    await act({
      inputs: readInputs((name) => inputs[name] ?? ''),
      event: await readEvent(env, async () => JSON.stringify(step.event.payload)),
      workspace: step.workspace,
      results: await mkdtemp(join(step.folder, 'results-')),
      runner,
      run: { run, attempt, url: `${step.serverUrl}/${step.repository}/actions/runs/${run}` },
      connect: (token) => createClient({ token, env, second: 1, warn: (line) => runner.warning(line) }),
      wait: async () => {},
      world: {
        env,
        signal: new AbortController().signal,
        progress: silentProgress,
        today: () => new Date(),
        now: () => performance.now(),
      },
    })
  } catch (error) {
    if (!(error instanceof UserError || error instanceof Interrupted)) throw error
    runner.fail(error.message)
  }
  const { info, warning: warnings, fail: errors } = said
  const status = errors.length === 0 ? 0 : 1
  return { status, outputs, summary, errors, warnings, log: [...info, ...warnings, ...errors].join('\n') }
}
