import type { DuelNumbers, PointReason } from '../result/comparison.ts'
import { generatorLimit } from './generator-limit.ts'

/** Above this share of late requests the latency is the generator's as much as the service's. */
export const LATE_LIMIT = 0.05
/** A point with more void quads than this has no verdict. */
export const VOID_LIMIT = 0.25

/** Why a point has no verdict although there are rounds of it; undefined where nothing is wrong with them. */
export function spoilt(numbers: DuelNumbers, cores: number): PointReason | undefined {
  const { quads, generator, late } = numbers
  if (quads === 0) return undefined
  if (generator?.short) return { kind: 'generator-bound' }
  if (generator !== undefined && generator.utilisation > generatorLimit(cores, generator.colocated))
    return { kind: 'generator-bound' }
  if (late !== undefined && late > LATE_LIMIT) return { kind: 'late-sends' }
  if (numbers.aboveCapacity) return { kind: 'rate-above-capacity' }
  return numbers.void > VOID_LIMIT * quads ? { kind: 'void-quads', void: numbers.void, quads } : undefined
}
