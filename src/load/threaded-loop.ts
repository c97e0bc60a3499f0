import type { Target } from './generator-protocol.ts'
import type { LoadThread } from './load-thread.ts'
import type { Loop, LoopCounts } from './loop.ts'
import { mergeCounts } from './merge-counts.ts'
import { shareOf } from './target-share.ts'

/** A loop whose connections and rate are shared by several threads. */
export class ThreadedLoop implements Loop {
  readonly #id: number
  readonly #threads: readonly LoadThread[]

  private constructor(id: number, threads: readonly LoadThread[]) {
    this.#id = id
    this.#threads = threads
  }

  /** @param id of no other loop on these threads */
  static async open(id: number, target: Target, threads: readonly LoadThread[]): Promise<ThreadedLoop> {
    await Promise.all(
      threads.map((thread, index) =>
        thread.ask({ kind: 'open', id, target: shareOf(target, index, threads.length) }),
      ),
    )
    return new ThreadedLoop(id, threads)
  }

  async run(milliseconds: number): Promise<LoopCounts> {
    const answers = await Promise.all(
      this.#threads.map((thread) => thread.ask({ kind: 'run', id: this.#id, milliseconds })),
    )
    return mergeCounts(answers.flatMap((answer) => (answer.kind === 'counts' ? [answer.counts] : [])))
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.ask({ kind: 'close', id: this.#id })))
  }
}
