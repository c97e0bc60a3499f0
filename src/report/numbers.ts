import type { Change } from '../result/comparison.ts'
import type { Latency, Measured, Throughput } from '../result/shared-schema.ts'
import type { Figure } from './safe.ts'

const MINUS = '−'
const figure = (text: string): Figure => text as Figure
/** Where there is no figure to show. */
const NONE = '–'
/** Nothing larger is measured, and from 1e21 on a number would be written with an exponent. */
const LARGEST = 1e15

/** 1790 → `1,790`, 45.23 → `45.2`, 0.4518 → `0.452`: three significant digits or more. */
export function amount(value: number): Figure {
  if (!isShown(value) || Math.abs(value) >= 99.95) return grouped(value)
  if (Math.abs(value) < SMALLEST) return figure('0')
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(Number(value.toPrecision(3))))))
  return figure(signed(value.toFixed(Math.min(digits, 9))))
}

/** A figure for a line of several, without trailing zeros: `9`, `0.21`, `3.13`. */
export function brief(value: number): Figure {
  return Math.abs(value) >= 1000 ? grouped(value) : figure(signed(threeDigits(value)))
}

/** Throughput in its unit: `1,790 /s`, `0.452 runs/s`. */
export function throughput(value: number, unit: Throughput['unit']): Figure {
  return figure(`${amount(value)} ${unit === 'req/s' ? '/s' : unit}`)
}

/** Milliseconds in the unit that suits them: `42 µs`, `1.24 ms`, `83 ms`, `1.2 s`. */
export function milliseconds(value: number): Figure {
  if (!isShown(value)) return figure(NONE)
  const { size, name } = timeUnit(value)
  return figure(`${threeDigits(value / size)} ${name}`)
}

/** A latency with its bounds in the unit of its median: `8.4 ms (8.1 to 8.8)`. */
export function latencyRange({ median, low, high }: Latency): Figure {
  const { size } = timeUnit(median)
  return figure(`${milliseconds(median)} (${threeDigits(low / size)} to ${threeDigits(high / size)})`)
}

/** What a point measures, in its unit. */
export function measured(value: number, unit: Measured['unit']): Figure {
  return unit === 'ms' ? milliseconds(value) : throughput(value, unit)
}

/** `p50`, `p99.9`. */
export function percentile(quantile: number): Figure {
  return figure(isShown(quantile) ? `p${Number(quantile.toFixed(4))}` : NONE)
}

/** Memory: `41.2 MB`, `1.2 GB`. */
export function memory(bytes: number): Figure {
  return figure(bytes < 1e9 ? `${threeDigits(bytes / 1e6)} MB` : `${threeDigits(bytes / 1e9)} GB`)
}

/** A count with thousands marked: `12,400`. */
export function grouped(value: number): Figure {
  if (!isShown(value)) return figure(NONE)
  const digits = Math.abs(value)
    .toFixed(0)
    .replace(/\B(?=(\d{3})+$)/g, ',')
  return figure(Math.round(value) < 0 ? `${MINUS}${digits}` : digits)
}

/** A share of a whole: 0.634 → `63 %`, 0.034 → `3.4 %`. */
export function share(fraction: number): Figure {
  const digits = Math.abs(fraction) < 0.0995 && fraction !== 0 ? 1 : 0
  return figure(`${signed(fixed(fraction * 100, digits))} %`)
}

/** A limit as the user wrote it: 0.1 → `10 %`, 0.025 → `2.5 %`. */
export function limit(fraction: number): Figure {
  return figure(`${fixed(fraction * 100, 1).replace(/\.0$/, '')} %`)
}

/** A fraction as a signed percentage: −0.213 → `−21 %`, 0.004 → `+0.4 %`. */
export function percent(fraction: number): Figure {
  return figure(`${signedPercent(fraction, decimals(fraction))} %`)
}

/** The size of a loss or gain, without its sign: −0.213 → `21 %`. */
export function size(fraction: number): Figure {
  return figure(`${fixed(Math.abs(fraction * 100), decimals(fraction))} %`)
}

/** From here on a factor says more than a percentage: +200 % is three times as much. */
const MANIFOLD = 2

/** Whether a change is told as a factor: `4.40×` rather than `+340 %`. */
export function isManifold({ estimate }: Change): boolean {
  return estimate >= MANIFOLD
}

/** What head is of base, with its 95 % interval apart: `4.40×` and `4.02 to 4.81`. */
export function factor({ estimate, low, high }: Change): {
  readonly times: Figure
  readonly interval: Figure
} {
  const bound = (value: number) => times(1 + value).replace('×', '')
  return { times: times(1 + estimate), interval: figure(`${bound(low)} to ${bound(high)}`) }
}

