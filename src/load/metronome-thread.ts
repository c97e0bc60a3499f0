/** Worker thread of `metronome.ts`: sleeps until something is due, tells its parent, and sleeps again. */
import { parentPort } from 'node:worker_threads'
import { BEATING, PASSED, type Score, STOPPED } from './metronome.ts'
import { monotonicNow } from './monotonic-clock.ts'

/** Milliseconds from one beat to the next at the least. */
const FINEST = 0.5

parentPort?.on('message', play)

function play({ times, state }: Score): void {
  let next = 0
  let earliest = 0
  for (;;) {
    next = Math.max(next, Atomics.load(state, PASSED))
    const due = times[next]
    if (due === undefined) return
    const wait = Math.max(due, earliest) - monotonicNow()
    if (Atomics.wait(state, STOPPED, 0, Math.max(0, wait)) !== 'timed-out') return
    const now = monotonicNow()
    // What was attended to during the sleep needs no beat, and one that is still on its way serves all that is due.
    if (now >= due && Atomics.load(state, PASSED) <= next && Atomics.exchange(state, BEATING, 1) === 0)
      parentPort?.postMessage(0)
    while ((times[next] ?? Number.POSITIVE_INFINITY) <= now) next += 1
    earliest = now + FINEST
  }
}
