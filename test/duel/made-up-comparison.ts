import { assembleDuel } from '../../src/duel/assemble-duel.ts'
import { duelMethod } from '../../src/duel/duel-method.ts'
import type { DuelVisit, Figure } from '../../src/duel/duel-visit.ts'
import { type DuelRequest, type DuelResult, measureDuel } from '../../src/duel/measure-duel.ts'
import { silentProgress } from '../../src/duel/progress.ts'
import {
  type CommandSeries,
  entriesOf,
  type HttpSeries,
  loadKey,
  type Series,
} from '../../src/duel/series.ts'
import { type Comparison, comparisonSchema } from '../../src/result/comparison.ts'
import { MeasurementFailure } from '../../src/result/measurement-failure.ts'
import { lessIsBetter } from '../../src/result/series-key.ts'
import { judgeComparison } from '../../src/scaling/judge-comparison.ts'
import { overloadFinding } from '../../src/scaling/overload-finding.ts'
import { type Random, seededRandom } from '../../src/stats/random.ts'
import { aComparison } from '../support/results.ts'
import { aSeries, aVisit, someTotals } from './duel-visits.ts'
import { aLatencySeries, anOverloadSeries, aStreamSeries } from './regime-series.ts'

const NOWHERE = { plan: {}, generator: {}, inherited: {} } as unknown as Pick<
  DuelRequest,
  'plan' | 'generator' | 'inherited'
>

/** How a made-up machine and its programs behave. */
export interface World {
  readonly seed: string
  readonly budget?: number
  readonly share?: number
  readonly cores?: readonly number[]
  /** Visit after which the duel is interrupted. */
  readonly interruptedAfter?: number
}

/** What a series does, drawn once. */
interface Behaviour {
  readonly loss: number
  readonly lossAtMany: number
  readonly scatter: number
  readonly voids: number
  readonly generator: number
  readonly late: number
  readonly diesAt: number
  /** How often head is well again after an overload. */
  readonly recovers: number
}

/**
 * Compares made-up programs of every kind of load: the product's own plan, looks, decisions and verdicts. Some lose, some
 * gain, some die, and the machine spoils points. `saved` is what was written after each round.
 */
export async function madeUpComparison(
  world: World,
): Promise<{ readonly comparison: Comparison; readonly saved: readonly Comparison[] }> {
  const random = seededRandom(world.seed)
  const all = someSeries(random)
  const behaviours = new Map(all.map((series) => [loadKey(series), behaviour(random)]))
  const controller = new AbortController()
  const rounds = new Map<string, number>()
  const saved: Comparison[] = []
  let clock = 0
  let visits = 0
  const comparisonOf = (result: DuelResult) => {
    const around = { colocated: (cores: number) => cores > 2, usedCpus: 4, skipped: SKIPPED, duel: result }
    const benchmarks = result.outcomes.flatMap((outcome) => assembleDuel(outcome, around))
    const method = { ...duelMethod(result), ...(world.share === undefined ? {} : { share: world.share }) }
    const comparison = aComparison({ method, benchmarks, verdict: judgeComparison(benchmarks) })
    return comparisonSchema.parse(JSON.parse(JSON.stringify(comparison)))
  }
  const result = await measureDuel({
    ...NOWHERE,
    series: all.map((series) => ({ series, sources: { base: SOURCE, head: SOURCE } })),
    cores: world.cores ?? [1, 2, 4],
    random,
    signal: controller.signal,
    progress: silentProgress,
    now: () => clock,
    budget: world.budget ?? 400_000,
    ...(world.share === undefined ? {} : { share: world.share }),
    async visit(series, _sources, cores) {
      visits += 1
      if (visits === world.interruptedAfter) controller.abort(new Error('stopped'))
      controller.signal.throwIfAborted()
      clock += 1000
      const place = `${loadKey(series)} ${cores}`
      const round = rounds.get(place) ?? 0
      rounds.set(place, round + 1)
      return madeUpVisit(series, cores, round, behaviours.get(loadKey(series)) as Behaviour, random)
    },
    onRound: async (soFar) => void saved.push(comparisonOf(soFar)),
  })
  return { comparison: comparisonOf(result), saved }
}

