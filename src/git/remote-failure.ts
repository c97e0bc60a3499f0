import { redactCredentials } from './redact-credentials.ts'

/** Why a remote did not do what git asked. Only `trouble` may pass by itself. */
export type RemoteFailureKind = 'unauthenticated' | 'forbidden' | 'no-remote' | 'trouble'

export interface RemoteFailure {
  readonly kind: RemoteFailureKind
  /** The line of git's or the server's that says so. */
  readonly said: string
}

/** In order: a server's own words about permission come before git's general ones. */
const SIGNS: readonly (readonly [RemoteFailureKind, RegExp])[] = [
  [
    'forbidden',
    /permission to .* denied|error: 403|write access .* not granted|marked as read only|archived so it is read-only|insufficient permission|(?<!\()permission denied(?! \()/i,
  ],
  [
    'unauthenticated',
    /authentication failed|could not read (?:username|password)|terminal prompts disabled|error: 40[17]|permission denied \(|host key verification failed|invalid username or (?:token|password)|invalid credentials|dubious ownership/i,
  ],
  [
    'no-remote',
    /repository .*not found|does not appear to be a git repository|not a git repository|error: 404|does not exist|no such (?:file or directory|remote)|is not supported|unable to find remote helper/i,
  ],
]

/** Reads what git printed when a fetch or push failed. Anything not known to be final is `trouble`. */
export function remoteFailure(stderr: string): RemoteFailure {
  const lines = redactCredentials(stderr)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  for (const [kind, sign] of SIGNS) {
    const said = lines.find((line) => sign.test(line))
    if (said !== undefined) return { kind, said }
  }
  return { kind: 'trouble', said: lines.find((line) => /^(?:fatal|error)/.test(line)) ?? lines.at(-1) ?? '' }
}
