import type { Look } from '../result/shared-schema.ts'
import { type DuelDecision, decideDuel } from './duel-decision.ts'
import type { DuelPoint } from './duel-hypotheses.ts'

/** A point of a report with all its rounds. */
export interface FamilyPoint extends Omit<DuelPoint, 'earlier' | 'closed'> {
  /** What is measured together, and so ends together. */
  readonly load: string
}

export interface LooksHeld {
  /** Of each point, in the order given; none where no look was held. */
  readonly decisions: readonly (DuelDecision | undefined)[]
  /** Loads whose every point was decided at a look: they get no more rounds, and their decisions stand. */
  readonly decided: ReadonlySet<string>
}

/**
 * Holds the looks of a report, in order, each at what had been measured by its round. They look at every point, for the
 * family of hypotheses is that of the whole report: also at those of a series that fails, before or after.
 */
export function holdLooks(points: readonly FamilyPoint[], looks: readonly Look[]): LooksHeld {
  const decisions: (DuelDecision | undefined)[] = points.map(() => undefined)
  const decided = new Set<string>()
  const byLoad = Map.groupBy(points.keys(), (index) => points[index]?.load ?? '')
  for (const { round, level, doubt } of looks) {
    const seen = points.map((point, index) => seenAt(round, point, decisions[index], decided))
    for (const [index, decision] of decideDuel(seen, level, doubt).entries()) {
      if (!decided.has(points[index]?.load ?? '')) decisions[index] = decision
    }
    for (const [load, indexes] of byLoad) {
      if (indexes.every((index) => isDecided(decisions[index]))) decided.add(load)
    }
  }
  return { decisions, decided }
}

function seenAt(
  round: number,
  { rounds, totals, findings, ...point }: FamilyPoint,
  earlier: DuelDecision | undefined,
  decided: ReadonlySet<string>,
): DuelPoint {
  return {
    ...point,
    rounds: rounds.slice(0, round),
    ...(totals === undefined ? {} : { totals: totals.slice(0, round) }),
    ...(findings === undefined ? {} : { findings: findings.slice(0, round) }),
    earlier,
    closed: decided.has(point.load),
  }
}

function isDecided(decision: DuelDecision | undefined): boolean {
  if (decision === undefined) return false
  const { regressed, improved, lossExcluded, settled } = decision
  return settled && (regressed !== undefined || improved || lossExcluded)
}
