import type { ComparisonPoint } from '../result/comparison.ts'
import type { Measured } from '../result/shared-schema.ts'

/**
 * The figure of an arm that is printed: of a duel what the change beside it is the ratio of, so that whoever divides finds
 * that change; else the median of rounds. Undefined where the arm was not measured.
 */
export function shownFigure(
  point: ComparisonPoint,
  arm: 'base' | 'head',
): Pick<Measured, 'median' | 'unit'> | undefined {
  const measured = point[arm]
  const median = point.compared?.[arm] ?? measured?.median
  return measured === undefined || median === undefined ? undefined : { median, unit: measured.unit }
}
