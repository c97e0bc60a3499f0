/** How often a timer looks, in ms. */
const TICK = 50

/** A watch over the event loop's own time. */
export interface StandstillWatch {
  /** Ends it: the longest time, in seconds, in which not even a timer of this process ran. */
  end(): number
}

/**
 * Tells a machine that slept or a clock that jumped, in which nothing ran here either, from a program that took long to
 * answer, for which the timers here went on.
 */
export function watchStandstill(now: () => number = () => performance.now()): StandstillWatch {
  let last = now()
  let longest = 0
  const look = () => {
    const at = now()
    longest = Math.max(longest, at - last - TICK)
    last = at
  }
  const timer = setInterval(look, TICK)
  return {
    end() {
      clearInterval(timer)
      look()
      return Math.max(0, longest) / 1000
    },
  }
}
