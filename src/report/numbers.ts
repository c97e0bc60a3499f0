import type { Change } from '../result/comparison.ts'
import type { Throughput } from '../result/shared-schema.ts'
import type { Figure } from './escape.ts'

const MINUS = '−'
const figure = (text: string): Figure => text as Figure

/** 1790 → `1,790`, 45.23 → `45.2`, 0.4518 → `0.452`: three significant digits or more. */
export function amount(value: number): Figure {
  if (!Number.isFinite(value)) return figure('–')
  if (Math.abs(value) >= 99.95) return grouped(value)
  if (value === 0) return figure('0')
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(Number(value.toPrecision(3))))))
  return figure(signed(value.toFixed(Math.min(digits, 9))))
}

/** Throughput in its unit: `1,790 /s`, `0.452 runs/s`. */
export function throughput(value: number, unit: Throughput['unit']): Figure {
  return figure(`${amount(value)} ${unit === 'req/s' ? '/s' : unit}`)
}

/** A count with thousands marked: `12,400`. */
export function grouped(value: number): Figure {
  if (!Number.isFinite(value)) return figure('–')
  const digits = Math.abs(value)
    .toFixed(0)
    .replace(/\B(?=(\d{3})+$)/g, ',')
  return figure(Math.round(value) < 0 ? `${MINUS}${digits}` : digits)
}

/** A share of a whole: 0.634 → `63 %`, 0.034 → `3.4 %`. */
export function share(fraction: number): Figure {
  return figure(
    `${signed((fraction * 100).toFixed(Math.abs(fraction) < 0.0995 && fraction !== 0 ? 1 : 0))} %`,
  )
}

/** A limit as the user wrote it: 0.1 → `10 %`, 0.025 → `2.5 %`. */
export function limit(fraction: number): Figure {
  return figure(`${Number((fraction * 100).toFixed(1))} %`)
}

/** A fraction as a signed percentage: −0.213 → `−21 %`, 0.004 → `+0.4 %`. */
export function percent(fraction: number): Figure {
  return figure(`${signedPercent(fraction, decimals(fraction))} %`)
}

/** The size of a loss or gain, without its sign: −0.213 → `21 %`. */
export function size(fraction: number): Figure {
  return figure(`${Math.abs(fraction * 100).toFixed(decimals(fraction))} %`)
}

/** `−21 % ± 2.4`, or `−21 % (−24 to −19)` where the interval is clearly not symmetric. */
export function change({ estimate, low, high }: Change): Figure {
  const below = estimate - low
  const above = high - estimate
  const wider = Math.max(below, above)
  if (wider > 1.5 * Math.min(below, above) && wider - Math.min(below, above) > 0.005) {
    return figure(`${percent(estimate)} (${bounds({ estimate, low, high })})`)
  }
  const half = ((high - low) / 2) * 100
  return figure(`${percent(estimate)} ± ${half.toFixed(half < 9.95 ? 1 : 0)}`)
}

/** The 95 % interval of a loss or gain in the words of the sentence around it: `19 to 24`, or signed where it spans zero. */
export function interval({ estimate, low, high }: Change): Figure {
  const digits = decimals(estimate)
  if (low < 0 !== high < 0 && high !== 0) return bounds({ estimate, low, high })
  const [least, most] = [Math.abs(low), Math.abs(high)].sort((a, b) => a - b) as [number, number]
  return figure(`${(least * 100).toFixed(digits)} to ${(most * 100).toFixed(digits)}`)
}

/** `3.74×`, `12.4×`, and `1×` for what is 1 by definition. */
export function times(value: number): Figure {
  if (!Number.isFinite(value)) return figure('–')
  if (value === 1) return figure('1×')
  return figure(`${value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0)}×`)
}

/** Seconds as `45 s`, `6 min 40 s`, `1 h 5 min`. */
export function duration(seconds: number): Figure {
  const whole = Math.round(seconds)
  if (whole < 60) return figure(seconds > 0 && seconds < 9.95 ? `${seconds.toFixed(1)} s` : `${whole} s`)
  if (whole < 3600) return twoUnits(Math.floor(whole / 60), 'min', whole % 60, 's')
  const minutes = Math.round(whole / 60)
  return twoUnits(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
}

/** CPU seconds of one request: `0.55 ms`, `12 µs`, `1.2 s`. */
export function cpuTime(seconds: number): Figure {
  if (seconds >= 1) return figure(`${threeDigits(seconds)} s`)
  return figure(seconds >= 0.0001 ? `${threeDigits(seconds * 1e3)} ms` : `${threeDigits(seconds * 1e6)} µs`)
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

/** At most three significant digits, without trailing zeros. */
function threeDigits(value: number): string {
  return `${Number(value.toPrecision(3))}`
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
  const text = (fraction * 100).toFixed(digits)
  return Number(text) > 0 ? `+${text}` : signed(text)
}

function signed(text: string): string {
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', MINUS)
}
