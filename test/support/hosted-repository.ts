import { mkdir, mkdtemp, readFile, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { openBaseline } from '../../src/baseline/store.ts'
import { git as runGit } from '../../src/git/run-git.ts'
import type { BaselineRecord } from '../../src/result/record.ts'
import { makeProject, type Project } from './cli.ts'
import { gitHttpServer } from './git-http-server.ts'
import { LoopbackGitHub } from './loopback-github.ts'
import type { Comment, PullRequest, WorkflowRun } from './loopback-github-model.ts'
import { workflowRunPayload } from './loopback-github-payloads.ts'
import { type EndedStep, runStep, type Step } from './runner.ts'
import { commitFile, gitNow, scratchEnv } from './scratch-repository.ts'

export const REPOSITORY = 'octo/shop'
const PULL_REQUEST = 7

/** What an event changes of the step that it starts. */
export type StepChanges = Partial<
  Pick<Step, 'with' | 'env' | 'run' | 'attempt' | 'token' | 'during' | 'event'>
> & {
  /** An input of actions/checkout: false leaves no token in the clone. */
  readonly persistCredentials?: boolean
  /** Likewise: how many commits deep the clone is, 1 where it is left out. */
  readonly fetchDepth?: number
}

/**
 * A repository on a GitHub of our own: the API on loopback, its git behind a server that asks for the job's
 * token, and checkouts made as actions/checkout makes them.
 */
export interface HostedRepository extends AsyncDisposable {
  readonly project: Project
  readonly github: LoopbackGitHub
  readonly serverUrl: string
  readonly token: string
  readonly readOnlyToken: string
  /** The workspace of the last step. */
  readonly workspace: () => string
  /** A push of what `branch` has now. */
  push(branch: string, changes?: StepChanges): Promise<EndedStep>
  /** Opens pull request 7 with changed files. `author/name` as `from` is a fork. */
  openPullRequest(files: Readonly<Record<string, string>>, from?: string): Promise<OpenPullRequest>
  /** The workflow that measures: a run of it for pull request 7, or for main. */
  measuringRun(of: 'pull-request' | 'main'): Promise<WorkflowRun>
  /** Uploads what a step measured as actions/upload-artifact does, under the name in its output. */
  upload(run: WorkflowRun, step: EndedStep): Promise<void>
  /** The end of a run starts the publishing workflow, which checks nothing out. */
  publish(run: WorkflowRun, changes?: StepChanges): Promise<EndedStep>
  /** Puts a record of `commit` into the baseline branch. */
  store(record: BaselineRecord, commit: string): Promise<string>
  /** Files of the baseline branch; undefined without the branch. */
  branchFiles(branch?: string): string[] | undefined
  branchFile(path: string, branch?: string): string
  /** Puts other text into a file of the baseline branch, as anyone who may push could. */
  replaceInBranch(path: string, text: string): Promise<void>
}

export interface OpenPullRequest {
  readonly base: string
  readonly head: string
  readonly merge: string
  comments(): readonly Comment[]
  run(changes?: StepChanges): Promise<EndedStep>
}

export async function hostRepository(fixture: string, config?: string): Promise<HostedRepository> {
  const project = await makeProject(fixture, config)
  const github = await LoopbackGitHub.start()
  github.addRepository(REPOSITORY)
  const token = github.issueToken()
  const readOnlyToken = github.issueToken({ access: 'read' })
  const server = await gitHttpServer(project.folder, { write: token, read: readOnlyToken })
  // On GitHub the address is made of owner and name.
  await mkdir(join(project.folder, dirname(REPOSITORY)))
  await symlink(project.origin, join(project.folder, `${REPOSITORY}.git`))
  let workspace = ''

  const step = async (what: Pick<Step, 'event' | 'ref' | 'sha'>, changes: StepChanges = {}) => {
    const own = join(await mkdtemp(join(project.folder, 'work-')), 'shop')
    workspace = own
    const depth = changes.fetchDepth ?? 1
    await checkOutAsTheAction(own, { server: server.url, token: changes.token ?? token, depth, ...what })
    if (changes.persistCredentials === false)
      gitNow(own, 'config', '--local', '--unset-all', `http.${server.url}/.extraheader`)
    return await runStep({
      folder: project.folder,
      workspace: own,
      token,
      apiUrl: github.url,
      serverUrl: server.url,
      repository: REPOSITORY,
      ...what,
      ...changes,
    })
  }

  return {
    project,
    github,
    serverUrl: server.url,
    token,
    readOnlyToken,
    workspace: () => workspace,
    async push(branch, changes) {
      const sha = await project.git('rev-parse', branch)
      await project.git('push', '--quiet', '--force', 'origin', branch)
      const ref = `refs/heads/${branch}`
      return await step({ event: { name: 'push', payload: pushPayload(ref, sha) }, ref, sha }, changes)
    },
    async openPullRequest(files, from = REPOSITORY) {
      const commits = await proposeChange(project, files)
      const options = { number: PULL_REQUEST, headRepo: from, headRef: 'change', headSha: commits.head }
      const opened = github.addPullRequest(REPOSITORY, {
        ...options,
        baseSha: commits.base,
        mergeCommit: commits.merge,
      })
      return {
        ...commits,
        comments: () => github.comments(REPOSITORY, PULL_REQUEST),
        run: (changes) =>
          step(
            {
              event: { name: 'pull_request', payload: pullRequestPayload(opened) },
              ref: `refs/pull/${PULL_REQUEST}/merge`,
              sha: commits.merge,
            },
            changes,
          ),
      }
    },
    async measuringRun(of) {
      const options = { workflow: '.github/workflows/corecurve.yml' }
      if (of === 'pull-request') return github.addRun(REPOSITORY, { ...options, pullRequest: PULL_REQUEST })
      const headSha = await project.git('rev-parse', 'main')
      return github.addRun(REPOSITORY, { ...options, event: 'push', headSha })
    },
    async upload(run, { outputs }) {
      const { artifact = '', report = '' } = outputs
      github.addArtifact(REPOSITORY, run, artifact, { [basename(report)]: await readFile(report, 'utf8') })
    },
    async publish(run, changes) {
      const payload = workflowRunPayload({ github, repository: REPOSITORY }, run)
      return await runStep({
        folder: project.folder,
        workspace: await mkdtemp(join(project.folder, 'empty-')),
        token,
        apiUrl: github.url,
        serverUrl: server.url,
        repository: REPOSITORY,
        event: { name: 'workflow_run', payload },
        ref: 'refs/heads/main',
        sha: run.headSha,
        run: run.id + 1_000_000,
        ...changes,
      })
    },
    async store(record, commit) {
      await using baseline = await openBaseline({
        checkout: project.checkout,
        branch: 'corecurve',
        env: scratchEnv,
      })
      const { path } = await baseline.push({ record: { ...record, commit }, keep: 100, message: 'Record' })
      return path
    },
    branchFiles(branch = 'corecurve') {
      const branches = gitNow(project.origin, 'branch', '--format=%(refname:short)').split('\n')
      if (!branches.includes(branch)) return undefined
      return gitNow(project.origin, 'ls-tree', '-r', '--name-only', branch).split('\n')
    },
    branchFile: (path, branch = 'corecurve') => gitNow(project.origin, 'show', `${branch}:${path}`),
    async replaceInBranch(path, text) {
      const clone = join(await mkdtemp(join(project.folder, 'by-hand-')), 'clone')
      gitNow(project.folder, 'clone', '--quiet', '--branch', 'corecurve', project.origin, clone)
      commitFile(clone, path, text)
      gitNow(clone, 'push', '--quiet', 'origin', 'corecurve')
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]()
      await project[Symbol.asyncDispose]()
      await github[Symbol.asyncDispose]()
    },
  }
}

