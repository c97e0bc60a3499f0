import { terminalLines, workflowMessage } from '../report/escape.ts'
import type { Markdown, TerminalText, WorkflowText } from '../report/safe.ts'
import type { Runner } from './run-context.ts'

/**
 * What the runner reads, and obeys: `@actions/core` as we let ourselves see it. That takes any string; seen so, it takes
 * what was escaped for the place. An output goes to the runner's own file for it.
 */
export interface RunnerSink {
  setOutput(name: string, value: string): void
  info(text: TerminalText): void
  warning(text: WorkflowText): void
  setFailed(text: WorkflowText): void
  readonly summary: {
    addRaw(text: Markdown, withLineEnd: boolean): { write(): Promise<unknown> }
  }
}

/**
 * The runner's side of a job. Lines may quote what a service, a remote, a branch or a file says: they are escaped here,
 * and but for the progress of a measurement, which is escaped where it is written, this is the only way into the log.
 */
export function jobRunner(sink: RunnerSink, env: NodeJS.ProcessEnv): Runner {
  return {
    setOutput: (name, value) => sink.setOutput(name, value),
    async summarise(markdown) {
      // Outside a job there is no summary to write to.
      if (env.GITHUB_STEP_SUMMARY) await sink.summary.addRaw(markdown, true).write()
    },
    info: (line) => sink.info(terminalLines(line)),
    warning: (line) => sink.warning(workflowMessage(line)),
    fail: (line) => sink.setFailed(workflowMessage(line)),
  }
}
