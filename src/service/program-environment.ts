import { expandVariables } from '../config/expand-variables.ts'

export interface ProgramSettings {
  readonly cores: number
  /** Absent for a command, which listens nowhere. */
  readonly port?: number
  readonly host?: string
  /** The user's own values, unexpanded: they win over ours. */
  readonly env: Readonly<Record<string, string>>
}

/**
 * The environment of a program at core count n: the job's without its secrets, then what runtimes read to size
 * themselves, then the user's own values, expanded against all of that.
 */
export function programEnvironment(
  inherited: Readonly<Record<string, string | undefined>>,
  settings: ProgramSettings,
): Record<string, string> {
  const cores = String(settings.cores)
  const base: Record<string, string> = {
    ...withoutSecrets(inherited),
    CORES: cores,
    GOMAXPROCS: cores,
    WEB_CONCURRENCY: cores,
    PYTHON_CPU_COUNT: cores,
  }
  if (settings.port !== undefined) {
    base.PORT = String(settings.port)
    base.HOST = settings.host ?? '127.0.0.1'
  }
  const own = Object.entries(settings.env).map(([name, value]) => [name, expandVariables(value, base)])
  return { ...base, ...Object.fromEntries(own) }
}

/**
 * What a job holds and a program under test must not see: inputs, the runner's service tokens, GitHub tokens, git
 * credentials in the environment, and the command files through which a process could change later steps.
 */
const SECRET =
  /^(INPUT_|ACTIONS_|GIT_CONFIG_|CORECURVE_)|^(GITHUB|GH|GITHUB_ENTERPRISE|GH_ENTERPRISE)_TOKEN$|^GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)$|^(NODE_AUTH_TOKEN|NPM_TOKEN|GIT_ASKPASS|SSH_ASKPASS|NODE_CHANNEL_FD|NODE_CHANNEL_SERIALIZATION_MODE)$/i

/** The environment less everything that a program under test must not see. */
export function withoutSecrets(
  inherited: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && !SECRET.test(name)) kept[name] = value
  }
  return kept
}
