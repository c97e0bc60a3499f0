/** Entry: the command line. */
import { tmpdir } from 'node:os'
import { CommanderError } from 'commander'
import type { CliContext } from './cli/context.ts'
import { EXIT, type ExitStatus } from './cli/exit-status.ts'
import { nodeAdvice } from './cli/node-advice.ts'
import { buildProgram } from './cli/program.ts'
import { followOutput } from './console/follow-output.ts'
import { abortOnSignals, Interrupted } from './console/interrupt.ts'
import { noRoom } from './console/no-room.ts'
import { progressOn } from './console/progress-bar.ts'
import { terminalLines } from './report/escape.ts'
import { terminal } from './report/safe.ts'
import { UserError } from './user-error.ts'

const output = followOutput(process.stdout, ({ message }) => {
  tell(
    `could not write the result to standard output: ${message}. Make room there, or name a file with --out.`,
  )
})
followOutput(process.stderr)
// Whatever the command came to: nobody got to read it, and 1 would say that there is a regression.
process.once('exit', () => {
  if (output.failure !== undefined) process.exitCode = EXIT.notMeasured
})

const now = () => performance.now()

const context: CliContext = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  cwd: process.cwd(),
  signal: abortOnSignals(process),
  today: () => new Date(),
  now,
  progress: (quiet) => progressOn(process.stderr, { quiet, now }),
}

async function run(): Promise<ExitStatus> {
  const old = nodeAdvice(process.versions.node)
  if (old !== undefined) throw new UserError(old)
  let status: ExitStatus = EXIT.done
  const program = buildProgram(context, (ended) => {
    status = ended
  })
  await program.parseAsync()
  return status
}

run()
  .catch(explain)
  .then((ended) => {
    process.exitCode = ended
  })

/** A message may quote the user's files: nothing in it may steer the terminal. */
function tell(message: string): void {
  context.stderr.write(terminal`corecurve: ${terminalLines(message)}\n`)
}

/** What an error means to the person who called us. A stack trace is a bug of ours. */
function explain(error: unknown): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
  if (error instanceof Interrupted) {
    tell(error.message)
    return EXIT.interrupted
  }
  const advice = error instanceof UserError ? error.message : noRoom(error, tmpdir())
  if (advice !== undefined) {
    tell(advice)
    return EXIT.usage
  }
  tell(`this is a bug of corecurve, please report it.\n${String((error as Error).stack ?? error)}`)
  return EXIT.notMeasured
}
