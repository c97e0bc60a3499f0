import { GitHubConversations } from './loopback-github-conversations.ts'
import type {
  Artifact,
  CheckRun,
  CommitStatus,
  Job,
  Repository,
  RunOptions,
  Workflow,
  WorkflowRun,
} from './loopback-github-model.ts'
import { zipFile } from './zip-file.ts'

/** All that this GitHub knows: repositories, conversations, and here runs, artifacts, checks and statuses. */
export class GitHubState extends GitHubConversations {
  addWorkflow(fullName: string, path: string, name = 'Benchmark'): Workflow {
    const workflow = { id: this.nextId(), name, path }
    this.repository(fullName).workflows.push(workflow)
    return workflow
  }

  /** A run of a workflow; a finished and successful one for a pull request's head where nothing else is said. */
  addRun(fullName: string, options: RunOptions = {}): WorkflowRun {
    const repository = this.repository(fullName)
    const path = options.workflow ?? '.github/workflows/benchmark.yml'
    const workflow = repository.workflows.find((one) => one.path === path) ?? this.addWorkflow(fullName, path)
    const status = options.status ?? 'completed'
    const createdAt = this.now()
    const run: WorkflowRun = {
      id: options.id ?? this.nextId(),
      number: repository.runs.size + 1,
      attempt: options.attempt ?? 1,
      workflow,
      path: options.path ?? path,
      event: options.event ?? (options.pullRequest === undefined ? 'push' : 'pull_request'),
      status,
      conclusion: options.conclusion ?? (status === 'completed' ? 'success' : null),
      actor: options.actor ?? 'a-contributor',
      ...this.#headOf(repository, options),
      jobs: [],
      ...{ createdAt, startedAt: createdAt },
    }
    repository.runs.set(run.id, run)
    repository.commits.add(run.headSha)
    return run
  }

  /** Someone runs it again: the same id, the next attempt. What it uploaded before is still there. */
  rerun(run: WorkflowRun): void {
    run.attempt += 1
    run.startedAt = this.now()
  }

  /** Its failed jobs alone are run again: the others are of the next attempt too, with the times that they ran at. */
  rerunFailed(run: WorkflowRun): void {
    const kept = run.jobs.filter(
      ({ attempt, conclusion }) => attempt === run.attempt && conclusion === 'success',
    )
    this.rerun(run)
    for (const job of kept) run.jobs.push({ ...job, id: this.nextId(), attempt: run.attempt })
  }

  /** `during`: what happens while it runs. */
  addJob(
    run: WorkflowRun,
    name: string,
    conclusion: Job['conclusion'] = 'success',
    during: () => void = () => {},
  ): Job {
    const startedAt = this.now()
    during()
    const job = {
      ...{ id: this.nextId(), name, attempt: run.attempt, conclusion },
      ...{ startedAt, completedAt: this.now() },
    }
    run.jobs.push(job)
    return job
  }

  /** What a run uploaded: files by name, or an archive as it is, be it what it may. */
  addArtifact(
    fullName: string,
    run: WorkflowRun,
    name: string,
    content: Uint8Array | Readonly<Record<string, string>>,
  ): Artifact {
    const artifact = {
      id: this.nextId(),
      name,
      run,
      bytes: content instanceof Uint8Array ? content : archiveOf(content),
      expired: false,
      createdAt: this.now(),
    }
    this.repository(fullName).artifacts.push(artifact)
    return artifact
  }

  addCheckRun(fullName: string, check: Omit<CheckRun, 'id' | 'startedAt'>): CheckRun {
    const added = { ...check, id: this.nextId(), startedAt: this.now() }
    this.repository(fullName).checkRuns.push(added)
    return added
  }

  /** Oldest first. */
  checkRuns(fullName: string, sha: string): readonly CheckRun[] {
    return this.repository(fullName).checkRuns.filter((check) => check.headSha === sha)
  }

  addStatus(fullName: string, status: Omit<CommitStatus, 'id' | 'createdAt'>): CommitStatus {
    const added = { ...status, id: this.nextId(), createdAt: this.now() }
    this.repository(fullName).statuses.push(added)
    return added
  }

  /** Oldest first. */
  statuses(fullName: string, sha: string): readonly CommitStatus[] {
    return this.repository(fullName).statuses.filter((status) => status.sha === sha)
  }

  #headOf(repository: Repository, { pullRequest: number, headRepo, headBranch, headSha }: RunOptions) {
    if (number !== undefined) {
      const pullRequest = this.pullRequest(repository.fullName, number)
      const { repo, ref, sha } = pullRequest.head
      const pullRequests = repo === repository ? [pullRequest] : []
      return { pullRequests, headRepo: repo, headBranch: headBranch ?? ref, headSha: headSha ?? sha }
    }
    const repo = headRepo === undefined ? repository : this.repository(headRepo)
    const branch = headBranch ?? repository.defaultBranch
    const sha = headSha ?? repo.branches.get(branch)
    if (sha === undefined)
      throw new Error(`No branch ${branch} in ${repo.fullName}: name the headSha of the run`)
    return { pullRequests: [], headRepo: repo, headBranch: branch, headSha: sha }
  }
}

function archiveOf(files: Readonly<Record<string, string>>): Uint8Array {
  return zipFile(Object.entries(files).map(([name, data]) => ({ name, data })))
}
