import { acceptMeasuredCommit, type MeasuredCommit, refuseUnknownCommit } from '../github/measured-commit.ts'
import type { Refusal } from '../github/refusal.ts'
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

/**
 * The comparison that a run uploaded, whole or in parts, as far as a stranger's file is believed: it is of the pull
 * request's head by GitHub's word, without its text, and every verdict is given anew over all parts.
 */
export async function publishedComparison(
  source: ArtifactSource,
  headSha: string,
): Promise<Published<Comparison>> {
  const read = await readParts(source, FILE, readUntrustedComparison)
  if (read.kind === 'nothing') return { kind: 'no-result', refused: [] }
  if (read.kind !== 'read') return read
  const parts = read.parts.map(({ index, of, value }): Part => {
    const comparison = value.withoutText()
    const claims = comparison.judgedBy(({ base, head, shard }) => ({ base, head, shard }))
    return { index, of, comparison, ...claims }
  })
  const accepted = await ofOneCommit(parts, { ...source, headSha })
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

/** The parts that measured the pull request's head, and the same commits as the first of them. */
async function ofOneCommit(
  parts: readonly Part[],
  about: Pick<MeasuredCommit, 'client' | 'owner' | 'repo' | 'headSha'>,
): Promise<Sorted> {
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

/** A head names no base: what the file says of it must at least be a commit. */
async function whyNoBase(
  base: string,
  about: Pick<MeasuredCommit, 'client' | 'owner' | 'repo'>,
): Promise<string | undefined | Refusal> {
  const answer = await refuseUnknownCommit({ ...about, measured: base })
  return answer?.kind === 'refused' ? `its base is no commit of the repository. ${answer.why}` : answer
}

/** Undefined where the part is of the pull request. */
async function whyNotOfHead(
  { base, head }: Part,
  about: Pick<MeasuredCommit, 'client' | 'owner' | 'repo' | 'headSha'>,
): Promise<string | undefined | Refusal> {
  const answer = await acceptMeasuredCommit({ ...about, measured: head })
  switch (answer.kind) {
    case 'head':
      return await whyNoBase(base, about)
    case 'merge':
      return answer.base === base ? undefined : 'it compares with another commit than its merge was made into'
    case 'refused':
      return `it measured another commit than the pull request’s head. ${answer.why}`
    case 'forbidden':
    case 'failed':
      return answer
  }
}
