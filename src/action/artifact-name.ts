import type { Inputs } from './inputs.ts'

/** `corecurve`, or `corecurve-1-of-4` for a part: under this name the publishing job looks for the result. */
export function artifactName({ artifact, shard }: Pick<Inputs, 'artifact' | 'shard'>): string {
  return shard === undefined ? artifact : `${artifact}-${shard.index}-of-${shard.of}`
}
