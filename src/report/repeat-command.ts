import { durationText } from '../config/duration.ts'
import type { Comparison } from '../result/comparison.ts'
import type { Shard } from '../result/shared-schema.ts'

/** What was asked for, as far as it decides what is measured. */
export interface Asked {
  readonly only: readonly string[]
  readonly shard?: Shard
  readonly config?: string
  readonly cores?: readonly number[]
  /** Milliseconds. */
  readonly budget?: number
  /** Left out where it is the default, `auto`. */
  readonly evidence?: string
  /** Head was named: another commit than the checkout's. */
  readonly headNamed?: boolean
}

/** The command that holds the same comparison again, on anyone's machine: the commits, the seed, and what was asked for. */
export function repeatCommand({ base, head, seed }: Comparison, asked: Asked): string {
  const { only, shard, config, cores, budget, evidence = 'auto', headNamed = false } = asked
  const options: readonly (readonly [string, string | undefined])[] = [
    ['base', base.slice(0, 12)],
    ['head', headNamed ? head.slice(0, 12) : undefined],
    ['config', config],
    ['only', only.length === 0 ? undefined : only.join(',')],
    ['shard', shard && `${shard.index}/${shard.of}`],
    ['cores', cores?.join(',')],
    ['evidence', evidence === 'auto' ? undefined : evidence],
    ['budget', budget === undefined ? undefined : durationText(budget)],
    ['seed', seed === '' ? undefined : seed],
  ]
  const given = options.flatMap(([option, value]) =>
    value === undefined ? [] : [`--${option} ${word(value)}`],
  )
  return `npx corecurve compare ${given.join(' ')}`
}

/** One word of a shell, whatever it holds. */
function word(text: string): string {
  return /^[\w./,@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
