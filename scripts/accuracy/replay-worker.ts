// Replays what it is sent, one piece after the other: a thread of scripts/accuracy/replay.ts.
import { parentPort, workerData } from 'node:worker_threads'
import { type Prepared, prepare, replayScenario } from './replay-scenario.ts'
import type { Scenario } from './scenario.ts'
import { CONDITIONS, type Condition, type Trace } from './trace.ts'

/** A piece of a scenario's replays. */
export interface Piece {
  readonly scenario: Scenario
  readonly from: number
  readonly to: number
}

const { traces, seed } = workerData as { traces: Trace[]; seed: string }
const prepared = new Map<Condition, Prepared>(
  CONDITIONS.map((condition) => [condition, prepare(traces, condition)]),
)
parentPort?.on('message', async ({ scenario, from, to }: Piece) => {
  parentPort?.postMessage(
    await replayScenario(prepared.get(scenario.condition) as Prepared, scenario, { seed, from, to }),
  )
})
