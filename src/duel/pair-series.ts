import type { Config, Service } from '../config/config.ts'
import type { Failure } from '../result/shared-schema.ts'
import { sameFolderInBase } from './base-checkout.ts'
import type { DuelSeries } from './contest.ts'
import { loadKey, type Series } from './series.ts'

/** How a series of head can be compared. */
export type Pairing =
  | { readonly kind: 'duel'; readonly duel: DuelSeries }
  /** Base lacks the benchmark or its service. */
  | { readonly kind: 'no-baseline'; readonly series: Series }
  /** Base has it, but did not build. */
  | { readonly kind: 'base-failed'; readonly series: Series; readonly failure: Failure }

/**
 * Pairs head's series with base: head's definition of the load for both arms, each arm's own service.
 * @param failures of base's builds, by service
 */
export function pairSeries(
  head: Config,
  series: readonly Series[],
  base: Config | undefined,
  failures: ReadonlyMap<string, Failure>,
): Pairing[] {
  return series.map((each): Pairing => {
    const inBase = base?.benchmarks.some(({ name, kind }) => name === each.name && kind === each.kind)
    if (base === undefined || !inBase) return { kind: 'no-baseline', series: each }
    if (each.kind === 'command') {
      // A command may need what any of the builds makes, and nobody says which.
      const [failure] = failures.values()
      return failure === undefined
        ? { kind: 'duel', duel: commandDuel(head, base, each) }
        : { kind: 'base-failed', series: each, failure }
    }
    const service = base.services.find(({ name }) => name === each.service.name)
    if (service === undefined) return { kind: 'no-baseline', series: each }
    const failure = failures.get(service.name)
    if (failure !== undefined) return { kind: 'base-failed', series: each, failure }
    return { kind: 'duel', duel: serviceDuel(each, service) }
  })
}

function serviceDuel(series: Extract<Series, { kind: 'http' }>, base: Service): DuelSeries {
  return {
    series,
    sources: { base: { kind: 'service', service: base }, head: { kind: 'service', service: series.service } },
  }
}

function commandDuel(head: Config, base: Config, series: Extract<Series, { kind: 'command' }>): DuelSeries {
  const { benchmark } = series
  const own = base.benchmarks.find(({ name }) => name === benchmark.name)
  return {
    series,
    sources: {
      base: {
        kind: 'command',
        directory: sameFolderInBase(head, base, benchmark.directory),
        env: own?.kind === 'command' ? own.env : benchmark.env,
      },
      head: { kind: 'command', directory: benchmark.directory, env: benchmark.env },
    },
  }
}

/** Identifies what a pairing is of. */
export function pairingKey(pairing: Pairing): string {
  return loadKey(pairing.kind === 'duel' ? pairing.duel.series : pairing.series)
}
