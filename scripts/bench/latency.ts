// npm run bench -- latency: latency under Poisson load on a server of a fixed service time, against the M/D/1 formula.
import { markdownTable } from 'markdown-table'
import { readTopology } from '../../src/host/read-topology.ts'
import type { Target } from '../../src/load/generator-protocol.ts'
import { Histogram } from '../../src/load/histogram.ts'
import { offeredTimes } from '../../src/load/open-loop.ts'
import type { Slice } from '../../src/load/slice.ts'
import { type Generator, type LoadStream, startGenerator } from '../../src/load/start-generator.ts'
import { mean, quantile, variance } from '../../src/stats/quantiles.ts'
import { UserError } from '../../src/user-error.ts'
import { closedCount } from './closed-count.ts'
import { meanSojourn, sojournQuantile, sojourns } from './md1.ts'
import { startFixedTimeServer } from './start-fixed-time-server.ts'

/** Milliseconds a request. */
const SERVICE = 4
const UTILISATIONS = [0.3, 0.5, 0.7, 0.85] as const
/** Milliseconds of a slice, and slices at each utilisation: queues at 0.85 forget slowly, so it gets more. */
const SLICE = 5000
const SLICES = { 0.3: 4, 0.5: 6, 0.7: 8, 0.85: 16 } as const
/** A slice in which others took more than this share of the two CPUs is left out: it measured them. */
const DISTURBED = 0.05
const CLOSED_MILLISECONDS = 4000
const BATCHES = 20

/** Milliseconds. */
interface Figures {
  readonly mean: number
  readonly p99: number
}

interface Surroundings {
  readonly generator: Generator
  readonly server: { readonly origin: string; readonly pid: number }
  readonly cpus: readonly number[]
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
  /** Those that count. */
  readonly kept: readonly Slice[]
  readonly undisturbed: number
  readonly slices: number
}

export async function benchLatency(): Promise<void> {
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
    rows.push(await measure(utilisation, { generator, server, cpus: [serverCpu, generatorCpu] }))
  }
  print(rows)
}

async function measure(
  utilisation: (typeof UTILISATIONS)[number],
  { generator, server, cpus }: Surroundings,
): Promise<Row> {
  const target = targetAt(utilisation, { server, cpus })
  const slices = await runSlices(await generator.open(target), SLICES[utilisation])
  const calm = slices.filter(({ slice }) => !isDisturbed(slice))
  if (calm.length < slices.length)
    process.stderr.write(`  others disturbed ${slices.length - calm.length} of ${slices.length} slices\n`)
  // Where all of them were, a figure that the machine spoilt is still better than none, and the table says so.
  const kept = calm.length > 0 ? calm : slices
  const latencies = Histogram.merge(kept.flatMap(({ slice }) => slice.latencies ?? []))
  const drawn = kept.flatMap(({ index }) => drawnSojourns(target, index))
  const { times } = offeredTimes(target, target.regime, { milliseconds: CLOSED_MILLISECONDS, slice: 0 })
  return {
    utilisation,
    formula: { mean: SERVICE * meanSojourn(utilisation), p99: SERVICE * sojournQuantile(utilisation, 0.99) },
    measured: { mean: latencies.mean, p99: latencies.quantile(99) },
    drawn: figuresOf(drawn),
    closed: figuresOf(await closedCount(server.origin, times)),
    requests: latencies.count,
    error: standardError(drawn) / mean(drawn),
    kept: kept.map(({ slice }) => slice),
    undisturbed: calm.length,
    slices: slices.length,
  }
}

async function runSlices(open: LoadStream, count: number): Promise<{ index: number; slice: Slice }[]> {
  await using stream = open
  const slices: { index: number; slice: Slice }[] = []
  for (let index = 0; index < count; index++) slices.push({ index, slice: await stream.slice(SLICE) })
  return slices
}

function isDisturbed({ othersCpu = 0, elapsed }: Slice): boolean {
  return othersCpu / elapsed > 2 * DISTURBED
}

function drawnSojourns(target: ReturnType<typeof targetAt>, slice: number): number[] {
  const { times, leadIn } = offeredTimes(target, target.regime, { milliseconds: SLICE, slice })
  return sojourns(times, SERVICE).filter((_, index) => (times[index] as number) >= leadIn)
}

function targetAt(utilisation: number, { server, cpus }: Pick<Surroundings, 'server' | 'cpus'>) {
  return {
    origin: server.origin,
    requests: [{ method: 'GET', path: '/', headers: {}, weight: 1, bodies: [] }],
    seed: `bench latency ${utilisation}`,
    regime: { kind: 'open', rate: (1000 * utilisation) / SERVICE, arrivals: 'poisson' },
    connections: 1024,
    expect: { status: [200], headers: {} },
    timeout: 10_000,
    pid: server.pid,
    cpus,
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
  const runs = rows.map(({ utilisation, requests, error, slices, undisturbed, kept }) => {
    const total = (count: (slice: Slice) => number) => kept.reduce((sum, slice) => sum + count(slice), 0)
    const cpu = total(({ generatorCpu }) => generatorCpu)
    return [
      String(utilisation),
      `${undisturbed} of ${slices}`,
      String(requests),
      `± ${(100 * error).toFixed(1)} %`,
      String(total(({ offered }) => offered?.late ?? 0)),
      String(total(({ offered }) => offered?.unsent ?? 0)),
      `${((100 * cpu) / total(({ elapsed }) => elapsed)).toFixed(1)} %`,
    ]
  })
  const heads = [
    'utilisation',
    'undisturbed slices',
    'requests',
    'standard error of the mean',
    'late',
    'unsent',
    'generator CPU',
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
  const undisturbed = rows.map(({ utilisation, undisturbed, slices }) => [
    utilisation,
    rounded(undisturbed / slices),
  ])
  console.log(
    JSON.stringify({
      bench: 'latency',
      ratios: Object.fromEntries(ratios),
      undisturbed: Object.fromEntries(undisturbed),
    }),
  )
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
