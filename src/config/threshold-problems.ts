import { percentageOf } from './percentage.ts'
import { describeValue } from './printable.ts'
import type { KeyPath, Problem } from './problem.ts'
import { placeOf, type WrittenGroup } from './written-group.ts'
import type { YamlSource } from './yaml-source.ts'

/** A `detect` that is not above its `tolerance`, one of which may be left out. */
export function thresholdProblems(
  group: WrittenGroup,
  path: KeyPath,
  defaults: { readonly tolerance: string; readonly detect: string },
  source: YamlSource,
): Problem[] {
  const { tolerance = defaults.tolerance, detect = defaults.detect } = group
  if (typeof tolerance !== 'string' || typeof detect !== 'string') return []
  const low = percentageOf(tolerance)
  const high = percentageOf(detect)
  if (low === undefined || high === undefined || low < high) return []
  const declared = Object.hasOwn(group, 'detect') ? 'detect' : 'tolerance'
  const other = declared === 'detect' ? 'tolerance' : 'detect'
  const byDefault = Object.hasOwn(group, other) ? '' : ' by default'
  return [
    {
      ...placeOf(source, [...path, declared], 'value'),
      found: `found ${describeValue(group[declared])}, and ${other} is ${other === 'detect' ? detect : tolerance}${byDefault}`,
      allowed: 'a detect above tolerance: what must not slip through is more than what never alarms',
    },
  ]
}
