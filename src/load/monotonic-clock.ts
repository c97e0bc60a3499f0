import { hrtime } from 'node:process'

/** Milliseconds on a clock that all threads of a process share; `performance.now()` starts anew in each of them. */
export function monotonicNow(): number {
  const [seconds, nanoseconds] = hrtime()
  return seconds * 1000 + nanoseconds / 1e6
}