/** Commits `files` beside main, and the merge that GitHub makes of both. */
async function proposeChange(project: Project, files: Readonly<Record<string, string>>) {
  const { git } = project
  const base = await git('rev-parse', 'main')
  await git('switch', '--quiet', '--create', 'change')
  for (const [path, text] of Object.entries(files)) await project.write(path, text)
  const head = await project.commit('Change')
  await git('switch', '--quiet', '--detach', 'main')
  await git('merge', '--quiet', '--no-ff', '--message', `Merge ${head} into ${base}`, 'change')
  const merge = await git('rev-parse', 'HEAD')
  const refs = [`${head}:refs/pull/${PULL_REQUEST}/head`, `${merge}:refs/pull/${PULL_REQUEST}/merge`]
  await git('push', '--quiet', 'origin', ...refs)
  await git('switch', '--quiet', 'main')
  return { base, head, merge }
}

/** What actions/checkout does: so many commits, the token in the clone's own configuration. */
async function checkOutAsTheAction(
  workspace: string,
  from: { server: string; token: string; depth: number; ref: string; sha: string },
): Promise<void> {
  const { server, token, depth, ref, sha } = from
  await mkdir(workspace)
  // Not at once, as other arrangements are: the server that it talks to is in this very process.
  const git = (...args: string[]) => runGit(args, { cwd: workspace, env: scratchEnv })
  await git('init', '--quiet')
  await git('remote', 'add', 'origin', `${server}/origin.git`)
  await git('config', '--local', 'gc.auto', '0')
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64')
  await git('config', '--local', `http.${server}/.extraheader`, `AUTHORIZATION: basic ${basic}`)
  const branch = /^refs\/heads\/(.*)$/.exec(ref)?.[1]
  const local = branch === undefined ? ref.replace('refs/', 'refs/remotes/') : `refs/remotes/origin/${branch}`
  const how = ['--no-tags', '--prune', '--no-recurse-submodules', `--depth=${depth}`]
  await git('-c', 'protocol.version=2', 'fetch', '--quiet', ...how, 'origin', `+${sha}:${local}`)
  await git('checkout', '--quiet', '--force', ...(branch === undefined ? [] : ['-B', branch]), local)
}

/** Of a branch that now names `after`; zeros where it was deleted. */
export function pushPayload(ref: string, after: string) {
  const deleted = /^0+$/.test(after)
  return { ref, after, deleted, repository: { full_name: REPOSITORY, default_branch: 'main' } }
}

function pullRequestPayload({ number, head, base, title }: PullRequest) {
  const repo = { id: 1, full_name: REPOSITORY }
  const headRepo =
    head.repo?.fullName === REPOSITORY
      ? repo
      : head.repo && { id: head.repo.id, full_name: head.repo.fullName }
  return {
    action: 'synchronize',
    number,
    pull_request: {
      number,
      title,
      head: { ref: head.ref, sha: head.sha, repo: headRepo },
      base: { ref: base.ref, sha: base.sha, repo },
    },
    repository: { full_name: REPOSITORY, default_branch: 'main' },
  }
}
