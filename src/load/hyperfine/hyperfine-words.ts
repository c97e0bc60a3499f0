import { stripVTControlCharacters } from 'node:util'

/** Hyperfine's own warnings about the runs of a command. It gives one of them at most. */
export interface HyperfineWarnings {
  /** Some runs stand out from the others. Hyperfine 2 does not tell any more. */
  readonly outliers: boolean
  /** The first run was much slower than the others, as where it filled caches. */
  readonly slowFirstRun: boolean
}

/** What a hyperfine that gave up printed: its own reason, and what the command and its helpers printed before. */
export interface HyperfineFailure {
  /** In words that follow the command's name: “exited with status 3”. Absent where hyperfine says something else. */
  readonly reason?: string
  /** Oldest first. */
  readonly output: readonly string[]
}

/** Reads the warnings from what a finished hyperfine printed without a style. */
export function readWarnings(printed: readonly string[]): HyperfineWarnings {
  const says = (words: RegExp) => printed.some((line) => words.test(stripVTControlCharacters(line)))
  return {
    outliers: says(/^\s*Warning: Statistical outliers were detected\./),
    slowFirstRun: says(/^\s*Warning: The first benchmarking run for this command was significantly slower/),
  }
}

/** Tells hyperfine's own last words from those of the command that it timed. */
export function readFailure(printed: readonly string[]): HyperfineFailure {
  const lines = printed.map(stripVTControlCharacters)
  const begin = lines.findLastIndex((line) => line.startsWith('Error: '))
  // The sentence names the command, whose text may have several lines; its end is always the same advice.
  const end = lines.findIndex((line, index) => index >= begin && ADVICE.test(line))
  const reason = begin < 0 || end < 0 ? undefined : explain(lines.slice(begin, end + 1).join(' '))
  if (reason === undefined) return { output: printed }
  return { reason, output: [...printed.slice(0, begin), ...printed.slice(end + 1)] }
}

const ADVICE = /Use the '(-i'\/'--ignore-failure|--show-output)' option|Append ' \|\| true' to the command/

/** The advice is about options of hyperfine, so its sentence is said anew in our words. */
function explain(error: string): string | undefined {
  const helper = /^Error: The (setup|preparation|cleanup) command (terminated|failed)/.exec(error)
  if (helper !== null)
    return `was not timed: its ${helper[1] === 'preparation' ? 'prepare' : helper[1]} failed`
  const status = /terminated with non-zero exit code:? (\d+)(?: in ([a-z0-9 -]+))?\. Use/.exec(error)
  if (status !== null) return `exited with status ${status[1]}${during(status[2])}`
  const signal = /terminated by a signal(?: in ([a-z0-9 -]+))?\. Use/.exec(error)
  return signal === null ? undefined : `was ended by a signal${during(signal[1])}`
}

function during(run: string | undefined): string {
  return run === undefined ? '' : ` in ${run.replace('warmup', 'warm-up').replace('benchmark ', 'timed ')}`
}
