import { UserError } from '../user-error.ts'
import { describeValue } from './printable.ts'

export const DURATION_PATTERN = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)$/
export const DURATION_ALLOWED = 'a duration from 1ms to 24h, such as 500ms, 30s, 2m or 1h'

const MILLISECONDS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const
const LONGEST = 24 * MILLISECONDS.h

/** `30s` in milliseconds, whole; nothing where the text is no duration from 1 ms to 24 h. */
export function durationOf(text: string): number | undefined {
  const [, amount, unit] = DURATION_PATTERN.exec(text) ?? []
  if (amount === undefined) return undefined
  const milliseconds = Math.round(Number(amount) * MILLISECONDS[unit as keyof typeof MILLISECONDS])
  return milliseconds >= 1 && milliseconds <= LONGEST ? milliseconds : undefined
}

/** Whole milliseconds as a person would type them: `90000` is `90s`. */
export function durationText(milliseconds: number): string {
  const unit = (['h', 'm', 's'] as const).find((each) => milliseconds % MILLISECONDS[each] === 0) ?? 'ms'
  return `${milliseconds / MILLISECONDS[unit]}${unit}`
}

/**
 * A duration that a person typed, in milliseconds.
 * @param name what the user calls the value, such as `--budget`
 * @throws UserError where it is no duration
 */
export function parseDuration(text: string, name: string): number {
  const milliseconds = durationOf(text)
  if (milliseconds !== undefined) return milliseconds
  throw new UserError(`${name}: found ${describeValue(text)}; allowed: ${DURATION_ALLOWED}`)
}
