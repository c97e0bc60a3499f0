import type { BaselineRecord } from '../result/record.ts'

/** A record in the branch, as far as its path tells. */
export interface RecordEntry {
  readonly path: string
  /** When it was measured, ISO 8601 in UTC, to the millisecond. */
  readonly at: string
  /** First twelve digits of the measured commit. */
  readonly commit12: string
}

const PATH = /^runs\/(\d{4})\/(\d\d)\/(\d\d)\/(\d\d)(\d\d)(\d\d)(\d{3})-([0-9a-f]{12})(?:-([1-9]\d*))?\.json$/

/**
 * Where a record is stored, in UTC: `runs/2026/03/07/142233123-0123456789ab.json`.
 * @param copy 2 and up for another record of the same commit at the same millisecond
 */
export function recordPath({ at, commit }: Pick<BaselineRecord, 'at' | 'commit'>, copy = 1): string {
  const [date, time] = new Date(at).toISOString().split('T')
  const clock = time!.replace(/\D/g, '')
  const suffix = copy === 1 ? '' : `-${copy}`
  return `runs/${date!.replaceAll('-', '/')}/${clock}-${commit.slice(0, 12)}${suffix}.json`
}

/** Reads a path of the branch; undefined where it is not that of a record. */
export function parseRecordPath(path: string): RecordEntry | undefined {
  const match = PATH.exec(path)
  if (match === null) return undefined
  const [, year, month, day, hours, minutes, seconds, milliseconds, commit12] = match
  const at = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${milliseconds}Z`
  const instant = new Date(at)
  // 31 February would be read as some day of March.
  if (Number.isNaN(instant.getTime()) || instant.toISOString() !== at) return undefined
  return { path, at, commit12: commit12! }
}

/** The records among the paths of a branch, newest first. */
export function recordEntries(paths: Iterable<string>): RecordEntry[] {
  return [...paths]
    .map(parseRecordPath)
    .filter((entry) => entry !== undefined)
    .sort((a, b) => compareText(b.at, a.at) || compareText(b.path, a.path))
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
