import type { Comparison } from '../result/comparison.ts'
import { largest } from '../stats/extremes.ts'
import { baseFailureOf } from './base-failure.ts'
import { count } from './counts.ts'
import { day, grouped } from './numbers.ts'
import { code, foreign, name, type Sentence, say } from './sentence.ts'

/** Characters of a commit that people are shown. */
export const shortCommit = (commit: string): string => commit.slice(0, 7)

/** The first sentence where no benchmark was compared. */
export function nothingCompared({ baseline, secondHand }: Comparison): Sentence {
  return secondHand ? HEARD[baseline] : SEEN[baseline]
}

const SEEN = {
  found: say`Nothing to compare with yet: base has none of these benchmarks`,
  missing: say`Nothing to compare with yet: no baseline is stored`,
  corrupt: say`Nothing was compared: the stored baseline is corrupt`,
  newer: say`Nothing was compared: the stored baseline is from a newer corecurve`,
} as const
const HEARD = {
  found: say`Nothing was compared: the measuring job says that base has none of these benchmarks`,
  missing: say`Nothing was compared: the measuring job says that no baseline is stored`,
  corrupt: say`Nothing was compared: the measuring job says that it could not read the baseline`,
  newer: say`Nothing was compared: the measuring job says that it could not read the baseline`,
} as const

/** Why there is nothing to compare with and what to do; none where a record was found. */
export function missingBaseline({
  baseline,
  base,
  benchmarks,
  secondHand,
}: Comparison): Sentence | undefined {
  // A duel needs no stored record.
  if (benchmarks.some(({ evidence }) => evidence.kind === 'duel')) return undefined
  const commit = name(shortCommit(base))
  // Where base did not build, that is what is missing.
  if (baseline === 'missing' && benchmarks.some((each) => baseFailureOf(each) !== undefined)) return undefined
  if (secondHand) return heardOfBaseline(baseline, base)
  switch (baseline) {
    case 'found':
      return undefined
    case 'missing':
      return say`No record is stored for base ${commit} or a commit before it, so there is nothing to compare with. The first push to the default branch with this workflow stores one; ${code('corecurve baseline push FILE')} stores a measured record by hand.`
    case 'corrupt':
      return say`The stored record of base ${commit} is corrupt, so nothing was compared, and it was left as it is. ${code(`corecurve baseline show ${shortCommit(base)}`)} says what is wrong with it; after it is repaired or removed, or with the next push to the default branch, pull requests are compared again.`
    case 'newer':
      return say`The stored record of base ${commit} was written by a newer corecurve than this one, so nothing was compared. Use the same version here as on the default branch: update corecurve in this branch’s workflow.`
  }
}

/** The same on the word of a job that ran a stranger's code: no advice follows from it but to look. */
function heardOfBaseline(baseline: Comparison['baseline'], base: string): Sentence | undefined {
  const commit = name(shortCommit(base))
  const look = say`Whether that is so, ${code(`corecurve baseline show ${shortCommit(base)}`)} says.`
  switch (baseline) {
    case 'found':
      return undefined
    case 'missing':
      return say`The measuring job says that no record is stored for base ${commit} or a commit before it, so there is nothing to compare with. Pushes to the default branch store records, if this workflow runs on them.`
    case 'corrupt':
      return say`The measuring job says that the stored record of base ${commit} is corrupt, so nothing was compared. ${look}`
    case 'newer':
      return say`The measuring job says that the stored record of base ${commit} was written by a newer corecurve than its own, so nothing was compared. ${look}`
  }
}

/** For a benchmark without baseline although base has a record. */
export function newBenchmark(
  labels: Sentence,
  several: boolean,
  { base, secondHand }: Pick<Comparison, 'base' | 'secondHand'>,
): Sentence {
  const are = several ? say`they are new or were renamed` : say`it is new or was renamed`
  const has = say`base ${name(shortCommit(base))} has no such benchmark`
  return secondHand
    ? say`${labels}: the measuring job says that ${has}. If so, ${are}.`
    : say`${labels}: ${has}, so ${are}. The next push to the default branch stores the first numbers.`
}

/** Said once, where a stored record comes from another machine. */
export function otherMachine({ benchmarks, secondHand }: Comparison): Sentence | undefined {
  for (const { evidence } of benchmarks) {
    if (evidence.kind === 'stored' && !evidence.sameHost) {
      const base = secondHand ? say`The measuring job says that base` : say`Base`
      return say`${base} was measured on another machine (${foreign(evidence.cpu)}, ${count(evidence.cpus, 'CPU')}), where absolute numbers mean something else. So only speedup and efficiency are compared, and a program that got slower at every core count alike would not show.`
    }
  }
  return undefined
}

/** “Measured base against head on this runner, 128 quads a point at the most, 9 void”. */
function duelSentence({ benchmarks, parts }: Comparison): Sentence {
  const where = parts === undefined ? say`on this machine` : say`with both arms on one machine`
  const duels = benchmarks.flatMap(({ points }) => points.flatMap(({ duel }) => duel ?? []))
  const quads = largest([0, ...duels.map((duel) => duel.quads)])
  const voids = duels.reduce((sum, duel) => sum + duel.void, 0)
  if (quads === 0) return say`Measured base against head ${where}`
  const most = voids === 0 ? say`none void` : say`${grouped(voids)} void in all`
  return say`Measured base against head ${where}, up to ${count(quads, 'quad')} a point, ${most}`
}

/** What base's numbers rest on: “the stored record of `9d31c07` (base itself, 2026-03-01)”. */
export function evidenceSentence(comparison: Comparison): Sentence {
  if (comparison.benchmarks.some(({ evidence }) => evidence.kind === 'duel')) return duelSentence(comparison)
  for (const { evidence } of comparison.benchmarks) {
    if (evidence.kind !== 'stored') continue
    const age =
      evidence.behind === 0 ? say`base itself` : say`${count(evidence.behind, 'commit')} before base`
    const measured = comparison.secondHand ? say`The measuring job says that it measured` : say`Measured`
    return say`${measured} head against the stored record of ${name(shortCommit(evidence.commit))} (${age}, ${day(evidence.at)})`
  }
  return say`Measured head ${name(shortCommit(comparison.head))}`
}
