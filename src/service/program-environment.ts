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
const OF_THE_JOB =
  /^(INPUT_|ACTIONS_|GIT_CONFIG_|CORECURVE_)|^(GITHUB|GH|GITHUB_ENTERPRISE|GH_ENTERPRISE)_TOKEN$|^GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY)$|^(NODE_AUTH_TOKEN|NPM_TOKEN|GIT_ASKPASS|SSH_ASKPASS|SSH_AUTH_SOCK|NODE_CHANNEL_FD|NODE_CHANNEL_SERIALIZATION_MODE)$/i

/** What says by its name that it is a secret, of whatever it is one. Other names tell nothing. */
const NAMED_SECRET =
  /^SECRETS?_|(^|_)(TOKEN|SECRETS?|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|API_?KEY|PRIVATE_KEY|SECRET_KEY|ACCESS_KEY(_ID)?|AUTH_?TOKEN|AUTH)$|^(PGPASSWORD|MYSQL_PWD)$|^AWS_(SECURITY_TOKEN|CONTAINER_(CREDENTIALS|AUTHORIZATION)_.+|WEB_IDENTITY_TOKEN_FILE)$/i

/** The environment less everything that a program under test must not see. */
export function withoutSecrets(
  inherited: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && !OF_THE_JOB.test(name) && !NAMED_SECRET.test(name)) kept[name] = value
  }
  return kept
}

/** Names, in order, of the variables that are withheld for what they are called: someone may miss them. */
export function withheldByName(inherited: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(inherited)
    .flatMap(([name, value]) =>
      value !== undefined && NAMED_SECRET.test(name) && !OF_THE_JOB.test(name) ? [name] : [],
    )
    .sort()
}
