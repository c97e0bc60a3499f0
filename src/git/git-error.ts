import { redactCredentials } from './redact-credentials.ts'

/** Why a git process did not do its work. */
export type GitFailure =
  | { kind: 'status'; status: number }
  | { kind: 'killed'; signal: string }
  | { kind: 'timeout'; milliseconds: number }
  | { kind: 'too-much-output'; bytes: number }

const STDERR_LINES = 12

/** A git process that failed: the command and the last lines it printed, both without credentials. */
export class GitError extends Error {
  override readonly name = 'GitError'
  readonly failure: GitFailure
  readonly command: string
  readonly stdout: string
  readonly stderr: string

  constructor(
    args: readonly string[],
    failure: GitFailure,
    { stdout, stderr }: { stdout: string; stderr: string },
  ) {
    const command = redactCredentials(`git ${args.join(' ')}`)
    const clean = redactCredentials(stderr)
    const tail = clean.trimEnd().split('\n').slice(-STDERR_LINES).join('\n')
    super(`\`${command}\` ${describe(failure)}${tail === '' ? '' : `:\n${tail}`}`)
    this.failure = failure
    this.command = command
    this.stdout = redactCredentials(stdout)
    this.stderr = clean
  }
}

function describe(failure: GitFailure): string {
  switch (failure.kind) {
    case 'status':
      return `ended with status ${failure.status}`
    case 'killed':
      return `was ended by ${failure.signal}`
    case 'timeout':
      return `took longer than ${failure.milliseconds / 1000} s`
    case 'too-much-output':
      return `printed more than ${failure.bytes} bytes`
  }
}
