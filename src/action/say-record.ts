import type { BadgeHome } from '../report/badge-files.ts'
import { renderRecordSummary } from '../report/summary.ts'
import type { BaselineRecord } from '../result/record.ts'
import type { RunContext } from './run-context.ts'

/**
 * The job summary of a record, with the badges to paste where it was stored in `branch`.
 *
 * @param longest bytes that it may have; what a step may say where left out
 * @returns bytes that it has
 */
export async function sayRecord(
  record: BaselineRecord,
  branch: string | undefined,
  { runner, world }: RunContext,
  longest?: number,
): Promise<number> {
  const badges = branch === undefined ? undefined : badgeHome(branch, world.env)
  const text = renderRecordSummary(record, {
    ...(badges === undefined ? {} : { badges }),
    ...(longest === undefined ? {} : { longest }),
  })
  await runner.summarise(text)
  return Buffer.byteLength(text)
}

function badgeHome(branch: string, env: NodeJS.ProcessEnv): BadgeHome | undefined {
  const { GITHUB_SERVER_URL: serverUrl, GITHUB_REPOSITORY: repository } = env
  const [owner, repo] = repository?.split('/') ?? []
  if (!serverUrl || !owner || !repo) return undefined
  return { serverUrl, owner, repo, branch }
}
