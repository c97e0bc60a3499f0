import type { ComparisonPoint } from '../result/comparison.ts'
import type { Overload, OverloadFinding } from '../result/shared-schema.ts'
import { coreCounts, count } from './counts.ts'
import { regressed } from './named-shift.ts'
import { duration, share, throughput } from './numbers.ts'
import { and, code, NONE, type Sentence, say, type Tone, tone } from './sentence.ts'
import type { JudgedBenchmark } from './view.ts'

/** From good to bad. */
const FINDINGS: readonly OverloadFinding[] = ['holds', 'degrades', 'collapses']

const WORDS: Record<
  OverloadFinding,
  { readonly now: Sentence; readonly before: Sentence; readonly tone: Tone }
> = {
  holds: { now: say`holds`, before: say`held`, tone: 'good' },
  degrades: { now: say`degrades`, before: say`degraded`, tone: 'unsure' },
  collapses: { now: say`collapses`, before: say`collapsed`, tone: 'bad' },
}

/** Goodput as a share: “92 %”, where less was offered than capacity “100 % of offered”. */
export function shareCell(of: Overload | undefined): Sentence {
  if (of === undefined) return NONE
  return of.capacity === undefined ? say`${share(of.share)}` : say`${share(of.share)} of offered`
}

/** “holds”, in the tone that a terminal shows it in. */
export function findingCell(of: Overload | undefined): Sentence {
  return of === undefined ? NONE : say`${tone(WORDS[of.finding].tone, WORDS[of.finding].now)}`
}

/** Time until latency was normal again: “0.8 s”, “at once”, “not seen”. */
export function recoveryCell(of: Overload | undefined): Sentence {
  if (of === undefined || of.capacity !== undefined) return NONE
  if (of.recovery === null) return say`not seen`
  return of.recovery < 0.05 ? say`at once` : say`${duration(of.recovery)}`
}

interface Found {
  readonly cores: number
  readonly offered?: number | undefined
  readonly overload?: Overload | undefined
}

/** “holds”, “holds at 1 and 2 cores and collapses at 4 cores”; undefined where nothing was found. */
export function findingsClause(points: readonly Found[]): Sentence | undefined {
  const found = points.flatMap(({ cores, overload }) =>
    overload === undefined ? [] : [{ cores, head: overload.finding }],
  )
  const [first, ...others] = new Set(found.map(({ head }) => head))
  if (first === undefined) return undefined
  return others.length === 0 && found.length > 1 ? WORDS[first].now : and(findingsAt(found))
}

/** What a table has no room for: where there was no overload, and where latency stayed high after it. */
export function overloadNotes(points: readonly Found[]): readonly Sentence[] {
  const cores = points
    .filter(({ overload }) => overload?.recovery === null && overload.capacity === undefined)
    .map((point) => point.cores)
  if (cores.length === 0) return notOverloadedNotes(points)
  return [
    ...notOverloadedNotes(points),
    say`After the overload, latency at ${coreCounts(cores)} was not normal again within the time that we looked, as where a queue is worked off for which nobody waits any more. Bound it, or refuse early what cannot be answered in time.`,
  ]
}

/** “At 2 cores not overloaded: 100 /s offered, it can do 371 /s.” */
export function notOverloadedNotes(points: readonly Found[]): readonly Sentence[] {
  const calm = points.flatMap(({ cores, offered, overload }) =>
    overload?.capacity === undefined || offered === undefined
      ? []
      : [
          say`at ${count(cores, 'core')} ${throughput(offered, 'req/s')} offered, it can do ${throughput(overload.capacity, 'req/s')}`,
        ],
  )
  return calm.length === 0 ? [] : [say`Not overloaded: ${and(calm)}. Raise the ${code('rate')}.`]
}

/** Regressed points whose finding is worse in head than on base. */
export function worseFindings(
  benchmark: JudgedBenchmark,
): readonly { readonly cores: number; readonly base: OverloadFinding; readonly head: OverloadFinding }[] {
  return regressed(benchmark).flatMap(({ cores, overload }: ComparisonPoint) => {
    const { base, head } = overload ?? {}
    return base && head && FINDINGS.indexOf(head.finding) > FINDINGS.indexOf(base.finding)
      ? [{ cores, base: base.finding, head: head.finding }]
      : []
  })
}

/** “degrades at 2 cores and collapses at 4 cores where it held on base”. */
export function worseFindingClause(benchmark: JudgedBenchmark): Sentence | undefined {
  const worse = worseFindings(benchmark)
  const clauses = FINDINGS.flatMap((base) => {
    const now = findingsAt(worse.filter((point) => point.base === base))
    return now.length === 0 ? [] : [say`${and(now)} where it ${WORDS[base].before} on base`]
  })
  return clauses.length === 0 ? undefined : and(clauses)
}

/** “holds at 1 and 2 cores”, “collapses at 4 cores”. */
function findingsAt(
  points: readonly { readonly cores: number; readonly head: OverloadFinding }[],
): readonly Sentence[] {
  return FINDINGS.flatMap((finding) => {
    const cores = points.filter(({ head }) => head === finding).map((point) => point.cores)
    return cores.length === 0 ? [] : [say`${WORDS[finding].now} at ${coreCounts(cores)}`]
  })
}
