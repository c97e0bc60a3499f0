import type { GitHubEvent } from '../github/event.ts'
import type { World } from '../pipeline/bench.ts'
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
  readonly run: WorkflowRun
}

/** The runner's side: outputs, job summary, log. */
export interface Runner {
  setOutput(name: 'verdict' | 'regressions' | 'report' | 'comment-url', value: string): void
  /** Appends Markdown to the job summary. */
  summarise(markdown: string): Promise<void>
  info(line: string): void
  warning(line: string): void
  fail(line: string): void
}

/** This run of the workflow. */
export interface WorkflowRun {
  /** Grows from run to run. */
  readonly id: number
  readonly attempt: number
  /** Address of its page, for links from comments. */
  readonly url: string
}
