import type { Progress } from '../duel/progress.ts'
import type { TerminalText } from '../report/safe.ts'

/** A stream of the process. It may be a terminal or the log of a job: both obey what strangers write, so they get none. */
export interface Output {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: TerminalText): unknown
}

/** The process around a command, passed in so that a command is a function. */
export interface CliContext {
  readonly stdout: Output
  readonly stderr: Output
  readonly env: NodeJS.ProcessEnv
  readonly cwd: string
  readonly signal: AbortSignal
  readonly today: () => Date
  readonly now: () => number
  readonly progress: (quiet: boolean) => Progress
}

/** How wide and how colourful output to `stream` may be. */
export function terminalLook(
  stream: Output,
  env: NodeJS.ProcessEnv,
): { readonly columns: number; readonly colour: boolean; readonly unicode: boolean } {
  const colour =
    env.NO_COLOR === undefined || env.NO_COLOR === ''
      ? (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0') ||
        (stream.isTTY === true && env.TERM !== 'dumb')
      : false
  return { columns: Math.min(stream.columns || 80, 100), colour, unicode: env.TERM !== 'linux' }
}
