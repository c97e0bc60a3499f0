import { type OverallVerdict, overallVerdictSchema } from '../result/comparison.ts'
import { compareAttempts, type RunAttempt } from './run-attempt.ts'

/** What the first line of a comment of ours says about it. */
export interface Marker extends RunAttempt {
  /** Tells several comments of ours under one pull request apart: letters, digits, `._-`, 64 at most. */
  readonly key: string
  /** Head of the pull request that was measured, as 7 to 64 hex digits. */
  readonly sha: string
  /** What the comment tells; absent where it tells of no comparison. */
  readonly verdict?: OverallVerdict
  /** The last commit of which the comment told a regression. Kept when the regression is gone, so that it says so. */
  readonly regressed?: string
}

/**
 * In order of run and attempt; of the same attempt a failure to measure comes after what else was told, and a regression
 * last: two jobs of one run may report under one name, and the better result must not cover the worse.
 */
export function compareTold(a: Told, b: Told): number {
  return compareAttempts(a, b) || gravity(a) - gravity(b)
}
type Told = RunAttempt & Pick<Marker, 'verdict'>

function gravity({ verdict }: Told): number {
  if (verdict === 'regression') return 2
  return verdict === 'failed' ? 1 : 0
}

const SHOWN_SHA = 7
const PATTERN =
  /^<!-- corecurve:v1 key=(?<key>[A-Za-z0-9._-]{1,64}) sha=(?<sha>[0-9a-f]{7,64}) run=(?<run>\d{1,15}) attempt=(?<attempt>\d{1,15})(?: verdict=(?<verdict>[a-z]{1,20}))?(?: regressed=(?<regressed>[0-9a-f]{7,64}))? -->\r?$/

/** The marker line, without a line end. Throws a RangeError where a field could not be read back. */
export function formatMarker({ key, sha, run, attempt, verdict, regressed }: Marker): string {
  const told = verdict === undefined ? '' : ` verdict=${verdict}`
  const since = regressed === undefined ? '' : ` regressed=${regressed.slice(0, SHOWN_SHA)}`
  const line = `<!-- corecurve:v1 key=${key} sha=${sha.slice(0, SHOWN_SHA)} run=${run} attempt=${attempt}${told}${since} -->`
  if (!PATTERN.test(line)) throw new RangeError(`Not a marker: ${JSON.stringify(line)}`)
  return line
}

/** Reads the marker of a comment. Only the first line counts: the rest may quote what strangers wrote. */
export function parseMarker(body: string): Marker | undefined {
  const found = PATTERN.exec(body.split('\n', 1)[0]!)?.groups
  if (found === undefined) return undefined
  const verdict = overallVerdictSchema.safeParse(found.verdict).data
  const { regressed } = found
  return {
    ...{ key: found.key!, sha: found.sha!, run: Number(found.run), attempt: Number(found.attempt) },
    ...(verdict === undefined ? {} : { verdict }),
    ...(regressed === undefined ? {} : { regressed }),
  }
}
