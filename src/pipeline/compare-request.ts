import type { BaselineStore } from '../baseline/store.ts'
import type { Subject } from './bench.ts'

/** What a comparison may rest on: a duel, the stored baseline, or a duel for all that the baseline cannot clear. */
export type EvidenceChoice = 'auto' | 'duel' | 'stored'

export interface CompareRequest {
  /** Head. */
  readonly subject: Subject
  /** Root of the git repository that holds both commits. */
  readonly repository: string
  /** Root of head's checkout, where that is another than `repository`. */
  readonly headRoot?: string
  /** Commit that head is compared with. */
  readonly base: string
  readonly evidence: EvidenceChoice
  /** Base and its ancestors, nearest first: asked only where the stored baseline is. */
  readonly ancestors: () => Promise<readonly string[]>
  /** The baseline branch; undefined where it cannot be read. */
  readonly openStore: () => Promise<BaselineStore | undefined>
}
