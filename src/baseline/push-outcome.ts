import { redactCredentials } from '../git/redact-credentials.ts'
import { type RemoteFailure, remoteFailure } from '../git/remote-failure.ts'

/** What became of one push. `raced`: another push was faster, so the change must be made again on top of it. */
export type PushOutcome =
  | { kind: 'pushed' }
  | { kind: 'raced'; said: string }
  | { kind: 'declined'; by: 'rule' | 'hook'; said: string }
  | { kind: 'failed'; failure: RemoteFailure }

const RACED =
  /fetch first|non-fast-forward|stale info|cannot lock ref|failed to (?:update|lock)|unable to (?:lock|create .*lock)|reference already exists|incorrect old value|atomic/i
const RULE =
  /protected branch|repository rule|ruleset|GH006|GH013|prohibited|deny updating|branch is currently checked out/i
const HOOK = /hook declined/i

/** Reads the answer of `git push --porcelain` for a single ref. */
export function pushOutcome(status: number, stdout: string, stderr: string): PushOutcome {
  if (status === 0) return { kind: 'pushed' }
  const summary = /^!\t[^\t]*\t(.*)$/m.exec(stdout)?.[1]
  if (summary === undefined) return { kind: 'failed', failure: remoteFailure(stderr) }
  const said = redactCredentials([summary, ...remoteLines(stderr)].join(' · '))
  if (RULE.test(said)) return { kind: 'declined', by: 'rule', said }
  if (RACED.test(summary)) return { kind: 'raced', said: summary }
  if (HOOK.test(summary)) return { kind: 'declined', by: 'hook', said }
  const failure = remoteFailure(stderr)
  return { kind: 'failed', failure: failure.kind === 'trouble' ? { kind: 'trouble', said } : failure }
}

/** The last lines that the server's own programs printed. */
function remoteLines(stderr: string): string[] {
  return [...stderr.matchAll(/^remote: *(.*?)\s*$/gm)]
    .map((match) => match[1]!)
    .filter((line) => line !== '')
    .slice(-5)
}
