import type { BadgeHome } from '../report/badge-files.ts'
import { renderRecordSummary } from '../report/summary.ts'
import type { BaselineRecord } from '../result/record.ts'
import type { RunContext } from './run-context.ts'

/** The job summary of a record, with the badges to paste where it was stored in `branch`. */
export async function sayRecord(
  record: BaselineRecord,
  branch: string | undefined,
  { runner, world }: RunContext,
): Promise<void> {
  const home = branch === undefined ? undefined : badgeHome(branch, world.env)
  await runner.summarise(renderRecordSummary(record, home === undefined ? {} : { badges: home }))
}

function badgeHome(branch: string, env: NodeJS.ProcessEnv): BadgeHome | undefined {
  const { GITHUB_SERVER_URL: serverUrl, GITHUB_REPOSITORY: repository } = env
  const [owner, repo] = repository?.split('/') ?? []
  if (!serverUrl || !owner || !repo) return undefined
  return { serverUrl, owner, repo, branch }
}
