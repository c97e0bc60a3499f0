import { ClosedLoop } from './closed-loop.ts'
import type { Target } from './generator-protocol.ts'
import type { Loop } from './loop.ts'
import { OpenLoop } from './open-loop.ts'
import { OverloadLoop } from './overload-loop.ts'
import { StreamLoop } from './stream-loop.ts'

/** The loop of a target's regime, on this thread. */
export function startLoop(target: Target): Loop {
  const { regime } = target
  switch (regime.kind) {
    case 'closed':
      return new ClosedLoop(target)
    case 'open':
      return new OpenLoop(target, regime)
    case 'overload':
      return new OverloadLoop(target, regime)
    case 'stream':
      return new StreamLoop(target, regime)
  }
}
