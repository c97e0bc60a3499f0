import type { Measure, Measured } from './shared-schema.ts'

interface Unit {
  readonly unit: Measured['unit']
}

/** A series of a comparison, or of a record, by the units of its figures. */
export interface MeasuredSeries {
  readonly measure?: Measure | undefined
  readonly points: readonly {
    readonly cores: number
    readonly base?: Unit | undefined
    readonly head?: Unit | undefined
    readonly throughput?: Unit | undefined
  }[]
}

/** Whether a series has one unit at all core counts and in both arms, and a comparison that of what it measures. */
export function hasOneUnit({ measure, points }: MeasuredSeries): boolean {
  const isTime = measure?.kind === 'latency' || measure?.kind === 'gap'
  const compared = points.flatMap(({ base, head }) => [base, head])
  const [first, ...others] = [...compared, ...points.map(({ throughput }) => throughput)].filter(
    (figure) => figure !== undefined,
  )
  return (
    compared.every((figure) => figure === undefined || (figure.unit === 'ms') === isTime) &&
    others.every(({ unit }) => unit === first?.unit)
  )
}
