import { assembleDuel } from '../duel/assemble-duel.ts'
import { checkOutBase } from '../duel/base-checkout.ts'
import { duelMethod } from '../duel/duel-method.ts'
import { usedCpus } from '../duel/http-target.ts'
import { type DuelResult, measureDuel } from '../duel/measure-duel.ts'
import { type Pairing, pairSeries } from '../duel/pair-series.ts'
import { declaredSeries, loadKey, type Series } from '../duel/series.ts'
import { isColocated } from '../host/plan-cpus.ts'
import type { Comparison, ComparisonBenchmark } from '../result/comparison.ts'
import type { Failure } from '../result/shared-schema.ts'
import { type Bench, buildServices, type Subject, servicesOf, type World } from './bench.ts'

/** What came of the series that were to be duelled. */
export interface DuelsHeld {
  readonly benchmarks: readonly ComparisonBenchmark[]
  readonly method: Comparison['method']
  /** Not duelled: base lacks them. */
  readonly withoutBase: readonly Series[]
  /** Not duelled: base has them, but did not build. */
  readonly baseFailed: readonly { readonly series: Series; readonly failure: Failure }[]
}

/**
 * Checks base out beside head, builds it with its own configuration, and duels the series that both have. `save` is
 * given what is known after every round. Worktree and processes are gone afterwards.
 */
export async function holdDuel(
  series: readonly Series[],
  bench: Bench,
  request: {
    readonly subject: Subject
    readonly repository: string
    readonly headRoot?: string
    readonly base: string
    /** Milliseconds for the duels; building is not measuring, and not in it. */
    readonly budget: number
  },
  world: World,
  save: (soFar: DuelsHeld) => Promise<void>,
): Promise<DuelsHeld> {
  const { subject, repository, headRoot = repository, base } = request
  const head = { config: subject.config, root: headRoot }
  await using checkout = await checkOutBase(repository, base, head, {
    env: world.env,
    signal: world.signal,
  })
  const failures =
    checkout.config === undefined ? new Map() : await buildBase(checkout.config, series, bench, world)
  const able = series.filter((each) => !bench.failures.has(loadKey(each)))
  const pairings =
    checkout.problem === undefined
      ? pairSeries(subject.config, able, checkout.config, failures)
      : able.map(
          (each): Pairing => ({ kind: 'base-failed', series: each, failure: brokenConfig(checkout.problem) }),
        )
  const duels = pairings.flatMap((pairing) => (pairing.kind === 'duel' ? [pairing.duel] : []))
  const heldOf = (result: DuelResult): DuelsHeld => ({
    benchmarks: result.outcomes.flatMap((outcome) =>
      assembleDuel(outcome, {
        colocated: (cores) => isColocated(bench.plan, cores),
        usedCpus: usedCpus(bench.plan).length,
        skipped: bench.counts.skipped,
        duel: result,
      }),
    ),
    method: duelMethod(result),
    withoutBase: pairings.flatMap((pairing) => (pairing.kind === 'no-baseline' ? [pairing.series] : [])),
    baseFailed: pairings.flatMap((pairing) => (pairing.kind === 'base-failed' ? [pairing] : [])),
  })
  if (duels.length === 0) return heldOf(NO_DUEL)
  const result = await measureDuel({
    ...bench,
    ...world,
    series: duels,
    cores: bench.counts.measured,
    budget: (request.budget * duels.length) / Math.max(1, able.length),
    share: subject.shard?.share,
    onRound: (soFar) => save(heldOf(soFar)),
  })
  world.progress.finish()
  return heldOf(result)
}

const NO_DUEL: DuelResult = {
  outcomes: [],
  rounds: 0,
  looks: [],
  elapsed: 0,
  pace: 0,
  slice: 100,
  complete: true,
}

async function buildBase(
  config: Parameters<typeof declaredSeries>[0],
  series: readonly Series[],
  { plan, inherited }: Bench,
  world: World,
): Promise<Map<string, Failure>> {
  const wanted = new Set(series.map(({ name }) => name))
  const compared = { ...config, benchmarks: config.benchmarks.filter(({ name }) => wanted.has(name)) }
  return await buildServices(servicesOf(compared, declaredSeries(compared)), plan, inherited, world, 'base')
}

function brokenConfig(problem: string | undefined): Failure {
  return { phase: 'build', reason: (problem ?? '').slice(0, 2000), output: [] }
}
