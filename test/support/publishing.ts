import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Comparison } from '../../src/result/comparison.ts'
import { LoopbackGitHub, type LoopbackOptions } from './loopback-github.ts'
import type { Permissions } from './loopback-github-grant.ts'
import type {
  CheckRun,
  Comment,
  PullRequest,
  PullRequestOptions,
  RunOptions,
  WorkflowRun,
} from './loopback-github-model.ts'
import { issueCommentPayload, pullRequestPayload, workflowRunPayload } from './loopback-github-payloads.ts'
import { runActionHere } from './run-action-here.ts'
import { type EndedStep, runStep, type Step } from './runner.ts'

export const REPOSITORY = 'octo/shop'
export const MEASURING = '.github/workflows/corecurve.yml'
export const BOT = 'github-actions[bot]'
const NUMBER = 7
export const HEAD = '4f2a9c1'.padEnd(40, '0')
export const BASE = '9d31c07'.padEnd(40, '0')
export const MERGE = 'c0ffee1'.padEnd(40, '0')

/** What two-steps-publish.yml grants. */
export const PUBLISHING: Permissions = {
  actions: 'read',
  contents: 'read',
  'pull-requests': 'write',
  checks: 'write',
}

/** What an event changes of the step that it starts. */
export type PublishChanges = Partial<Pick<Step, 'with' | 'env' | 'run' | 'attempt' | 'token'>> & {
  readonly permissions?: Permissions
}

export interface Outcome {
  /** Of the step: 0 or 1. */
  readonly status: number | null
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  readonly errors: readonly string[]
  readonly warnings: readonly string[]
  readonly log: string
}

/** How a step is run: the bundled Action in a process, or its sources in this one, where waiting is a thousandth. */
export type HowToRun = (step: Step) => Promise<Outcome>

/** A GitHub on which pull request 7 of a fork was measured, and the workflow that publishes is there to be started. */
export class Publishing implements AsyncDisposable {
  readonly github: LoopbackGitHub
  readonly pullRequest: PullRequest
  readonly #folder: string
  readonly #how: HowToRun

  private constructor(github: LoopbackGitHub, folder: string, how: HowToRun, opened: PullRequestOptions) {
    this.github = github
    this.#folder = folder
    this.#how = how
    github.addRepository(REPOSITORY)
    this.pullRequest = github.addPullRequest(REPOSITORY, {
      ...{ number: NUMBER, headRepo: 'stranger/shop', headRef: 'change' },
      ...{ headSha: HEAD, baseSha: BASE, mergeCommit: MERGE },
      ...opened,
    })
  }

  static async start(
    how: HowToRun = runActionHere,
    options: LoopbackOptions & { readonly pullRequest?: PullRequestOptions } = {},
  ): Promise<Publishing> {
    const github = await LoopbackGitHub.start(options)
    const folder = await mkdtemp(join(tmpdir(), 'publishing-'))
    return new Publishing(github, folder, how, options.pullRequest ?? {})
  }

  /** The measuring workflow ran for the pull request, and uploaded these parts, or one that is whole. */
  measured(parts: readonly Comparison[], options: RunOptions = {}): WorkflowRun {
    const run = this.run(options)
    for (const part of parts) this.upload(run, part)
    return run
  }

  run(options: RunOptions = {}): WorkflowRun {
    const about = options.event === 'push' ? {} : { pullRequest: NUMBER }
    return this.github.addRun(REPOSITORY, { workflow: MEASURING, ...about, ...options })
  }

  /** An honest upload. */
  upload(run: WorkflowRun, part: Comparison): void {
    const { shard } = part
    const name = shard === undefined ? 'corecurve' : `corecurve-${shard.index}-of-${shard.of}`
    this.github.addArtifact(REPOSITORY, run, name, { 'comparison.json': JSON.stringify(part) })
  }

  /** The publishing workflow, started by the end of a run. */
  publish(run: WorkflowRun, changes: PublishChanges = {}, action = 'completed'): Promise<Outcome> {
    const payload = workflowRunPayload(this.#place, run, action)
    return this.#step({ name: 'workflow_run', payload }, 'refs/heads/main', changes)
  }

  /** A job `mode: publish` of the measuring run itself. */
  publishInRun(run: WorkflowRun, changes: PublishChanges = {}): Promise<Outcome> {
    const payload = pullRequestPayload(this.#place, this.pullRequest)
    const inRun = { run: run.id, attempt: run.attempt, with: { mode: 'publish' }, ...changes }
    return this.#step({ name: 'pull_request', payload }, `refs/pull/${NUMBER}/merge`, inRun)
  }

  /** Someone comments under the pull request, where slash-commands.yml is set up. */
  command(author: string, body: string, changes: PublishChanges = {}): Promise<Outcome> {
    const comment = this.github.addComment(REPOSITORY, NUMBER, author, body)
    const payload = issueCommentPayload(this.#place, comment)
    return this.#step({ name: 'issue_comment', payload }, 'refs/heads/main', {
      permissions: { actions: 'write', 'pull-requests': 'write' },
      ...changes,
    })
  }

  comments(): readonly Comment[] {
    return this.github.comments(REPOSITORY, NUMBER)
  }

  ours(): readonly Comment[] {
    return this.comments().filter(({ author }) => author === BOT)
  }

  checks(sha = HEAD): readonly CheckRun[] {
    return this.github.checkRuns(REPOSITORY, sha)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true })
    await this.github[Symbol.asyncDispose]()
  }

  get #place() {
    return { github: this.github, repository: REPOSITORY }
  }

  async #step(event: Step['event'], ref: string, changes: PublishChanges): Promise<Outcome> {
    const { permissions = PUBLISHING, ...rest } = changes
    return await this.#how({
      folder: this.#folder,
      workspace: await mkdtemp(join(this.#folder, 'empty-')),
      event,
      ref,
      sha: HEAD,
      token: this.github.issueToken({ permissions }),
      apiUrl: this.github.url,
      serverUrl: 'https://github.example',
      repository: REPOSITORY,
      run: 5000,
      ...rest,
    })
  }
}

/** The bundled Action, as the runner runs it. */
export async function runBundled(step: Step): Promise<Outcome> {
  return outcomeOf(await runStep(step))
}

function outcomeOf({ status, outputs, summary, commands, stdout, stderr }: EndedStep): Outcome {
  const of = (wanted: string) => commands.filter(({ command }) => command === wanted).map(({ data }) => data)
  return {
    ...{ status, outputs, summary, errors: of('error'), warnings: of('warning') },
    log: stdout + stderr,
  }
}
