/** What a figure may be: from `low` to `high`. */
export interface Range {
  readonly low: number
  readonly high: number
}

/** What a target asks of a figure. */
export type Wanted = { readonly atLeast: number } | { readonly atMost: number }

/** “yes” where the whole range meets the target, “no” where none of it does; nothing known is “not shown”. */
export function metBy(range: Range | undefined, wanted: Wanted): 'yes' | 'no' | 'not shown' {
  if (range === undefined) return 'not shown'
  const meets = (value: number) => ('atLeast' in wanted ? value >= wanted.atLeast : value <= wanted.atMost)
  const ends = [meets(range.low), meets(range.high)]
  if (ends.every(Boolean)) return 'yes'
  return ends.some(Boolean) ? 'not shown' : 'no'
}
