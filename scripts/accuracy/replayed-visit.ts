import type { ArmTotals } from '../../src/duel/arm-totals.ts'
import { quadsPerVisit } from '../../src/duel/duel-plan.ts'
import type { DuelVisit } from '../../src/duel/duel-visit.ts'
import { type Arm, type Quad, roundChange, slicesOf } from '../../src/duel/quad.ts'
import { NO_ERRORS, type Slice } from '../../src/load/slice.ts'
import { mean } from '../../src/stats/quantiles.ts'
import type { Random } from '../../src/stats/random.ts'
import type { RecordedQuad, RecordedRound } from './trace.ts'

/** What a recorded round comes to, worked out once for thousands of replays. */
export interface PreparedRound {
  readonly round: RecordedRound
  readonly quads: readonly PreparedQuad[]
  readonly whole: Summary
}

/** A recorded quad as the duel knows it; its slices have no more than their rates. */
type PreparedQuad = Quad

interface Summary {
  readonly change: number | null
  readonly void: number
  readonly base: number
  readonly head: number
}

export function prepareRound(round: RecordedRound): PreparedRound {
  const quads = round.quads.map(prepareQuad)
  return { round, quads, whole: summarise(quads) }
}

function prepareQuad(quad: RecordedQuad): PreparedQuad {
  if (quad.length === 2) return { slices: [], void: quad[1] }
  const [order, ...rates] = quad
  const arms: readonly Arm[] =
    order === 'BHHB' ? ['base', 'head', 'head', 'base'] : ['head', 'base', 'base', 'head']
  return { slices: rates.map((rate, index) => ({ arm: arms[index] as Arm, slice: sliceOf(rate) })) }
}

function sliceOf(rate: number): Slice {
  return { completed: rate, errors: NO_ERRORS, elapsed: 1, generatorCpu: 0 }
}

function summarise(quads: readonly PreparedQuad[]): Summary {
  const counted = quads.filter((quad) => quad.void === undefined)
  const rate = (arm: Arm) =>
    counted.length === 0 ? 0 : mean(slicesOf(arm, counted).map(({ completed }) => completed))
  return {
    change: roundChange(quads),
    void: quads.filter((quad) => quad.void !== undefined && quad !== BREAK).length,
    base: rate('base'),
    head: rate('head'),
  }
}

/** Between quads that were not measured one after the other: no change is taken across it. */
const BREAK: Quad = { slices: [], void: 'stretched' }

/**
 * A recorded round as a visit of a duel whose head lost `loss`. Its arms are exchanged where `exchanged`: they were the
 * same program, so the recording was as likely the other way round, order of the slices and all. Where the plan wants
 * another number of quads than were recorded, they are drawn from the round.
 */
export function replayVisit(
  prepared: PreparedRound,
  { exchanged, loss, measure, random }: { exchanged: boolean; loss: number; measure: number; random: Random },
): { visit: DuelVisit; milliseconds: number } {
  const { round, quads } = prepared
  const wanted = quadsPerVisit(measure, round.slice)
  const summary = wanted === quads.length ? prepared.whole : summarise(drawn(quads, wanted, random))
  const [base, head] = exchanged ? [summary.head, summary.base] : [summary.base, summary.head]
  const change = summary.change === null ? null : exchanged ? -summary.change : summary.change
  const elapsed = (wanted * 2 * round.slice) / 1000
  const totals = (throughput: number): ArmTotals => ({
    throughput,
    completed: throughput * elapsed,
    errors: { status: 0, body: 0, connection: 0, timeout: 0 },
    elapsed,
    generatorCpu: round.generator * elapsed,
  })
  return {
    visit: {
      figures: [
        {
          gain: change === null ? null : change + Math.log1p(-loss),
          base: base > 0 ? base : null,
          head: head > 0 ? head * (1 - loss) : null,
        },
      ],
      quads: wanted,
      void: summary.void,
      arms: { base: totals(base), head: totals(head * (1 - loss)) },
      slice: round.slice,
      pinned: true,
      overhead: round.overhead * 1000,
    },
    milliseconds: round.seconds * 1000 + (wanted - quads.length) * 4 * round.slice,
  }
}

function drawn(quads: readonly PreparedQuad[], wanted: number, random: Random): PreparedQuad[] {
  const one = () => quads[Math.floor(random() * quads.length)] as PreparedQuad
  return Array.from({ length: wanted }, () => [one(), BREAK]).flat()
}
