import { posix } from 'node:path'
import type { Config } from '../config/config.ts'
import { CONFIG_FILES } from '../config/read-config.ts'
import { configSchema } from '../config/schema.ts'
import { readYaml } from '../config/yaml-source.ts'
import type { Client } from '../github/client.ts'
import type { InRepository } from '../github/in-repository.ts'
import { refusalOf } from '../github/refusal.ts'
import type { RunContext } from './run-context.ts'

/** Where the configuration says nothing. */
const DEFAULT: Config['baseline'] = { branch: 'corecurve', keep: 1000 }

export interface RemoteCommit extends InRepository {
  readonly client: Client
  /** Of the default branch: its configuration is trusted. */
  readonly commit: string
}

/**
 * What a commit's configuration says of the baseline branch, read by the API: nothing is checked out here. Without one
 * that can be read it is the default; the input `baseline-branch` wins over both.
 */
export async function remoteBaseline(
  remote: RemoteCommit,
  { inputs, runner }: RunContext,
): Promise<Config['baseline']> {
  const candidates = inputs.config === undefined ? CONFIG_FILES : [posix.normalize(inputs.config)]
  let found: Config['baseline'] | undefined
  for (const path of candidates) {
    const text = await textOf(path, remote, runner)
    if (text === undefined) continue
    const declared = configSchema.safeParse(readYaml(text).value)
    if (declared.success) found = declared.data.baseline
    else runner.warning(`${path} has problems, so the record goes where it would without that file.`)
    break
  }
  const baseline = found ?? DEFAULT
  return inputs.baselineBranch === undefined ? baseline : { ...baseline, branch: inputs.baselineBranch }
}

/** Undefined where there is no such file, or it may not be read. */
async function textOf(
  path: string,
  { client, owner, repo, commit: ref }: RemoteCommit,
  runner: RunContext['runner'],
): Promise<string | undefined> {
  try {
    const { data } = await client.rest.repos.getContent({
      ...{ owner, repo, path, ref, mediaType: { format: 'raw' } },
    })
    // The types know the answer in JSON only; a folder of that name comes as a list.
    const text: unknown = data
    return typeof text === 'string' ? text : undefined
  } catch (error) {
    const { reason } = refusalOf(error)
    if (!reason.startsWith('GitHub answered 404')) runner.info(`${path} could not be read: ${reason}`)
    return undefined
  }
}
