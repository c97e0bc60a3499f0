import { UserError } from '../user-error.ts'
import { describeValue } from './printable.ts'

export const PERCENTAGE_PATTERN = /^(\d{1,2}(?:\.\d{1,6})?)%$/
export const PERCENTAGE_ALLOWED = 'a percentage from 0% to below 100%, such as 3% or 0.5%'

/** `3%` as a fraction, 0.03; nothing where the text is no percentage from 0 to below 100. */
export function percentageOf(text: string): number | undefined {
  const [, amount] = PERCENTAGE_PATTERN.exec(text) ?? []
  return amount === undefined ? undefined : Number(amount) / 100
}

/**
 * A percentage that a person typed, as a fraction. The sign is required: 3 could mean 3% or 300%.
 * @param name what the user calls the value, such as `--tolerance`
 * @throws UserError where it is no percentage
 */
export function parsePercent(text: string, name: string): number {
  const fraction = percentageOf(text)
  if (fraction !== undefined) return fraction
  throw new UserError(`${name}: found ${describeValue(text)}; allowed: ${PERCENTAGE_ALLOWED}`)
}
