import type { Warning } from '../result/shared-schema.ts'

/** Leaves the first warning of a kind, one that does not say at which core count it was. */
export function onePerKind(warnings: readonly Warning[], kind: Warning['kind']): Warning[] {
  const first = warnings.findIndex((warning) => warning.kind === kind)
  return warnings.filter((warning, index) => warning.kind !== kind || index === first)
}
