import { assembleDuel } from '../duel/assemble-duel.ts'
import { checkOutBase } from '../duel/base-checkout.ts'
import { baseStartFailure } from '../duel/base-start.ts'
import type { DuelSeries } from '../duel/contest.ts'
import { duelMethod } from '../duel/duel-method.ts'
import { usedCpus } from '../duel/http-target.ts'
import { type DuelResult, measureDuel } from '../duel/measure-duel.ts'
import { type Pairing, pairSeries } from '../duel/pair-series.ts'
import { declaredSeries, loadKey, type Series, seriesLabel } from '../duel/series.ts'
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
  /** Not duelled: base has them, but did not build, or does not start. */
  readonly baseFailed: readonly BaseFailed[]
}

interface BaseFailed {
  readonly series: Series
  readonly failure: Failure
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
  if (checkout.elsewhere !== undefined) {
    world.progress.say(
      `base lies in ${checkout.elsewhere}, on another file system than head in ${headRoot}: a service that writes files may differ for that alone. Name a folder on head's file system with TMPDIR.`,
    )
  }
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
  const heldOf = (result: DuelResult, unstarted: readonly BaseFailed[] = []): DuelsHeld => ({
    benchmarks: result.outcomes
      .filter((outcome) => !unstarted.some((each) => each.series === outcome.series))
      .flatMap((outcome) =>
        assembleDuel(outcome, {
          colocated: (cores) => isColocated(bench.plan, cores),
          usedCpus: usedCpus(bench.plan).length,
          skipped: bench.counts.skipped,
          duel: result,
        }),
      ),
    method: duelMethod(result),
    withoutBase: pairings.flatMap((pairing) => (pairing.kind === 'no-baseline' ? [pairing.series] : [])),
    baseFailed: [
      ...pairings.flatMap((pairing) => (pairing.kind === 'base-failed' ? [pairing] : [])),
      ...unstarted,
    ],
  })
  if (duels.length === 0) return heldOf(NO_DUEL)
  const ofBudget = duels.length / Math.max(1, able.length)
  const result = await measureDuel({
    ...bench,
    ...world,
    series: duels,
    cores: bench.counts.measured,
    budget: request.budget * ofBudget,
    ofBudget,
    share: subject.shard?.share,
    onRound: (soFar) => save(heldOf(soFar)),
  })
  world.progress.finish()
  return heldOf(result, result.complete ? await unstartedBases(duels, result, bench, world) : [])
}

/** Duels that never began because base does not start: head alone is still worth measuring. */
async function unstartedBases(
  duels: readonly DuelSeries[],
  { outcomes }: DuelResult,
  { plan, inherited }: Bench,
  { signal, progress }: World,
): Promise<BaseFailed[]> {
  const failed: BaseFailed[] = []
  for (const { series, sources } of duels) {
    const outcome = outcomes.find((each) => each.series === series)
    const failure = outcome && (await baseStartFailure(outcome, sources.base, { plan, inherited, signal }))
    if (failure === undefined) continue
    failed.push({ series, failure })
    progress.say(
      `${seriesLabel(series)}: base does not start, so head is measured without it. Base is built in a folder of its own: what its \`start\` needs beside the files of its commit (node_modules, a virtual environment), its \`build\` has to make.`,
    )
  }
  return failed
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
