import { isAnythingMeasured } from '../result/measured.ts'
import type { BaselineRecord } from '../result/record.ts'
import { whyNotStorable } from './storable.ts'

/** Where a record is, and what to do next: it invites to `baseline push` only where that takes it. */
export function closingLine(record: BaselineRecord, out: string): string {
  if (!record.method.complete) return `Interrupted: what was measured until then is in ${out}.`
  const where = `Record: ${out}, seed ${record.seed}.`
  const not = whyNotStorable(record)
  if (not !== undefined) return `${where} It cannot be stored as a baseline: ${not}`
  const failed = record.benchmarks.filter(({ verdict }) => verdict === 'failed').map(({ name }) => name)
  if (failed.length > 0) {
    return `${where} Before you store it as a baseline, mend what could not be measured: ${[...new Set(failed)].join(', ')}.`
  }
  return `${where} Store it as a baseline with \`corecurve baseline push ${out}\`.`
}

/** Why a whole record is without a single number, and what to do; undefined where it has one. */
export function nothingMeasured(record: BaselineRecord): string | undefined {
  if (isAnythingMeasured(record)) return undefined
  if (record.benchmarks.some(({ verdict }) => verdict === 'failed')) {
    return 'Nothing was measured: every benchmark failed, for the reasons above.'
  }
  const skipped = record.benchmarks[0]?.skipped ?? []
  if (skipped.length > 0) {
    const counts = skipped.map(({ cores }) => cores).join(', ')
    return `Nothing was measured: this machine can give a program ${skipped[0]?.available} CPUs, fewer than all core counts asked for (${counts}). Name smaller ones with --cores, or with \`cores\` in corecurve.yml.`
  }
  return 'Nothing was measured: no round gave a number.'
}
