/** Which run of the workflow wrote something, so that an older one never overwrites what a newer one says. */
export interface RunAttempt {
  /** A number that grows from run to run. */
  readonly run: number
  /** Within the run, from 1. */
  readonly attempt: number
}

/** Negative where `a` is older than `b`, 0 where they are the same attempt of the same run. */
export function compareAttempts(a: RunAttempt, b: RunAttempt): number {
  return a.run - b.run || a.attempt - b.attempt
}

/** `118/2`. */
export function formatAttempt({ run, attempt }: RunAttempt): string {
  return `${run}/${attempt}`
}

/** Reads what `formatAttempt` wrote; undefined for anything else. */
export function parseAttempt(text: string): RunAttempt | undefined {
  const match = /^(\d{1,15})\/(\d{1,15})$/.exec(text)
  return match === null ? undefined : { run: Number(match[1]), attempt: Number(match[2]) }
}
