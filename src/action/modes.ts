import { UserError } from '../user-error.ts'

export const MODES = ['auto', 'measure', 'publish', 'plan', 'bot'] as const
export type Mode = (typeof MODES)[number]

/**
 * Which modes an input without a default goes with. Those with a default cannot be told from left out, and modes that
 * have no use for them do not read them.
 */
const MODES_OF: Readonly<Record<string, readonly Mode[]>> = {
  config: ['auto', 'measure', 'publish', 'plan'],
  only: ['auto', 'measure', 'publish', 'plan'],
  cores: ['auto', 'measure'],
  budget: ['auto', 'measure'],
  'baseline-branch': ['auto', 'measure', 'publish', 'plan'],
  shard: ['measure'],
  shards: ['plan'],
}

/** @throws UserError for an input that the mode would leave unread, and for one that it needs and was not given */
export function refuseForeignInputs(mode: Mode, isGiven: (name: string) => boolean): void {
  for (const [name, modes] of Object.entries(MODES_OF)) {
    if (isGiven(name) && !modes.includes(mode))
      throw new UserError(
        `input ${name}: mode ${mode} has no use for it; it goes with ${modes.join(', ')}. Leave it out.`,
      )
  }
  if (mode === 'plan' && !isGiven('shards'))
    throw new UserError(
      'input shards: mode plan needs the number of parts, such as 4, to divide the benchmarks into',
    )
}
