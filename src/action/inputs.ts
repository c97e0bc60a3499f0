import { parseDuration } from '../config/duration.ts'
import { BRANCH_ALLOWED, isGitBranchName } from '../config/git-branch-name.ts'
import type { EvidenceChoice } from '../pipeline/compare-request.ts'
import { UserError } from '../user-error.ts'

/** Everything that the workflow file says to the Action, read once. */
export interface Inputs {
  readonly config?: string
  readonly mode: 'auto' | 'measure'
  readonly token?: string
  readonly only: readonly string[]
  readonly cores?: readonly number[]
  /** Milliseconds. */
  readonly budget?: number
  /** What a comparison may rest on. */
  readonly evidence: EvidenceChoice
  readonly failOn: 'regression' | 'never'
  readonly baselineBranch?: string
}

/** Reads an input by its name in action.yml; empty where it was left out. */
export type ReadInput = (name: string) => string

/** @throws UserError that names the input, what was found and what is allowed */
export function readInputs(read: ReadInput): Inputs {
  const text = (name: string) => read(name).trim() || undefined
  const config = text('config')
  const token = text('github-token')
  const cores = text('cores')
  const budget = text('budget')
  const baselineBranch = text('baseline-branch')
  return {
    mode: oneOf('mode', text('mode') ?? 'auto', ['auto', 'measure']),
    evidence: oneOf('evidence', text('evidence') ?? 'auto', ['auto', 'duel', 'stored']),
    failOn: oneOf('fail-on', text('fail-on') ?? 'regression', ['regression', 'never']),
    only: list(text('only')),
    ...(config === undefined ? {} : { config }),
    ...(token === undefined ? {} : { token }),
    ...(cores === undefined || cores === 'auto' ? {} : { cores: coreCounts('cores', cores) }),
    ...(budget === undefined ? {} : { budget: parseDuration(budget, 'input budget') }),
    ...(baselineBranch === undefined
      ? {}
      : { baselineBranch: branchName('baseline-branch', baselineBranch) }),
  }
}

function list(value: string | undefined): string[] {
  return (value ?? '').split(/[\s,]+/).filter((part) => part !== '')
}

function coreCounts(name: string, value: string): number[] {
  return list(value).map((part) => {
    if (!/^[1-9]\d{0,3}$/.test(part)) {
      throw new UserError(
        `input ${name}: found "${part}"; allowed are core counts from 1 up, such as "1,2,4", or auto`,
      )
    }
    return Number(part)
  })
}

function branchName(name: string, value: string): string {
  if (isGitBranchName(value)) return value
  throw new UserError(`input ${name}: found "${value}"; allowed is ${BRANCH_ALLOWED}`)
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value)
  if (found !== undefined) return found
  throw new UserError(`input ${name}: found "${value}"; allowed are ${allowed.join(', ')}`)
}
