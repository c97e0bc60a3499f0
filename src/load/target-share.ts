import type { PlannedRequest, Regime, Target } from './generator-protocol.ts'

/** What one of several threads does of a target's load: `index` from 0, below `of`. All shares together are the whole. */
export function shareOf(target: Target, index: number, of: number): Target {
  if (of === 1) return target
  return {
    ...target,
    connections: Math.floor(target.connections / of) + (index < target.connections % of ? 1 : 0),
    regime: regimeShare(target.regime, index, of),
    requests: target.requests.map((request) => ({ ...request, bodies: bodiesShare(request, index, of) })),
    seed: `${target.seed}/${index}`,
  }
}

function regimeShare(regime: Regime, index: number, of: number): Regime {
  // Of a constant rate each takes every so many-th request.
  const phase = (index + 0.5) / of
  switch (regime.kind) {
    case 'closed':
    case 'stream':
      return regime
    case 'open':
      return { ...regime, rate: regime.rate / of, phase }
    case 'overload':
      return { ...regime, rate: regime.rate / of, calmRate: regime.calmRate / of, phase }
  }
}

/** Every so many bodies, so that all threads together send each of them; too few to share go with everyone. */
function bodiesShare({ bodies }: PlannedRequest, index: number, of: number): readonly Uint8Array[] {
  return bodies.length < of ? bodies : bodies.filter((_, position) => position % of === index)
}
