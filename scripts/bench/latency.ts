// npm run bench -- latency: latency under Poisson load on a server of a fixed service time, against the M/D/1 formula.
import { markdownTable } from 'markdown-table'
import { readTopology } from '../../src/host/read-topology.ts'
import type { Target } from '../../src/load/generator-protocol.ts'
import { Histogram } from '../../src/load/histogram.ts'
import { offeredTimes } from '../../src/load/open-loop.ts'
import type { Slice } from '../../src/load/slice.ts'
import { type Generator, startGenerator } from '../../src/load/start-generator.ts'
import { mean, quantile, variance } from '../../src/stats/quantiles.ts'
import { UserError } from '../../src/user-error.ts'
import { closedCount } from './closed-count.ts'
import { meanSojourn, sojournQuantile, sojourns } from './md1.ts'
import { startFixedTimeServer } from './start-fixed-time-server.ts'

/** Milliseconds a request. */
const SERVICE = 4
const UTILISATIONS = [0.3, 0.5, 0.7, 0.85] as const
/** Milliseconds of open load at each utilisation: queues at 0.85 forget slowly, so it gets more. */
const MILLISECONDS = { 0.3: 20_000, 0.5: 30_000, 0.7: 40_000, 0.85: 80_000 } as const
const CLOSED_MILLISECONDS = 4000
const BATCHES = 20

/** Milliseconds. */
interface Figures {
  readonly mean: number
  readonly p99: number
}

interface Row {
  readonly utilisation: number
  readonly formula: Figures
  readonly measured: Figures
  /** What a perfect server would have taken for the very requests that were sent: the luck of the draw is in it too. */
  readonly drawn: Figures
  readonly closed: Figures
  readonly requests: number
  /** Standard error of the mean from the draw of the arrivals, as a fraction of it. */
  readonly error: number
  readonly slice: Slice
}

/** @param scale of the time that the load lasts */
export async function benchLatency(scale = 1): Promise<void> {
  const [serverCpu, generatorCpu] = (await readTopology()).cpus.map((cpu) => cpu.id)
  if (serverCpu === undefined || generatorCpu === undefined)
    throw new UserError('the bench of latency needs two CPUs, one for the server and one for the generator')
  await using server = await startFixedTimeServer({ service: SERVICE, cpus: [serverCpu] })
  await using generator = await startGenerator({
    cpus: [generatorCpu],
    env: process.env as Record<string, string>,
  })
  const rows: Row[] = []
  for (const utilisation of UTILISATIONS) {
    process.stderr.write(`utilisation ${utilisation} …\n`)
    const milliseconds = scale * MILLISECONDS[utilisation]
    rows.push(await measure({ utilisation, milliseconds }, { generator, server }))
  }
  print(rows)
}

async function measure(
  { utilisation, milliseconds }: { readonly utilisation: number; readonly milliseconds: number },
  { generator, server }: { generator: Generator; server: { readonly origin: string; readonly pid: number } },
): Promise<Row> {
  const target = targetAt(utilisation, server)
  await using stream = await generator.open(target)
  const slice = await stream.slice(milliseconds)
  if (slice.latencies === undefined) throw new Error('the open loop gave no latencies')
  const latencies = Histogram.decode(slice.latencies)
  const { times, leadIn } = offeredTimes(target, target.regime, { milliseconds, slice: 0 })
  const drawn = sojourns(times, SERVICE).filter((_, index) => (times[index] as number) >= leadIn)
  const closedTimes = times.filter((time) => time < CLOSED_MILLISECONDS)
  const closed = await closedCount(server.origin, closedTimes)
  return {
    utilisation,
    formula: { mean: SERVICE * meanSojourn(utilisation), p99: SERVICE * sojournQuantile(utilisation, 0.99) },
    measured: { mean: latencies.mean, p99: latencies.quantile(99) },
    drawn: figuresOf(drawn),
    closed: figuresOf(closed),
    requests: latencies.count,
    error: standardError(drawn) / mean(drawn),
    slice,
  }
}

function targetAt(utilisation: number, server: { readonly origin: string; readonly pid: number }) {
  return {
    origin: server.origin,
    requests: [{ method: 'GET', path: '/', headers: {}, weight: 1, bodies: [] }],
    seed: `bench latency ${utilisation}`,
    regime: { kind: 'open', rate: (1000 * utilisation) / SERVICE, arrivals: 'poisson' },
    connections: 1024,
    expect: { status: [200], headers: {} },
    timeout: 10_000,
    pid: server.pid,
    cpus: [],
  } as const satisfies Target
}

function figuresOf(latencies: readonly number[]): Figures {
  return { mean: mean(latencies), p99: quantile(latencies, 0.99) }
}

/** Of a mean of correlated values, by the means of batches (Law and Carson 1979). */
function standardError(values: readonly number[]): number {
  const size = Math.floor(values.length / BATCHES)
  const means = Array.from({ length: BATCHES }, (_, i) => mean(values.slice(i * size, (i + 1) * size)))
  return Math.sqrt(variance(means) / BATCHES)
}

function print(rows: readonly Row[]): void {
  const formatted = (figure: keyof Figures) => [
    [
      'utilisation',
      `M/D/1 ${figure}`,
      'measured',
      'error',
      'for the arrivals drawn',
      'error',
      'closed loop',
      'error',
    ],
    ...rows.map(({ utilisation, formula, measured, drawn, closed }) => [
      String(utilisation),
      ms(formula[figure]),
      ms(measured[figure]),
      percent(measured[figure] / formula[figure]),
      ms(drawn[figure]),
      percent(measured[figure] / drawn[figure]),
      ms(closed[figure]),
      percent(closed[figure] / formula[figure]),
    ]),
  ]
  const runs = rows.map(({ utilisation, requests, error, slice: { offered, generatorCpu, elapsed } }) => [
    String(utilisation),
    String(requests),
    `± ${(100 * error).toFixed(1)} %`,
    String(offered?.late ?? 0),
    String(offered?.unsent ?? 0),
    `${((100 * generatorCpu) / elapsed).toFixed(1)} %`,
    `${((1e6 * generatorCpu) / (offered?.due ?? 1)).toFixed(0)} µs`,
  ])
  const heads = [
    'utilisation',
    'requests',
    'standard error of the mean',
    'late',
    'unsent',
    'generator CPU',
    'a request',
  ]
  for (const table of [formatted('mean'), formatted('p99'), [heads, ...runs]])
    console.log(`${markdownTable(table, { align: 'r' })}\n`)
  const ratios = rows.flatMap(({ utilisation, formula, measured, drawn, closed }) =>
    (['mean', 'p99'] as const).flatMap((figure) => [
      [`${figure}@${utilisation}`, rounded(measured[figure] / formula[figure])],
      [`drawn-${figure}@${utilisation}`, rounded(measured[figure] / drawn[figure])],
      [`closed-${figure}@${utilisation}`, rounded(closed[figure] / formula[figure])],
    ]),
  )
  console.log(JSON.stringify({ bench: 'latency', ratios: Object.fromEntries(ratios) }))
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(2)} ms`
}

function percent(ratio: number): string {
  return `${ratio < 1 ? '−' : '+'}${Math.abs(100 * (ratio - 1)).toFixed(1)} %`
}

function rounded(ratio: number): number {
  return Number(ratio.toFixed(3))
}