const SOURCE = { kind: 'command', directory: '/', env: {} } as const
const SKIPPED = [{ cores: 64, reason: 'too-few-cpus' as const, available: 4 }]

function someSeries(random: Random): Series[] {
  const named = <T extends HttpSeries>(series: T, name: string): T => ({ ...series, name })
  const command: CommandSeries = {
    kind: 'command',
    name: 'import',
    benchmark: { name: 'import', tolerance: 0.03, detect: 0.1 } as CommandSeries['benchmark'],
  }
  const all: Series[] = [
    aSeries('checkout'),
    { ...aSeries('checkout'), connections: 256 },
    aLatencySeries(),
    anOverloadSeries(),
    named(aStreamSeries(), 'events'),
    // Its capacity is never measured.
    named(aLatencySeries(), 'alone'),
    command,
  ]
  return all.filter((_, index) => index === 0 || random() < 0.7)
}

const oneOf = <T>(random: Random, ...values: readonly [T, ...T[]]): T =>
  values[Math.floor(random() * values.length)] as T

function behaviour(random: Random): Behaviour {
  return {
    loss: oneOf(random, 0, 0, 0, 0.03, 0.08, 0.3, -0.2),
    lossAtMany: oneOf(random, 0, 0, 0.1, 0.4),
    scatter: oneOf(random, 0, 0.003, 0.03, 0.1, 0.8),
    voids: oneOf(random, 0, 0, 0, 0.1, 0.3),
    generator: oneOf(random, 0.05, 0.05, 0.15, 0.9),
    late: oneOf(random, 0, 0, 0.1),
    recovers: oneOf(random, 1, 1, 0),
    diesAt: oneOf(random, 1000, 1000, 1000, 1000, 3, 9),
  }
}

function madeUpVisit(series: Series, cores: number, round: number, of: Behaviour, random: Random): DuelVisit {
  if (round === of.diesAt) throw new MeasurementFailure('load', 'head: gone', [])
  const gain = () =>
    Math.log1p(-of.loss) + (cores > 1 ? Math.log1p(-of.lossAtMany) : 0) + of.scatter * (random() - 0.5)
  const isVoid = random() < of.voids
  const figures = entriesOf(series).map((entry): Figure => {
    if (isVoid) return { gain: null, base: null, head: null }
    const [typical, total] = [gain(), gain()]
    if (lessIsBetter(entry)) return { gain: typical, base: 1000, head: 1000 * Math.exp(-typical) }
    const rates = { base: 1100, head: 1100 * Math.exp(typical) }
    return { gain: typical, base: 1000, head: 1000 * Math.exp(total), typical: rates }
  })
  const isLatency = series.kind === 'http' && series.regime === 'latency'
  const sends = isLatency ? { sends: { due: 1000, unsent: 0, late: 1000 * of.late } } : {}
  const level = 1000 + random()
  // Where no quad counts nothing is known of capacity either.
  const arm = someTotals(isVoid ? 0 : level, { generatorCpu: of.generator, ...sends })
  const overload = (recovers: number) => {
    const share = 0.7 + 0.3 * random() - 0.4 * (cores > 1 ? of.lossAtMany : 0)
    const recovery = random() < recovers ? random() : null
    return { finding: overloadFinding(share, recovery), share, recovery }
  }
  const isOverload = series.kind === 'http' && series.regime === 'overload'
  return aVisit(0, {
    figures,
    quads: 4,
    void: isVoid ? 4 : 0,
    arms: { base: arm, head: arm },
    ...(isOverload && !isVoid ? { overload: { base: overload(0.95), head: overload(of.recovers) } } : {}),
  })
}
