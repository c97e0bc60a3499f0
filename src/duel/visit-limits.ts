import type { LoadLimits, Slice } from '../load/slice.ts'
import { largest } from '../stats/extremes.ts'

/** The worst of what the machine had too little of over slices; undefined where there was plenty. */
export function worstLimits(all: readonly Pick<Slice, 'limits'>[]): LoadLimits | undefined {
  const limits = all.flatMap((each) => (each.limits === undefined ? [] : [each.limits]))
  if (limits.length === 0) return undefined
  const descriptors = limits.flatMap((each) => (each.descriptors === undefined ? [] : [each.descriptors]))
  const ports = limits.flatMap((each) => (each.portsInTimeWait === undefined ? [] : [each.portsInTimeWait]))
  const [worst] = descriptors.toSorted((a, b) => b.needed - a.needed)
  return {
    ...(worst === undefined ? {} : { descriptors: worst }),
    ...(limits.some(({ short }) => short) ? { short: true as const } : {}),
    ...(ports.length === 0 ? {} : { portsInTimeWait: largest(ports) }),
  }
}
