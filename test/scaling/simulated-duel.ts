import { type DuelDecision, decideDuel } from '../../src/scaling/duel-decision.ts'
import type { DuelPoint } from '../../src/scaling/duel-hypotheses.ts'
import { trimmedMean } from '../../src/stats/quantiles.ts'
import type { Random } from '../../src/stats/random.ts'

export const TOLERANCES = { tolerance: 0.03, detect: 0.1 }

/** What a machine does to rounds: logarithms. */
export interface Noise {
  /** Standard deviation of what fresh processes bring along. */
  readonly process: number
  /** Scale of a quad's scatter, and how much of it a quad takes over from the one before. */
  readonly quad: number
  readonly memory: number
  readonly quads: number
}

/** As measured on a shared two-CPU machine, and worse. */
export const NOISY: Noise = { process: 0.015, quad: 0.08, memory: 0.5, quads: 8 }

/** Box and Muller 1958. */
const normal = (random: Random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/** Student's t with three degrees of freedom, of variance 1: bursts of neighbours have heavy tails. */
function heavy(random: Random): number {
  const chi = normal(random) ** 2 + normal(random) ** 2 + normal(random) ** 2
  return normal(random) / Math.sqrt(chi / 3) / Math.sqrt(3)
}

/** d of one round: fresh processes, then autocorrelated quads with heavy tails, trimmed. */
export function simulatedRound(truth: number, noise: Noise, random: Random): number {
  const level = truth + noise.process * normal(random)
  let carried = 0
  const quads = Array.from({ length: noise.quads }, () => {
    carried = noise.memory * carried + Math.sqrt(1 - noise.memory ** 2) * noise.quad * heavy(random)
    return level + carried
  })
  return trimmedMean(quads, 0.2)
}

/** Points of one series by core count: true losses as fractions. */
export function simulatedPoints(
  losses: Readonly<Record<number, number>>,
  rounds: number,
  random: Random,
  { noise = NOISY, series = 'checkout@16' }: { noise?: Noise; series?: string } = {},
): DuelPoint[] {
  return Object.entries(losses).map(([cores, loss]) => ({
    series,
    cores: Number(cores),
    direction: 'more-is-better',
    rounds: Array.from({ length: rounds }, () => simulatedRound(Math.log1p(-loss), noise, random)),
    ...TOLERANCES,
  }))
}

/** The decisions of a duel that looks after each of `looks` rounds, at the given levels. */
export function decideWithLooks(
  points: readonly DuelPoint[],
  looks: readonly { readonly rounds: number; readonly level: number }[],
): DuelDecision[] {
  let decisions: DuelDecision[] = []
  for (const { rounds, level } of looks) {
    const seen = points.map((point, index) => ({
      ...point,
      rounds: point.rounds.slice(0, rounds),
      earlier: decisions[index],
    }))
    decisions = decideDuel(seen, level)
  }
  return decisions
}

export const accused = ({ regressed }: DuelDecision): boolean => regressed !== undefined
