import { createLogUpdate } from 'log-update'
import stringWidth from 'string-width'
import type { Progress, ProgressState } from '../duel/progress.ts'
import { terminalLines, terminalText } from '../report/escape.ts'
import { type TerminalText, terminal } from '../report/safe.ts'

const WIDTH = 24
/** Between two lines where there is no terminal to redraw, in ms: a log is not a cinema. */
const LINE_INTERVAL = 15_000

/**
 * A live bar on a terminal, a line every quarter of a minute in a log, nothing where quiet. What lines quote of a service
 * or of git neither steers the terminal nor commands the runner.
 */
export function progressOn(
  stream: NodeJS.WriteStream,
  options: { readonly quiet: boolean; readonly now: () => number; readonly live?: boolean },
): Progress {
  if (options.quiet) return { say() {}, advance() {}, finish() {} }
  // A terminal that does not know its size has nothing to redraw in.
  const live = options.live ?? (stream.isTTY && stream.columns !== 0 && stream.rows !== 0)
  return live ? liveBar(stream) : plainLines((text) => stream.write(text), options.now)
}

/** A terminal obeys what it is sent, and the log of a job as well: so they are sent no raw string. */
type Write = (text: TerminalText) => unknown

function liveBar(stream: NodeJS.WriteStream): Progress {
  const update = createLogUpdate(stream)
  const write: Write = (text) => stream.write(text)
  const draw: Write = (text) => update(text)
  return {
    say(line) {
      update.clear()
      write(terminal`${terminalLines(line)}\n`)
    },
    advance: (state) => draw(barLine(state, stream.columns)),
    finish() {
      update.clear()
      update.done()
    },
  }
}

function plainLines(write: Write, now: () => number): Progress {
  let last = Number.NEGATIVE_INFINITY
  return {
    say: (line) => void write(terminal`${terminalLines(line)}\n`),
    advance(state) {
      if (now() - last < LINE_INTERVAL) return
      last = now()
      write(terminal`${barLine(state)}\n`)
    },
    finish() {},
  }
}

/**
 * `━━━━━━────  42 %  1 min 05 s left  checkout on 2 cores`. Where that is wider than `columns`, the label goes first,
 * then the bar, then the share: what is left of the time says most.
 */
export function barLine(
  { done, total, label, secondsLeft }: ProgressState,
  columns = Number.POSITIVE_INFINITY,
): TerminalText {
  const fraction = total === 0 ? 1 : Math.min(1, done / total)
  const filled = Math.round(fraction * WIDTH)
  const bar = '━'.repeat(filled) + '─'.repeat(WIDTH - filled)
  const share = `${String(Math.round(fraction * 100)).padStart(3)} %`
  const left = secondsLeft === undefined ? '' : `${timeLeft(secondsLeft)} left`
  const inTime = left === '' ? share : `${share}  ${left}`
  const shortest = left === '' ? share.trim() : left
  const lines = [`${bar} ${inTime}  ${label}`, `${bar} ${inTime}`, inTime.trim(), shortest].map(terminalText)
  return lines.find((line) => stringWidth(line) < columns) ?? terminalText(shortest)
}

function timeLeft(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds))
  const minutes = Math.floor(whole / 60)
  return minutes === 0 ? `${whole} s` : `${minutes} min ${String(whole % 60).padStart(2, '0')} s`
}
