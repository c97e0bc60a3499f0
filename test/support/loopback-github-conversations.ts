import type { Comment, PullRequest, PullRequestOptions, Reaction } from './loopback-github-model.ts'
import { BASE_SHA, GitHubRepositories } from './loopback-github-repositories.ts'

/** Pull requests and what is said under them. */
export class GitHubConversations extends GitHubRepositories {
  addPullRequest(fullName: string, options: PullRequestOptions = {}): PullRequest {
    const repository = this.repository(fullName)
    const headName = options.headRepo ?? fullName
    const repo =
      this.repositories.get(headName.toLowerCase()) ?? this.addRepository(headName, { isFork: true })
    const number = options.number ?? repository.pullRequests.size + 1
    const pullRequest: PullRequest = {
      id: this.nextId(),
      number,
      title: `Change ${number}`,
      author: options.author ?? 'a-contributor',
      state: options.state ?? 'open',
      head: {
        repo,
        owner: headName.split('/')[0]!,
        ref: options.headRef ?? `change-${number}`,
        sha: options.headSha ?? 'a'.repeat(40),
      },
      base: { ref: options.baseRef ?? repository.defaultBranch, sha: options.baseSha ?? BASE_SHA },
      mergeCommit: options.mergeCommit ?? 'c'.repeat(40),
      locked: options.locked ?? false,
      createdAt: this.now(),
    }
    repository.pullRequests.set(number, pullRequest)
    const { head, base, mergeCommit } = pullRequest
    // A pull request's base is where that branch was when it was opened.
    this.addCommit(fullName, base.sha, base.ref)
    this.addMerge(fullName, mergeCommit, [base.sha, head.sha])
    this.pushTo(fullName, number, pullRequest.head.sha)
    return pullRequest
  }

  pullRequest(fullName: string, number: number): PullRequest {
    const found = this.repository(fullName).pullRequests.get(number)
    if (found === undefined) throw new Error(`No pull request ${fullName}#${number} was added`)
    return found
  }

  /** Another commit becomes the head of a pull request: a push, or a force-push. */
  pushTo(fullName: string, number: number, sha: string): void {
    const { head } = this.pullRequest(fullName, number)
    head.sha = sha
    if (head.repo !== null) this.addCommit(head.repo.fullName, sha, head.ref)
    this.addCommit(fullName, sha)
  }

  /** Its author deletes the fork that a pull request comes from. */
  deleteHeadRepository(fullName: string, number: number): void {
    const { head } = this.pullRequest(fullName, number)
    if (head.repo === null) return
    this.repositories.delete(head.repo.fullName.toLowerCase())
    for (const run of this.repository(fullName).runs.values())
      if (run.headRepo === head.repo) run.headRepo = null
    head.repo = null
  }

  addComment(fullName: string, number: number, author: string, body: string): Comment {
    const createdAt = this.now()
    const comment: Comment = {
      ...{ id: this.nextId(), number, author, body },
      ...{ createdAt, updatedAt: createdAt, reactions: [] },
    }
    this.repository(fullName).comments.push(comment)
    return comment
  }

  editComment(comment: Comment, body: string): void {
    comment.body = body
    comment.updatedAt = this.now()
  }

  /** Someone deletes a comment. */
  removeComment(fullName: string, id: number): void {
    const { comments } = this.repository(fullName)
    comments.splice(0, Infinity, ...comments.filter((comment) => comment.id !== id))
  }

  removeComments(fullName: string, number: number): void {
    const { comments } = this.repository(fullName)
    comments.splice(0, Infinity, ...comments.filter((comment) => comment.number !== number))
  }

  comments(fullName: string, number: number): readonly Comment[] {
    return this.repository(fullName).comments.filter((comment) => comment.number === number)
  }

  /** Reacting twice alike is reacting once. */
  addReaction(
    comment: Comment,
    author: string,
    content: Reaction['content'],
  ): { isNew: boolean; reaction: Reaction } {
    const same = comment.reactions.find((one) => one.author === author && one.content === content)
    if (same !== undefined) return { isNew: false, reaction: same }
    const reaction = { id: this.nextId(), author, content, createdAt: this.now() }
    comment.reactions.push(reaction)
    return { isNew: true, reaction }
  }
}
