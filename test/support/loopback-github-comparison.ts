import { type Call, NOT_FOUND, type Reply, refusal } from './loopback-github-call.ts'
import type { Repository } from './loopback-github-model.ts'
import { resolveCommit } from './loopback-github-repositories.ts'
import { gitCommitJson } from './loopback-github-repository-entities.ts'

/** How two commits of a repository are related, `base...head`, as far as the tests gave them parents. */
export function comparisonReply({ api, path, query }: Call, repository: Repository): Reply {
  const names = path.basehead!.split('...')
  const [base, head] = names.map((name) => resolveCommit(repository, name))
  if (base === undefined || head === undefined || names.length !== 2) return NOT_FOUND
  const [ofBase, ofHead] = [base, head].map((sha) => historyOf(repository, sha)) as [Set<string>, Set<string>]
  const [common] = ofHead.intersection(ofBase)
  if (common === undefined) return refusal(404, `No common ancestor between ${names.join(' and ')}.`)
  const ahead = [...ofHead.difference(ofBase)]
  const behind = ofBase.difference(ofHead).size
  const url = `${api}/repos/${repository.fullName}/compare`
  const page = `https://github.example/${repository.fullName}/compare`
  const size = Math.min(Number(query.get('per_page') ?? 250), 250)
  return {
    status: 200,
    body: {
      ...{ url: `${url}/${base}...${head}`, html_url: `${page}/${base}...${head}` },
      ...{ permalink_url: `${page}/octo:${base.slice(0, 7)}...octo:${head.slice(0, 7)}` },
      ...{ diff_url: `${page}/${base}...${head}.diff`, patch_url: `${page}/${base}...${head}.patch` },
      base_commit: commitJson(api, repository, base),
      merge_base_commit: commitJson(api, repository, common),
      status: statusOf(ahead.length, behind),
      ...{ ahead_by: ahead.length, behind_by: behind, total_commits: ahead.length },
      commits: ahead.slice(0, size).map((sha) => commitJson(api, repository, sha)),
      files: [],
    },
  }
}

function statusOf(ahead: number, behind: number) {
  if (ahead === 0) return behind === 0 ? 'identical' : 'behind'
  return behind === 0 ? 'ahead' : 'diverged'
}

/** A commit and all that it descends from, itself first. */
function historyOf(repository: Repository, sha: string): Set<string> {
  const history = new Set([sha])
  for (const each of history) for (const parent of repository.parents.get(each) ?? []) history.add(parent)
  return history
}

/** `commit`. */
function commitJson(api: string, repository: Repository, sha: string) {
  const { node_id, html_url, message, tree, verification, parents, author } = gitCommitJson(
    api,
    repository,
    sha,
  )
  const url = `${api}/repos/${repository.fullName}/commits/${sha}`
  const commit = { author, committer: author, message, tree, verification, comment_count: 0, url }
  return {
    ...{ sha, node_id, url, html_url, parents, commit, comments_url: `${url}/comments` },
    ...{ author: null, committer: null },
  }
}
