import type { Client } from '../github/client.ts'
import { refuseBase } from '../github/refuse-base.ts'
import type { ReportedPullRequest } from './reported-pull-request.ts'

/**
 * Of several pull requests with one head, the one that was measured: the only one whose branch to be merged into holds
 * `base`, by GitHub's word. Where that is so of several, or GitHub does not say, it stays open which.
 */
export async function measuredPullRequest(
  pullRequest: ReportedPullRequest,
  base: string,
  client: Client,
): Promise<ReportedPullRequest> {
  const { others = [], ...first } = pullRequest
  if (others.length === 0) return pullRequest
  const { owner, repo, headSha } = pullRequest
  const holding: (typeof others)[number][] = []
  for (const one of [first, ...others]) {
    const refusal = await refuseBase({ client, owner, repo, base, headSha, baseRef: one.baseRef })
    if (refusal === undefined) holding.push(one)
    else if (refusal.kind !== 'refused') return pullRequest
  }
  const [only, ...more] = holding
  if (only === undefined || more.length > 0) return pullRequest
  return { ...first, number: only.number, baseRef: only.baseRef }
}