/** `−21 % ± 2.4`, or `−21 % (−24 to −19)` where the interval is clearly not symmetric, or `4.40× (4.02 to 4.81)`. */
export function change(of: Change): Figure {
  const { estimate, low, high } = of
  if (isManifold(of)) return figure(`${factor(of).times} (${factor(of).interval})`)
  const below = estimate - low
  const above = high - estimate
  const wider = Math.max(below, above)
  if (wider > 1.5 * Math.min(below, above) && wider - Math.min(below, above) > 0.005) {
    return figure(`${percent(estimate)} (${bounds({ estimate, low, high })})`)
  }
  const half = ((high - low) / 2) * 100
  return figure(`${percent(estimate)} ± ${fixed(half, half < 9.95 ? 1 : 0)}`)
}

/** The 95 % interval of a loss or gain in the words of the sentence around it: `19 to 24`, or signed where it spans zero. */
export function interval({ estimate, low, high }: Change): Figure {
  const digits = decimals(estimate)
  if (low < 0 !== high < 0 && high !== 0) return bounds({ estimate, low, high })
  const [least, most] = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b) as [number, number]
  return figure(`${fixed(least * 100, digits)} to ${fixed(most * 100, digits)}`)
}

/** `3.74×`, `12.4×`, and `1×` for what is 1 by definition. */
export function times(value: number): Figure {
  if (value === 1) return figure('1×')
  return figure(`${fixed(value, value < 9.995 ? 2 : value < 99.95 ? 1 : 0)}×`)
}

/** Seconds as `45 s`, `6 min 40 s`, `1 h 5 min`. */
export function duration(seconds: number): Figure {
  if (!isShown(seconds)) return figure(NONE)
  const whole = Math.round(seconds)
  if (whole < 60) return figure(seconds > 0 && seconds < 9.95 ? `${seconds.toFixed(1)} s` : `${whole} s`)
  if (whole < 3600) return twoUnits(Math.floor(whole / 60), 'min', whole % 60, 's')
  const minutes = Math.round(whole / 60)
  return twoUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
}

/** CPU seconds of one request: `0.55 ms`, `12 µs`, `1.2 s`. */
export function cpuTime(seconds: number): Figure {
  return milliseconds(seconds * 1e3)
}

/** The day of an ISO instant. */
export function day(instant: string): Figure {
  return figure(/^\d{4}-\d{2}-\d{2}/.exec(instant)?.[0] ?? '–')
}

/** CPU ids as ranges: [0, 1, 2, 5] → `0–2, 5`. */
export function cpuList(ids: readonly number[]): Figure {
  const ranges: [number, number][] = []
  for (const id of [...ids].sort((a, b) => a - b)) {
    const last = ranges.at(-1)
    if (last !== undefined && id <= last[1] + 1) last[1] = id
    else ranges.push([id, id])
  }
  const shown = ranges.slice(0, 8).map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
  return figure(ranges.length > 8 ? `${shown.join(', ')}, …` : shown.join(', '))
}

function timeUnit(milliseconds: number): { readonly size: number; readonly name: string } {
  const rounded = Number(Math.abs(milliseconds).toPrecision(3))
  if (rounded >= 1000) return { size: 1000, name: 's' }
  return rounded >= 0.1 || rounded === 0 ? { size: 1, name: 'ms' } : { size: 0.001, name: 'µs' }
}

/** At most three significant digits, without trailing zeros. */
function threeDigits(value: number): string {
  const rounded = Number(value.toPrecision(3))
  if (!isShown(rounded)) return NONE
  return Math.abs(rounded) < SMALLEST ? '0' : `${rounded}`
}

/** Smaller is nothing in any unit here, and would be written with an exponent. */
const SMALLEST = 1e-6

function isShown(value: number): boolean {
  return Math.abs(value) <= LARGEST
}

/** With so many decimals, from 10,000 on with thousands marked. */
function fixed(value: number, digits: number): string {
  if (!isShown(value)) return NONE
  return Math.abs(value) < 9999.5 ? value.toFixed(digits) : grouped(value).replace(MINUS, '-')
}

function twoUnits(large: number, largeUnit: string, small: number, smallUnit: string): Figure {
  return figure(small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`)
}

function decimals(fraction: number): number {
  return Math.abs(fraction) < 0.0995 ? 1 : 0
}

function bounds({ estimate, low, high }: Change): Figure {
  const digits = decimals(estimate)
  return figure(`${signedPercent(low, digits)} to ${signedPercent(high, digits)}`)
}

function signedPercent(fraction: number, digits: number): string {
  const text = fixed(fraction * 100, digits)
  return Number(text.replaceAll(',', '')) > 0 ? `+${text}` : signed(text)
}

function signed(text: string): string {
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', MINUS)
}
