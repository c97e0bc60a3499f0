import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { workerFile } from '../worker-file.ts'
import { monotonicNow } from './monotonic-clock.ts'

/** Cells of `Score.state`. */
export const STOPPED = 0
/** How many of the times need no beat any more. */
export const PASSED = 1
/** 1 while a beat is on its way. */
export const BEATING = 2

/** What the metronome's thread is given to beat. */
export interface Score {
  /** Milliseconds of the monotonic clock, ascending, in shared memory. */
  readonly times: Float64Array
  readonly state: Int32Array
}

/**
 * Wakes this thread when something is due, to about a tenth of a millisecond.
 *
 * Node's own timers are a millisecond coarse, as much as a fast service takes to answer, and the usual remedy, to spin on
 * the clock, burns a CPU that the program under test may share. Here a thread of its own sleeps in the kernel until
 * the next time and then sends a message. Measured on a busy two-CPU machine: half of the beats come within 0.1 ms, and
 * one costs 40 to 50 µs of CPU. So there are at most two thousand a second, a tenth of a CPU: above that rate a
 * request waits up to half a millisecond for the next beat, or for an answer that wakes its thread first.
 */
export class Metronome {
  readonly #thread = new Worker(workerFile('metronome-thread'))
  readonly #online = once(this.#thread, 'online')
  #beat = () => {}
  #state: Int32Array | undefined

  constructor() {
    this.#thread.on('message', () => {
      if (this.#state === undefined) return
      Atomics.store(this.#state, BEATING, 0)
      this.#beat()
    })
    this.#thread.unref()
  }

  /** Its thread runs: before that, beats come late. */
  async ready(): Promise<void> {
    // Alone it would not keep the process from ending.
    this.#thread.ref()
    await this.#online
    this.#thread.unref()
  }

  /**
   * Beats at `times`, until stopped or started anew.
   * @param times milliseconds from `start` on the clock of `performance.now()`, ascending
   */
  start(times: Float64Array, { start, beat }: { readonly start: number; readonly beat: () => void }): void {
    this.stop()
    const offset = monotonicNow() - performance.now() + start
    const shared = new Float64Array(new SharedArrayBuffer(times.byteLength))
    for (const [index, time] of times.entries()) shared[index] = offset + time
    this.#beat = beat
    this.#state = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT))
    this.#thread.postMessage({ times: shared, state: this.#state } satisfies Score)
  }

  /** The first `count` times have been attended to. */
  passed(count: number): void {
    if (this.#state !== undefined) Atomics.store(this.#state, PASSED, count)
  }

  stop(): void {
    if (this.#state === undefined) return
    Atomics.store(this.#state, STOPPED, 1)
    Atomics.notify(this.#state, STOPPED)
    this.#state = undefined
  }
}

let metronome: Metronome | undefined

/** The one of this thread: slices are run one at a time, and so a second one would only sleep. */
export function theMetronome(): Metronome {
  metronome ??= new Metronome()
  return metronome
}
