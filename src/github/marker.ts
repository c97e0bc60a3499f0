/** What the first line of a comment of ours says about it. */
export interface Marker {
  /** Tells several comments of ours under one pull request apart: letters, digits, `._-`, 64 at most. */
  readonly key: string
  /** Commit that was measured, as 7 to 64 hex digits. */
  readonly sha: string
  /** A number that grows from run to run, and the attempt within a run. */
  readonly run: number
  readonly attempt: number
}

const SHOWN_SHA = 7
const PATTERN =
  /^<!-- corecurve:v1 key=([A-Za-z0-9._-]{1,64}) sha=([0-9a-f]{7,64}) run=(\d{1,15}) attempt=(\d{1,15}) -->\r?$/

/** The marker line, without a line end. Throws a RangeError where a field could not be read back. */
export function formatMarker({ key, sha, run, attempt }: Marker): string {
  const line = `<!-- corecurve:v1 key=${key} sha=${sha.slice(0, SHOWN_SHA)} run=${run} attempt=${attempt} -->`
  if (!PATTERN.test(line)) throw new RangeError(`Not a marker: ${JSON.stringify(line)}`)
  return line
}

/** Reads the marker of a comment. Only the first line counts: the rest may quote what strangers wrote. */
export function parseMarker(body: string): Marker | undefined {
  const match = PATTERN.exec(body.split('\n', 1)[0]!)
  if (match === null) return undefined
  const [, key, sha, run, attempt] = match as unknown as [string, string, string, string, string]
  return { key, sha, run: Number(run), attempt: Number(attempt) }
}

/** Negative where `a` is from an older run or attempt than `b`, 0 where from the same. */
export function compareMarkers(a: Marker, b: Marker): number {
  return a.run - b.run || a.attempt - b.attempt
}
