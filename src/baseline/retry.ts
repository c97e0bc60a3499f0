import { setTimeout as wait } from 'node:timers/promises'

/** The world that retrying needs: milliseconds, a pause, and a number from 0 up to 1. */
export interface Timing {
  readonly clock: () => number
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>
  readonly random: () => number
}

export const realTiming: Timing = {
  clock: Date.now,
  sleep: async (milliseconds, signal) => {
    await wait(milliseconds, undefined, { signal })
  },
  random: Math.random,
}

export type Attempt<T> = { kind: 'done'; value: T } | { kind: 'again'; said: string }

export type Tried<T> =
  | { kind: 'done'; value: T; attempts: number }
  /** Patience ran out; `said` is what the last attempt met. */
  | { kind: 'gave-up'; said: string; attempts: number; milliseconds: number }

const FIRST_PAUSE = 250
const LONGEST_PAUSE = 8000

/** Milliseconds before the next attempt: random up to a bound that doubles each time, so that racers spread out. */
export function pauseAfter(attempt: number, random: number): number {
  return random * Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1))
}

/** Tries until it is done or the next attempt would start after `patience` milliseconds. */
export async function retry<T>(
  attempt: (number: number) => Promise<Attempt<T>>,
  { timing, patience, signal }: { timing: Timing; patience: number; signal?: AbortSignal },
): Promise<Tried<T>> {
  const start = timing.clock()
  for (let attempts = 1; ; attempts++) {
    const result = await attempt(attempts)
    if (result.kind === 'done') return { ...result, attempts }
    const pause = pauseAfter(attempts, timing.random())
    const milliseconds = timing.clock() - start
    if (milliseconds + pause > patience) return { kind: 'gave-up', said: result.said, attempts, milliseconds }
    await timing.sleep(pause, signal)
  }
}
