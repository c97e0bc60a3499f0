/** Child of `own-shortage.test.ts`: a slice of load on an origin, in a process that may open few files. */
import { setTimeout as delay } from 'node:timers/promises'
import type { Regime, Target } from '../../src/load/generator-protocol.ts'
import { measureSlice } from '../../src/load/measure-slice.ts'
import { readDescriptorLimit } from '../../src/load/read-limits.ts'
import { startLoop } from '../../src/load/start-loop.ts'

const [origin = '', kind] = process.argv.slice(2)
const regime: Regime =
  kind === 'overload'
    ? { kind, rate: 1000, calmRate: 20, arrivals: 'constant', deadline: 250 }
    : { kind: 'open', rate: 1000, arrivals: 'constant' }
const target: Target = {
  origin,
  requests: [{ method: 'GET', path: '/', headers: {}, weight: 1, bodies: [] }],
  seed: 'starved',
  regime,
  connections: 1024,
  expect: { status: [200], headers: {} },
  timeout: 2000,
  pid: process.pid,
  cpus: [],
}
const descriptors = readDescriptorLimit(target.connections)
const loop = startLoop(target)
const slice = await measureSlice({ loop, target, threads: 1, descriptors }, { milliseconds: 500, strays: [] })
await loop.close()
const { errors, firstError, overload, limits } = slice
process.send?.({ errors, firstError, overload, limits })
await delay(10)
process.exit(0)
