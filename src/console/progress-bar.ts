import { createLogUpdate } from 'log-update'
import type { Progress, ProgressState } from '../duel/progress.ts'

const WIDTH = 24
/** Between two lines where there is no terminal to redraw, in ms: a log is not a cinema. */
const LINE_INTERVAL = 15_000

/** A live bar on a terminal, a line every quarter of a minute in a log, nothing where quiet. */
export function progressOn(
  stream: NodeJS.WriteStream,
  options: { readonly quiet: boolean; readonly now: () => number; readonly live?: boolean },
): Progress {
  if (options.quiet) return { say() {}, advance() {}, finish() {} }
  return (options.live ?? stream.isTTY) ? liveBar(stream) : plainLines(stream, options.now)
}

function liveBar(stream: NodeJS.WriteStream): Progress {
  const update = createLogUpdate(stream)
  return {
    say(line) {
      update.clear()
      stream.write(`${line}\n`)
    },
    advance: (state) => update(barLine(state)),
    finish() {
      update.clear()
      update.done()
    },
  }
}

function plainLines(stream: NodeJS.WriteStream, now: () => number): Progress {
  let last = Number.NEGATIVE_INFINITY
  return {
    say: (line) => void stream.write(`${line}\n`),
    advance(state) {
      if (now() - last < LINE_INTERVAL) return
      last = now()
      stream.write(`${barLine(state)}\n`)
    },
    finish() {},
  }
}

/** `━━━━━━────  42 %  1 min 05 s left  checkout on 2 cores`. */
export function barLine({ done, total, label, secondsLeft }: ProgressState): string {
  const share = total === 0 ? 1 : Math.min(1, done / total)
  const filled = Math.round(share * WIDTH)
  const bar = '━'.repeat(filled) + '─'.repeat(WIDTH - filled)
  const left = secondsLeft === undefined ? '' : `  ${timeLeft(secondsLeft)} left`
  return `${bar} ${String(Math.round(share * 100)).padStart(3)} %${left}  ${label}`
}

function timeLeft(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  const minutes = Math.floor(whole / 60)
  return minutes === 0 ? `${whole} s` : `${minutes} min ${String(whole % 60).padStart(2, '0')} s`
}
