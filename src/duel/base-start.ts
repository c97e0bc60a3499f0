import { MeasurementFailure } from '../result/measurement-failure.ts'
import type { Failure } from '../result/shared-schema.ts'
import { startService } from '../service/start-service.ts'
import type { ArmSource } from './arm-runner.ts'
import type { DuelOutcome } from './contest.ts'
import { coreLabel } from './core-label.ts'
import type { VisitContext } from './visit-context.ts'

/**
 * Why the base of a duel that failed does not start at all, which is like a base that does not build. Asked of base
 * alone, for beside head it may only have missed what head holds: a port, a lock. A base that started in an earlier
 * round, or that does not get ready in time, is not meant: chance may have done that.
 * @returns undefined where the duel failed for another reason, or base starts when it is alone
 */
export async function baseStartFailure(
  { failure, visits }: Pick<DuelOutcome, 'failure' | 'visits'>,
  source: ArmSource,
  { plan, inherited, signal }: Pick<VisitContext, 'plan' | 'inherited' | 'signal'>,
): Promise<Failure | undefined> {
  if (failure?.phase !== 'start' || failure.arm !== 'base' || source.kind !== 'service') return undefined
  if ([...visits.values()].some((rounds) => rounds.slice(1).some((visit) => visit !== null))) return undefined
  const untried = [...visits].filter(([, [first]]) => first === null || first === undefined)
  for (const [cores] of untried) {
    const cpus = plan.pinnable ? { cpus: plan.programCpus.slice(0, cores) } : {}
    try {
      await using _ = await startService(source.service, { cores, ...cpus, inherited, signal })
    } catch (error) {
      if (!(error instanceof MeasurementFailure)) throw error
      const { phase, reason, output } = error.failure
      if (phase === 'start') return { phase, reason: `at ${coreLabel(cores)}: ${reason}`, output }
    }
  }
  return undefined
}
