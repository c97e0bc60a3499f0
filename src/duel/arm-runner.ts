import type { Service } from '../config/config.ts'
import type { ContextSwitches } from '../host/context-switches.ts'
import type { ProcessTreeUsage } from '../host/process-tree.ts'
import type { Regime } from '../load/generator-protocol.ts'
import type { Slice } from '../load/slice.ts'
import type { Arm } from './quad.ts'

/** One arm alive: slices of load can be put on it until it is disposed of. */
export interface ArmRunner extends AsyncDisposable {
  readonly arm: Arm
  /** One slice of what warms the service up for the load; it counts for nothing. */
  warmUp(milliseconds: number): Promise<Slice>
  slice(milliseconds: number): Promise<Slice>
  /** What its process tree is and has done so far; absent where /proc is not to be had. */
  observe(): Observation
  /** The last lines that it printed. */
  lastLines(): string[]
}

export interface Observation {
  readonly tree?: ProcessTreeUsage
  readonly switches?: ContextSwitches
  /** Of a command, what hyperfine said of its runs. */
  readonly runs?: RunWarnings
}

/** Whether hyperfine warned in half of its calls or more: each is short, and one of them may be unlucky. */
export interface RunWarnings {
  readonly outliers: boolean
  readonly slowFirstRun: boolean
}

/** What an arm is made of: the service of its commit, or the folder and environment that its command runs in. */
export type ArmSource =
  | { readonly kind: 'service'; readonly service: Service }
  | { readonly kind: 'command'; readonly directory: string; readonly env: Readonly<Record<string, string>> }

/** What is put on an arm at one core count; a command has no regime. */
export interface ArmLoad {
  readonly cores: number
  readonly regime?: Regime
  /** Fixes the requests and the times of an open loop: the same for both arms of a visit, another in every visit. */
  readonly seed: string
}
