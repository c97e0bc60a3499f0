// npm run bench -- generator: CPU per request and highest rate of our load generator beside its peers, on one CPU each.
import { randomUUID } from 'node:crypto'
import { delimiter, join } from 'node:path'
import { markdownTable } from 'markdown-table'
import { MARKER_VARIABLE, pidsWithMarker } from '../../src/host/pids-with-marker.ts'
import { readProcessTree } from '../../src/host/process-tree.ts'
import { readTopology } from '../../src/host/read-topology.ts'
import type { Target } from '../../src/load/generator-protocol.ts'
import { errorCount } from '../../src/load/slice.ts'
import { type Generator, type LoadStream, startGenerator } from '../../src/load/start-generator.ts'
import type { RunningService } from '../../src/service/start-service.ts'
import { median } from '../../src/stats/quantiles.ts'
import { UserError } from '../../src/user-error.ts'
import { CHEAP_PATH, startGoService } from './go-service.ts'
import { findPeers, type Peer, runPeer } from './peers.ts'

const CONNECTIONS = [16, 64] as const
const REPETITIONS = 5
/** Seconds. A peer is also run for the short time, and the difference counts: its start and its compiling are in both. */
const LONG = 4
const SHORT = 1
/** Seconds of the long run whose memory is looked at, and how often. */
const LASTING = 60
const EVERY = 5

/** What a generator did in one repetition. */
interface Figures {
  readonly name: string
  readonly connections: number
  /** Microseconds of CPU. */
  readonly perRequest: number
  /** Requests per second. */
  readonly rate: number
}

interface Bench {
  readonly service: RunningService
  readonly generator: Generator
  readonly cpus: { readonly service: number; readonly generator: number }
}

export async function benchGenerator(): Promise<void> {
  const [serviceCpu, generatorCpu] = (await readTopology()).cpus.map((cpu) => cpu.id)
  if (serviceCpu === undefined || generatorCpu === undefined)
    throw new UserError(
      'the bench of the generator needs two CPUs, one for the service and one for the generator',
    )
  const path = [join(import.meta.dirname, '../../node_modules/.bin'), process.env.PATH ?? ''].join(delimiter)
  const { found, missing } = await findPeers(path)
  if (missing.length > 0) console.log(`Not found on PATH, and so not in the table: ${missing.join(', ')}\n`)
  const marker = randomUUID()
  await using service = await startGoService(serviceCpu)
  await using generator = await startGenerator({
    cpus: [generatorCpu],
    env: { ...(process.env as Record<string, string>), [MARKER_VARIABLE]: marker },
  })
  const bench = { service, generator, cpus: { service: serviceCpu, generator: generatorCpu } }
  const figures = await measure(bench, found)
  console.log(`${comparison(figures)}\n`)
  const memory = await measureMemory(bench, () => pidsWithMarker(marker)[0])
  console.log(`${markdownTable([['second', 'resident MiB'], ...memory.rows])}\n`)
  const peers = found.map(({ name }) => [name, rounded(ratioTo(figures, name))] as const)
  const ratios = { ...Object.fromEntries(peers), memory: rounded(memory.growth) }
  console.log(JSON.stringify({ bench: 'generator', ratios }))
}

/** All generators in turn, over and over: what the machine does to one it does to all. */
async function measure(bench: Bench, peers: readonly Peer[]): Promise<Figures[]> {
  const figures: Figures[] = []
  for (let repetition = 1; repetition <= REPETITIONS; repetition++) {
    for (const connections of CONNECTIONS) {
      console.error(`${repetition} of ${REPETITIONS}, ${connections} connections …`)
      figures.push(await runOurs(bench, connections))
      for (const peer of peers) figures.push(await runTwice(peer, bench, connections))
    }
  }
  return figures
}

async function runOurs(bench: Bench, connections: number): Promise<Figures> {
  await using stream = await bench.generator.open(targetOf(bench, connections))
  await answered(stream, SHORT)
  const { completed, generatorCpu, elapsed } = await answered(stream, LONG)
  return {
    name: 'corecurve',
    connections,
    perRequest: (1e6 * generatorCpu) / completed,
    rate: completed / elapsed,
  }
}

