import { acceptMeasuredCommit } from '../github/measured-commit.ts'
import type { Refusal } from '../github/refusal.ts'
import { type ClaimedBase, refuseBase } from '../github/refuse-base.ts'
import type { Comparison } from '../result/comparison.ts'
import { readUntrustedComparison } from '../result/read-untrusted.ts'
import type { Shard } from '../result/shared-schema.ts'
import { UnjudgedComparison } from '../result/untrusted.ts'
import { mergeComparisons } from '../scaling/merge-comparisons.ts'
import type { ArtifactSource, RefusedPart } from './collect-files.ts'
import { isPartOf, OTHER_PART, type Published, readParts, wholeRefused } from './published-parts.ts'

/** What a measuring run leaves of a pull request. */
const FILE = 'comparison.json'

/** With what the file claims of itself. */
interface Part extends Shard, Pick<Comparison, 'base' | 'head' | 'shard'> {
  readonly comparison: UnjudgedComparison
}

/** The pull request that was measured, as GitHub says. */
export interface MeasuredPullRequest extends Pick<ClaimedBase, 'headSha' | 'baseRef'> {
  /** Of the same head, where any of them may have been measured. */
  readonly others?: readonly Pick<ClaimedBase, 'baseRef'>[]
}

/**
 * The comparison that a run uploaded, whole or in parts, as far as a stranger's file is believed: by GitHub's word it
 * is of the pull request's head, and base is a commit of the branch to be merged into; it is without its text, and
 * every verdict is given anew over all parts.
 */
export async function publishedComparison(
  source: ArtifactSource,
  { headSha, baseRef, others = [] }: MeasuredPullRequest,
): Promise<Published<Comparison>> {
  const read = await readParts(source, FILE, readUntrustedComparison)
  if (read.kind === 'nothing') return { kind: 'no-result', refused: [] }
  if (read.kind !== 'read') return read
  const parts = read.parts.map(({ index, of, value }): Part => {
    const comparison = value.withoutText()
    const claims = comparison.judgedBy(({ base, head, shard }) => ({ base, head, shard }))
    return { index, of, comparison, ...claims }
  })
  const accepted = await ofOneCommit(parts, { ...source, headSha, baseRef, others })
  if (accepted.kind !== 'sorted') return accepted
  const refused = [...read.refused, ...accepted.refused].toSorted((a, b) => a.index - b.index)
  if (accepted.parts.length === 0) return { kind: 'no-result', refused }
  const merged = UnjudgedComparison.judgedTogether(
    accepted.parts.map(({ comparison }) => comparison),
    mergeComparisons,
  )
  return merged.kind === 'merged'
    ? { kind: 'result', result: merged.comparison, refused }
    : { kind: 'no-result', refused: [...refused, wholeRefused(merged.reason)] }
}

type Sorted =
  | { readonly kind: 'sorted'; readonly parts: readonly Part[]; readonly refused: readonly RefusedPart[] }
  | Refusal

type About = Omit<ClaimedBase, 'base'> & Required<Pick<MeasuredPullRequest, 'others'>>

/** The parts that measured the pull request's head, and the same commits as the first of them. */
async function ofOneCommit(parts: readonly Part[], about: About): Promise<Sorted> {
  const answers = new Map<string, string | undefined>()
  const accepted: Part[] = []
  const refused: RefusedPart[] = []
  for (const part of parts) {
    const commits = `${part.base} ${part.head}`
    if (!isPartOf(part, part.shard)) {
      refused.push({ index: part.index, of: part.of, why: OTHER_PART })
      continue
    }
    if (!answers.has(commits)) {
      const answer = await whyNotOfHead(part, about)
      if (typeof answer === 'object') return answer
      answers.set(commits, answer)
    }
    const [first = part] = accepted
    const isOther = part.head !== first.head || part.base !== first.base
    const why =
      answers.get(commits) ?? (isOther ? 'it measured other commits than the other parts' : undefined)
    if (why === undefined) accepted.push(part)
    else refused.push({ index: part.index, of: part.of, why })
  }
  return { kind: 'sorted', parts: accepted, refused }
}

/** Undefined where the part is of the pull request. */
async function whyNotOfHead({ base, head }: Part, about: About): Promise<string | undefined | Refusal> {
  const measured = await acceptMeasuredCommit({ ...about, measured: head })
  switch (measured.kind) {
    case 'head':
      break
    case 'merge':
      if (measured.base !== base) return 'it compares with another commit than its merge was made into'
      break
    case 'refused':
      return `it measured another commit than the pull request’s head. ${measured.why}`
    case 'forbidden':
    case 'failed':
      return unasked(measured)
  }
  // Anyone can merge a head into any commit.
  let answer = await refuseBase({ ...about, base })
  for (const { baseRef } of about.others)
    if (answer?.kind === 'refused') answer = await refuseBase({ ...about, base, baseRef })
  if (answer === undefined) return undefined
  return answer.kind === 'refused' ? `its base is not one to compare with. ${answer.why}` : unasked(answer)
}

function unasked({ kind, reason }: Refusal): Refusal {
  return { kind, reason: `which commits were measured could not be asked: ${reason}` }
}
