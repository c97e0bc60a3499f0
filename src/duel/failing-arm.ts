import { errorCount, type Slice } from '../load/slice.ts'
import { MeasurementFailure } from '../result/measurement-failure.ts'
import type { ArmRunner } from './arm-runner.ts'
import type { Arm, Arms } from './quad.ts'
import { sumOver } from './sum-slices.ts'

/**
 * Requests that fail in one arm are a finding of their own, never throughput and never a change.
 * @param limit the share of failed requests above which an arm is not measured; with 1, where every request failed
 * @throws MeasurementFailure that names the arm that fails more
 */
export function throwWhereFailing(
  slices: Arms<readonly Slice[]>,
  runner: (arm: Arm) => Pick<ArmRunner, 'lastLines'>,
  limit: number,
): void {
  const rates = { base: failureRate(slices.base), head: failureRate(slices.head) }
  const worst: Arm = rates.head >= rates.base ? 'head' : 'base'
  if (rates[worst] <= limit && rates[worst] < 1) return
  const percent = (arm: Arm) => `${Number((100 * rates[arm]).toPrecision(2))} %`
  const example = slices[worst].find(({ firstError }) => firstError !== undefined)?.firstError
  throw new MeasurementFailure(
    'load',
    `${percent('head')} of head's requests failed, ${percent('base')} of base's${example === undefined ? '' : `; ${worst}: ${example}`}`,
    runner(worst).lastLines(),
  )
}

function failureRate(slices: readonly Slice[]): number {
  const failed = sumOver(slices, (slice) => errorCount(slice.errors))
  return failed === 0 ? 0 : failed / (failed + sumOver(slices, (slice) => slice.completed))
}
