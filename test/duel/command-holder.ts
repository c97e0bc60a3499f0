/** Test program: times a command that does not end, in the folder that its argument names. */

import { timeCommand } from '../../src/duel/visit-command.ts'
import type { VisitContext } from '../../src/duel/visit-context.ts'
import { planCpus } from '../../src/host/plan-cpus.ts'
import { readTopology } from '../../src/host/read-topology.ts'

const directory = process.argv[2] as string
const plan = planCpus(await readTopology())
const context = { plan, inherited: process.env, signal: new AbortController().signal } as VisitContext
const place = { directory, env: {} }
const declared = {
  kind: 'command',
  name: 'import',
  command: 'sleep 300',
  tolerance: 0.03,
  detect: 0.1,
} as const
await timeCommand({ ...declared, ...place, warmUp: 0 }, { ...place, runs: 2, warmUp: 0 }, 1, context)
