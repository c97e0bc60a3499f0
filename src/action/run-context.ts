import type { Client } from '../github/client.ts'
import type { GitHubEvent } from '../github/event.ts'
import type { RunAttempt } from '../github/run-attempt.ts'
import type { World } from '../pipeline/bench.ts'
import type { Markdown } from '../report/safe.ts'
import type { Inputs } from './inputs.ts'

/** What every event's handler is given: inputs, the event, the world, and where the runner wants results. */
export interface RunContext {
  readonly inputs: Inputs
  readonly event: GitHubEvent
  readonly world: World
  /** The checked-out repository. */
  readonly workspace: string
  /** Folder for result files, outside the checkout. */
  readonly results: string
  readonly runner: Runner
  /** This run of the workflow. */
  readonly run: MeasuringRun
  /** The one client of GitHub's API. @throws UserError for a token that cannot be one */
  readonly connect: (token: string) => Client
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>
}

/**
 * The runner's side: outputs, job summary, log. A line of the log is any text, whoever wrote it: `jobRunner` escapes it
 * where it is written, so that it is neither a command nor a control of a terminal.
 */
export interface Runner {
  setOutput(
    name: 'verdict' | 'regressions' | 'report' | 'comment-url' | 'matrix' | 'artifact',
    value: string,
  ): void
  /** Appends Markdown to the job summary. */
  summarise(markdown: Markdown): Promise<void>
  info(line: string): void
  warning(line: string): void
  fail(line: string): void
}

/** A run of a workflow: this one, or the one whose result is published. `run` is its id, which grows from run to run. */
export interface MeasuringRun extends RunAttempt {
  /** Address of its page, for links from comments. */
  readonly url: string
}
