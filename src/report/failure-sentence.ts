import type { Failure } from '../result/shared-schema.ts'
import { WITHHELD_REASON } from '../result/without-text.ts'
import { foreign, link, type Sentence, say } from './sentence.ts'

/**
 * “the service did not get ready (no answer on port 8080 in 30 s)”. Where a stranger's reason was not taken, it is in
 * the log of the run that measured.
 */
export function failureCause(failure: Pick<Failure, 'phase' | 'reason'>, measuringRun?: string): Sentence {
  return say`${PHASES[failure.phase]} (${failureReason(failure, measuringRun)})`
}

/** The reason alone, or where it is said. */
export function failureReason({ reason }: Pick<Failure, 'reason'>, measuringRun?: string): Sentence {
  const withheld = reason.trim() === '' || reason === WITHHELD_REASON
  return withheld ? whereItIsSaid(measuringRun) : say`${foreign(reason)}`
}

function whereItIsSaid(measuringRun: string | undefined): Sentence {
  const log = say`the log of the measuring run`
  return say`${measuringRun === undefined ? log : link(measuringRun, log)} says why`
}

/** “`search` could not be measured: the service did not get ready (no answer on port 8080 in 30 s)”. */
export function failureSentence(failure: Failure, label: Sentence): Sentence {
  return say`${label} could not be measured: ${failureCause(failure)}`
}

const PHASES: Record<Failure['phase'], Sentence> = {
  build: say`the build failed`,
  start: say`the program did not start`,
  ready: say`the service did not get ready`,
  load: say`it failed under load`,
  parse: say`its output could not be read`,
}
