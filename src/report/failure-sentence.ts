import type { Failure } from '../result/shared-schema.ts'
import { foreign, type Sentence, say } from './sentence.ts'

/** “the service did not get ready (no answer on port 8080 in 30 s)”. */
export function failureCause({ phase, reason }: Pick<Failure, 'phase' | 'reason'>): Sentence {
  return say`${PHASES[phase]} (${foreign(reason)})`
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