async function runTwice(peer: Peer, { service, cpus }: Bench, connections: number): Promise<Figures> {
  const load = { url: service.origin + CHEAP_PATH, connections }
  const short = await runPeer(peer, { ...load, seconds: SHORT }, cpus.generator)
  const long = await runPeer(peer, { ...load, seconds: SHORT + LONG }, cpus.generator)
  const requests = long.requests - short.requests
  return {
    name: peer.name,
    connections,
    perRequest: (1e6 * (long.cpu - short.cpu)) / requests,
    rate: requests / (long.elapsed - short.elapsed),
  }
}

async function answered(stream: LoadStream, seconds: number) {
  const slice = await stream.slice(1000 * seconds)
  if (errorCount(slice.errors) > 0) throw new Error(`the service failed: ${slice.firstError}`)
  return slice
}

function targetOf({ service, cpus }: Bench, connections: number): Target {
  return {
    origin: service.origin,
    requests: [{ method: 'GET', path: CHEAP_PATH, headers: {}, weight: 1, bodies: [] }],
    seed: 'bench',
    regime: { kind: 'closed' },
    connections,
    expect: { status: [200], headers: {} },
    timeout: 5000,
    pid: service.pid,
    cpus: [cpus.service, cpus.generator],
  }
}

/** Memory of our generator over a long run; `growth`: its last third against its second. */
async function measureMemory(
  bench: Bench,
  pid: () => number | undefined,
): Promise<{ readonly rows: string[][]; readonly growth: number }> {
  await using stream = await bench.generator.open(targetOf(bench, 64))
  const resident: number[] = []
  for (let second = 0; second < LASTING; second += EVERY) {
    await answered(stream, EVERY)
    resident.push((readProcessTree(pid() ?? -1)?.memoryBytes ?? Number.NaN) / 1024 ** 2)
  }
  const third = Math.ceil(resident.length / 3)
  return {
    rows: resident.map((mebibytes, index) => [`${(index + 1) * EVERY}`, mebibytes.toFixed(1)]),
    growth: median(resident.slice(-third)) / median(resident.slice(third, 2 * third)),
  }
}

function comparison(figures: readonly Figures[]): string {
  const names = [...new Set(figures.map(({ name }) => name))]
  const rows = CONNECTIONS.flatMap((connections) =>
    names.map((name) => {
      const own = figures.filter((each) => each.name === name && each.connections === connections)
      const ratio =
        name === 'corecurve' ? '' : ratioTo(own.concat(oursOf(figures, connections)), name).toFixed(2)
      return [
        name,
        `${connections}`,
        median(own.map(({ perRequest }) => perRequest)).toFixed(2),
        Math.round(median(own.map(({ rate }) => rate))).toLocaleString('en'),
        ratio,
      ]
    }),
  )
  const header = ['generator', 'connections', 'CPU µs per request', 'requests/s on one CPU', 'ours / its CPU']
  return markdownTable([header, ...rows], { align: ['l', 'r', 'r', 'r', 'r'] })
}

function oursOf(figures: readonly Figures[], connections: number): Figures[] {
  return figures.filter((each) => each.name === 'corecurve' && each.connections === connections)
}

/** Our CPU per request against a peer's: the median over repetitions and levels, each against its neighbour in time. */
function ratioTo(figures: readonly Figures[], peer: string): number {
  const ratios = CONNECTIONS.flatMap((connections) => {
    const ours = oursOf(figures, connections)
    const theirs = figures.filter((each) => each.name === peer && each.connections === connections)
    return ours.flatMap(({ perRequest }, index) => {
      const neighbour = theirs[index]
      return neighbour === undefined ? [] : [perRequest / neighbour.perRequest]
    })
  })
  return median(ratios)
}

function rounded(value: number): number {
  return Number(value.toFixed(3))
}
