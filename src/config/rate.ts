import type { Rate } from './config.ts'

export const RATE_PATTERN = /^(?:(\d{1,4}(?:\.\d{1,6})?)%|(\d{1,7}(?:\.\d{1,3})?)\/s)$/

/** `70%` as a share of capacity, `500/s` as so many a second; nothing where the text is no rate. */
export function rateOf(text: string): Rate | undefined {
  const [, percent, perSecond] = RATE_PATTERN.exec(text) ?? []
  if (percent !== undefined) return { kind: 'share', ofCapacity: Number(percent) / 100 }
  if (perSecond !== undefined) return { kind: 'absolute', perSecond: Number(perSecond) }
  return undefined
}

/** A number, perhaps thousands, and a unit in anybody's spelling. */
const WRITTEN = /^\s*(\d{1,9}(?:\.\d{1,9})?)\s*(k?)\s*([a-z/% ]{0,30})$/i
const PERCENT = /^(%|percent|pct)( of capacity)?$/
const PER_SECOND = /^(rps|qps|hz|(r|req|reqs|requests?)? ?(\/|per) ?(s|secs?|seconds?))$/
const PER_MINUTE = /^(rpm|(r|req|reqs|requests?)? ?(\/|per) ?(m|mins?|minutes?))$/

/**
 * What somebody meant who wrote a rate in another spelling: `500/s` for `500 req/s`, `70%` for `0.7`, and both
 * `70% or 70/s` for `70`, which could be either.
 * @param accepts whether a rate may stand there
 */
export function meantRate(written: unknown, accepts: (rate: Rate) => boolean): string | undefined {
  const spellings = spellingsOf(written).filter((text) => {
    const rate = rateOf(text)
    return rate !== undefined && accepts(rate)
  })
  return spellings.length === 0 ? undefined : spellings.join(' or ')
}

function spellingsOf(written: unknown): string[] {
  if (typeof written === 'number') return [...shares(written), perSecond(written)]
  if (typeof written !== 'string') return []
  const [, digits, thousands, unit = ''] = WRITTEN.exec(written) ?? []
  if (digits === undefined) return []
  const amount = Number(digits) * (thousands === '' ? 1 : 1000)
  const plain = unit.trim().toLowerCase()
  if (plain === '') return [...shares(amount), perSecond(amount)]
  if (PERCENT.test(plain)) return [percent(amount)]
  if (PER_SECOND.test(plain)) return [perSecond(amount)]
  if (PER_MINUTE.test(plain)) return [perSecond(amount / 60)]
  return []
}

/** 0.7 and 1.5 are shares of one, 70 and 150 are per cent. */
function shares(amount: number): string[] {
  return amount < 10 && !Number.isInteger(amount) ? [percent(amount * 100)] : [percent(amount)]
}

const percent = (amount: number) => `${rounded(amount, 6)}%`
const perSecond = (amount: number) => `${rounded(amount, 3)}/s`
const rounded = (amount: number, decimals: number) => Number(amount.toFixed(decimals))
