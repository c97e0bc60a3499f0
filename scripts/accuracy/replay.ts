import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Piece } from './replay-worker.ts'
import type { Scenario } from './scenario.ts'
import { addTallies, NO_TALLY, type Tally } from './tally.ts'
import type { Trace } from './trace.ts'

const PIECE = 250

/** Replays every scenario `count(scenario)` times on all CPUs. Tallies in the order of the scenarios. */
export async function replayAll(
  traces: readonly Trace[],
  scenarios: readonly Scenario[],
  { seed, count, say }: { seed: string; count: (scenario: Scenario) => number; say: (line: string) => void },
): Promise<Tally[]> {
  const pieces = scenarios.flatMap((scenario, index) => {
    const replays = count(scenario)
    return Array.from({ length: Math.ceil(replays / PIECE) }, (_, piece) => ({
      index,
      piece: { scenario, from: piece * PIECE, to: Math.min(replays, (piece + 1) * PIECE) } satisfies Piece,
    }))
  })
  const done: Tally[] = new Array(pieces.length)
  let next = 0
  let finished = 0
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('./replay-worker.ts', import.meta.url), {
      workerData: { traces, seed },
    })
    try {
      while (next < pieces.length) {
        const mine = next++
        done[mine] = await ask(worker, pieces[mine]?.piece as Piece)
        finished += 1
        if (finished % 20 === 0) say(`replayed ${Math.round((100 * finished) / pieces.length)} %`)
      }
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: Math.min(8, availableParallelism()) }, work))
  return scenarios.map((_, index) =>
    // In the order of the pieces, so that no figure depends on which thread was faster.
    done.filter((_, piece) => pieces[piece]?.index === index).reduce(addTallies, NO_TALLY),
  )
}

async function ask(worker: Worker, piece: Piece): Promise<Tally> {
  return await new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(error)
    worker.once('error', failed)
    worker.once('message', (tally: Tally) => {
      worker.off('error', failed)
      resolve(tally)
    })
    worker.postMessage(piece)
  })
}
