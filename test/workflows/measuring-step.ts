import type { StepChanges } from '../support/hosted-repository.ts'
import { example, isOurs } from './workflow-files.ts'

/** How the job `measure` of an example checks out and measures, to the letter. */
export function measuringStep(
  file: string,
): Pick<StepChanges, 'persistCredentials' | 'fetchDepth'> & { with: Record<string, string> } {
  const { steps } = example(file).content.jobs.measure!
  const checkout = steps.find(({ uses }) => uses?.startsWith('actions/checkout@'))?.with ?? {}
  const inputs = Object.entries(steps.find(isOurs)?.with ?? {})
  return {
    with: Object.fromEntries(inputs.map(([name, value]) => [name, String(value)])),
    persistCredentials: checkout['persist-credentials'] !== false,
    fetchDepth: Number(checkout['fetch-depth'] ?? 1),
  }
}
