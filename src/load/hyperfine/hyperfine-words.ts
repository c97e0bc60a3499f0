import { stripVTControlCharacters } from 'node:util'

/** Hyperfine's own warnings about the runs of a command. It gives one of them at most. */
export interface HyperfineWarnings {
  /** Some runs stand out from the others. */
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

/** The first words of the lines that hyperfine itself prints to standard error without a style. */
const OWN_LINE =
  /^(\s*Warning: (Command took less than|The first benchmarking run|Statistical outliers were|Ignoring non-zero|Ignoring ).*|\s*Error: .*| )$/

/** Reads the warnings from what a finished hyperfine printed; those of 1.15 and of 1.20 begin alike. */
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
  const error = lines.findLast((line) => line.startsWith('Error: '))
  const reason = error === undefined ? undefined : explain(error)
  if (reason === undefined) return { output: printed }
  return { reason, output: printed.filter((_, index) => !OWN_LINE.test(lines[index] ?? '')) }
}

/** Hyperfine's advice is about options of its own, so its sentence is said anew in our words. */
function explain(error: string): string | undefined {
  const status = /Command terminated with non-zero exit code:? (\d+)(?: in ([^.]+))?\./.exec(error)
  if (status !== null) return `exited with status ${status[1]}${during(status[2])}`
  const signal = /The process has been terminated by a signal(?: in ([^.]+))?\./.exec(error)
  if (signal !== null) return `was ended by a signal${during(signal[1])}`
  const helper = /The (setup|preparation|cleanup) command terminated with a non-zero exit code/.exec(error)
  if (helper !== null) return `was not run: its ${helper[1] === 'preparation' ? 'prepare' : helper[1]} failed`
  return undefined
}

function during(run: string | undefined): string {
  return run === undefined ? '' : ` in ${run.replace('warmup', 'warm-up').replace('benchmark ', 'timed ')}`
}
