import { duelVisit } from '../../src/duel/duel-visit.ts'
import { type Arm, makeQuad, type Quad, roundChange } from '../../src/duel/quad.ts'
import type { ClosedSeries } from '../../src/duel/series.ts'
import type { VisitContext } from '../../src/duel/visit-context.ts'
import { visitService } from '../../src/duel/visit-service.ts'
import { sliceThroughput } from '../../src/load/slice.ts'
import { planPilot } from '../../src/scaling/plan-duel.ts'
import type { Random } from '../../src/stats/random.ts'
import { type TappedSlice, tapGenerator } from './tapped-generator.ts'
import type { RecordedQuad, RecordedRound, RecordedRun } from './trace.ts'

/** The visits of a duel with ample budget: what planPilot and planDuel come to for a service that starts fast. */
export const VISIT = planPilot(9, 15 * 60_000)
/** A run of the neighbours: a second of slices after a warm-up as long as ours. */
const RUN = { warmUp: VISIT.warmUp, measure: 1000 }
const RUN_SLICE = 100

/** One visit of a duel of a service against itself: the product's own, with its slices written down. */
export async function recordRound(
  series: ClosedSeries,
  cores: number,
  { random, now, context }: { random: Random; now: () => number; context: VisitContext },
): Promise<Omit<RecordedRound, 'at'>> {
  const { generator, tapped } = tapGenerator(context.generator)
  // The first draw of a visit is which arm starts first; its stream is the first to be opened.
  const draws: number[] = []
  const listened: Random = () => {
    const draw = random()
    draws.push(draw)
    return draw
  }
  const source = { kind: 'service' as const, service: series.service }
  const begun = now()
  const visit = await duelVisit(
    series,
    { base: source, head: source },
    cores,
    { plan: VISIT, random: listened, now },
    { ...context, generator },
  )
  const first: Arm = (draws[0] ?? 0) < 0.5 ? 'base' : 'head'
  const quads = quadsOf(tapped, first, context.plan.programCpus.length)
  const change = roundChange(quads)
  const gain = visit.figures[0]?.gain ?? null
  if (change !== gain) throw new Error(`the slices say ${change}, the visit ${gain}`)
  const { base, head } = visit.arms
  return {
    seconds: (now() - begun) / 1000,
    overhead: visit.overhead / 1000,
    slice: visit.slice,
    generator: (base.generatorCpu + head.generatorCpu) / (base.elapsed + head.elapsed),
    quads: quads.map(recorded),
  }
}

/** A fresh process, its warm-up, a second of slices: the product's own visit of one service alone. */
export async function recordRun(
  series: ClosedSeries,
  cores: number,
  { now, context }: { now: () => number; context: VisitContext },
): Promise<RecordedRun> {
  const { generator, tapped } = tapGenerator(context.generator)
  const begun = now()
  await visitService(series, cores, RUN, { ...context, generator }, { slice: RUN_SLICE, seed: series.name })
  const slices = tapped.slice(1).map(({ slice }) => sliceThroughput(slice))
  return { seconds: (now() - begun) / 1000, slices }
}

/** The quads of a visit, after the warm-up of each arm. */
function quadsOf(tapped: readonly TappedSlice[], first: Arm, cpus: number): Quad[] {
  const second: Arm = first === 'base' ? 'head' : 'base'
  const slices = tapped.slice(2).map(({ stream, slice }) => ({ arm: stream === 0 ? first : second, slice }))
  const quads: Quad[] = []
  for (let at = 0; at < slices.length; at += 4) quads.push(makeQuad(slices.slice(at, at + 4), cpus))
  return quads
}

function recorded(quad: Quad): RecordedQuad {
  const order = quad.slices[0]?.arm === 'base' ? 'BHHB' : 'HBBH'
  if (quad.void === 'late-sends') throw new Error('a closed loop sends nothing late')
  if (quad.void !== undefined) return [order, quad.void]
  const [a, b, c, d] = quad.slices.map(({ slice }) => sliceThroughput(slice))
  return [order, a as number, b as number, c as number, d as number]
}
