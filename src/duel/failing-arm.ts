import { errorCount, type Slice, sumErrors } from '../load/slice.ts'
import { MeasurementFailure } from '../result/measurement-failure.ts'
import type { ArmRunner } from './arm-runner.ts'
import type { Arm, Arms } from './quad.ts'
import { ERROR_LIMIT } from './visit-service.ts'

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
  const worst = failingMore(rates)
  if (rates[worst] <= limit && rates[worst] < 1) return
  const example = exampleOf(worst, slices[worst])
  throw new MeasurementFailure(
    'load',
    `${describeRates(rates)}${example === undefined ? '' : `; ${example}`}`,
    runner(worst).lastLines(),
    rates[other(worst)] <= ERROR_LIMIT ? worst : undefined,
  )
}

/** “0.8 % of head's requests failed, 0 % of base's”: first the arm that fails more. */
export function describeRates(rates: Arms<number>): string {
  const worst = failingMore(rates)
  const percent = (arm: Arm) => `${Number((100 * rates[arm]).toPrecision(2))} %`
  return `${percent(worst)} of ${worst}'s requests failed, ${percent(other(worst))} of ${other(worst)}'s`
}

/** The first failed request of an arm: “head: GET /work answered 500”. */
export function exampleOf(arm: Arm, slices: readonly Slice[]): string | undefined {
  const example = slices.find(({ firstError }) => firstError !== undefined)?.firstError
  return example === undefined ? undefined : `${arm}: ${example}`
}

export function failingMore(rates: Arms<number>): Arm {
  return rates.head >= rates.base ? 'head' : 'base'
}

export function other(arm: Arm): Arm {
  return arm === 'head' ? 'base' : 'head'
}

export function failureRate(parts: readonly Pick<Slice, 'errors' | 'completed'>[]): number {
  const failed = errorCount(sumErrors(parts.map(({ errors }) => errors)))
  const completed = parts.reduce((sum, part) => sum + part.completed, 0)
  return failed === 0 ? 0 : failed / (failed + completed)
}
