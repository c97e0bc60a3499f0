import { parseDuration } from '../config/duration.ts'
import { BRANCH_ALLOWED, isGitBranchName } from '../config/git-branch-name.ts'
import { parseShard, parseShardCount } from '../duel/parse-shard.ts'
import type { CommentPolicy } from '../github/comment-policy.ts'
import { DEFAULT_NAME } from '../github/report-name.ts'
import type { EvidenceChoice } from '../pipeline/compare-request.ts'
import { NAME_PATTERN, type Shard } from '../result/shared-schema.ts'
import { UserError } from '../user-error.ts'
import { MODES, type Mode, refuseForeignInputs } from './modes.ts'

/** Everything that the workflow file says to the Action, read once. */
export interface Inputs {
  readonly config?: string
  readonly mode: Mode
  readonly token?: string
  readonly only: readonly string[]
  readonly cores?: readonly number[]
  /** Milliseconds. */
  readonly budget?: number
  /** What a comparison may rest on. */
  readonly evidence: EvidenceChoice
  readonly failOn: 'regression' | 'never'
  readonly baselineBranch?: string
  readonly comment: CommentPolicy
  /** Of `measure`: the part that this job measures. */
  readonly shard?: Shard
  /** Of `plan`: how many parts to make. */
  readonly shards?: number
  /** Path of the workflow that measures. */
  readonly workflow: string
  /** What the names of artifacts begin with. */
  readonly artifact: string
  /** What it is reported under: the check is called so, and each has a comment of its own. */
  readonly name: string
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
  const shard = text('shard')
  const shards = text('shards')
  const mode = oneOf('mode', text('mode') ?? 'auto', MODES)
  refuseForeignInputs(mode, (name) => text(name) !== undefined)
  return {
    mode,
    evidence: oneOf('evidence', text('evidence') ?? 'auto', ['auto', 'duel', 'stored']),
    failOn: oneOf('fail-on', text('fail-on') ?? 'regression', ['regression', 'never']),
    comment: oneOf('comment', text('comment') ?? 'auto', ['auto', 'always', 'never']),
    workflow: workflowPath('workflow', text('workflow') ?? '.github/workflows/corecurve.yml'),
    artifact: artifactName('artifact', text('artifact') ?? 'corecurve'),
    name: reportName('name', text('name') ?? DEFAULT_NAME),
    only: list(text('only')),
    ...(config === undefined ? {} : { config }),
    ...(token === undefined ? {} : { token }),
    ...(cores === undefined || cores === 'auto' ? {} : { cores: coreCounts('cores', cores) }),
    ...(budget === undefined ? {} : { budget: parseDuration(budget, 'input budget') }),
    ...(baselineBranch === undefined
      ? {}
      : { baselineBranch: branchName('baseline-branch', baselineBranch) }),
    ...(shard === undefined ? {} : { shard: parseShard(shard, 'input shard') }),
    ...(shards === undefined ? {} : { shards: parseShardCount(shards, 'input shards') }),
  }
}

function list(value: string | undefined): string[] {
  return (value ?? '').split(/[\s,]+/).filter((part) => part !== '')
}

function coreCounts(name: string, value: string): number[] {
  return list(value).map((part) => {
    if (!/^[1-9]\d{0,3}$/.test(part)) {
      throw refused(name, part, 'a list of core counts from 1 up, such as "1,2,4", or auto')
    }
    return Number(part)
  })
}

/** As GitHub tells the path of a workflow, without `@` and a ref. */
function workflowPath(name: string, value: string): string {
  if (/^\.[\w.-]+\/workflows\/[^/@]+\.ya?ml$/.test(value)) return value
  throw refused(name, value, 'a path such as .github/workflows/corecurve.yml')
}

/** Of what GitHub allows, the letters that are the same in every file name and URL. */
function artifactName(name: string, value: string): string {
  if (/^[\w.-]{1,100}$/.test(value)) return value
  throw refused(name, value, 'up to 100 letters, digits, ".", "_" and "-"')
}

function reportName(name: string, value: string): string {
  if (NAME_PATTERN.test(value)) return value
  throw refused(name, value, 'up to 64 letters, digits, ".", "_" and "-"')
}

function branchName(name: string, value: string): string {
  if (isGitBranchName(value)) return value
  throw refused(name, value, BRANCH_ALLOWED)
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value)
  if (found !== undefined) return found
  throw new UserError(`input ${name}: found "${value}"; allowed are ${allowed.join(', ')}`)
}

function refused(name: string, value: string, allowed: string): UserError {
  return new UserError(`input ${name}: found "${value}"; allowed is ${allowed}`)
}
