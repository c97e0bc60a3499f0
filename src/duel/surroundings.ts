import type { Skipped } from '../result/shared-schema.ts'
import type { DuelResult } from './measure-duel.ts'

/** What the points of a duel are seen in. */
export interface Surroundings {
  readonly colocated: (cores: number) => boolean
  /** CPUs in use, the programs' and the generator's. */
  readonly usedCpus: number
  readonly skipped: readonly Skipped[]
  readonly duel: Pick<DuelResult, 'pace' | 'layout'>
}
