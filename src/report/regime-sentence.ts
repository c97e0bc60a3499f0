import type { Measure } from '../result/shared-schema.ts'
import { count } from './counts.ts'
import { aLoss } from './direction.ts'
import { worseFindingClause } from './finding.ts'
import { hintOf, namedShift } from './named-shift.ts'
import { factor, interval, isManifold, limit, size } from './numbers.ts'
import { alike, alreadyAtOne, whichUnproven, whileOneCore } from './one-core.ts'
import { type Sentence, say } from './sentence.ts'
import { unseen } from './unseen.ts'
import type { JudgedBenchmark, Shift } from './view.ts'

/**
 * What happened to a series of latency, of gaps or of goodput: “`checkout` p99 latency rose by 31 % (95 % interval
 * 24 to 38) at 2 cores while 1 core held”. Without its full stop.
 */
export function regimeSentence(benchmark: JudgedBenchmark, measure: Measure, label: Sentence): Sentence {
  const shift = namedShift(benchmark)
  const moved = shift ? say`${label} ${movement(shift, measure)}` : label
  switch (benchmark.verdict) {
    case 'scales-worse':
    case 'slower':
    case 'slower-and-scales-worse': {
      const finding = worseFindingClause(benchmark)
      if (shift === undefined) return say`${label} ${finding ?? say`got worse`}`
      const unproven = benchmark.verdict === 'slower' ? whichUnproven(benchmark) : []
      return say`${moved}${beside(benchmark, shift)}${finding ? say`, and ${finding}` : []}${unproven}`
    }
    case 'improved':
      return shift ? moved : say`${label} improved`
    case 'unchanged':
      return say`${label} is unchanged: ${aLoss(benchmark)} above ${limit(benchmark.detect)} is excluded at every core count measured`
    case 'inconclusive':
      return shift
        ? suspicion(benchmark, measure, shift, label)
        : say`${label} is inconclusive: ${unseen(benchmark)}`
    case 'no-baseline':
      return say`${label} has no baseline to compare with`
  }
}

function beside(benchmark: JudgedBenchmark, shift: Shift): Sentence {
  switch (benchmark.verdict) {
    case 'scales-worse':
      return whileOneCore(benchmark)
    case 'slower-and-scales-worse':
      return alreadyAtOne(benchmark)
    default:
      return alike(benchmark, shift)
  }
}

/** “rose by 31 % (95 % interval 24 to 38) at 2 cores”, “lost 12 % of its goodput …”. */
function movement({ point, of, change }: Shift, measure: Measure): Sentence {
  const at = say`${of === 'scaling' ? say` against 1 core` : []} at ${count(point.cores, 'core')}`
  if (isManifold(change)) {
    const { times, interval } = factor(change)
    return say`rose to ${times} base (95 % interval ${interval})${at}`
  }
  const amount = size(change.estimate)
  const doubt = say`(95 % interval ${interval(change)})`
  if (measure.kind !== 'goodput')
    return say`${change.estimate < 0 ? say`fell` : say`rose`} by ${amount} ${doubt}${at}`
  return say`${change.estimate < 0 ? say`lost` : say`gained`} ${amount} of its goodput ${doubt}${at}`
}

/** `of: 'scaling'` where base is of another machine: then only what more cores make of it is compared. */
function suspicion(
  benchmark: JudgedBenchmark,
  measure: Measure,
  { point, of, change }: Shift,
  label: Sentence,
): Sentence {
  const better = hintOf(benchmark) === 'may-be-faster'
  const may =
    measure.kind === 'goodput'
      ? say`may have ${better ? say`gained` : say`lost`} goodput`
      : say`may have ${better ? say`fallen` : say`risen`}`
  const direction = change.estimate < 0 ? say`below` : say`above`
  const what = of === 'measured' ? say`it measured` : say`it measured, against 1 core,`
  const beside = hintOf(benchmark) === 'may-scale-worse' ? whileOneCore(benchmark) : []
  return say`${label} ${may}: at ${count(point.cores, 'core')} ${what} ${size(change.estimate)} ${direction} the stored baseline (95 % interval ${interval(change)})${beside}`
}
