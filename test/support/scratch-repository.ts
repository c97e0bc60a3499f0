import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The environment of tests that run git: none of the machine's own configuration, a fixed identity. */
export const scratchEnv: NodeJS.ProcessEnv = {
  PATH: process.env.PATH,
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
}

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
}

/** Runs git at once and gives what it printed, trimmed. For arranging and looking at repositories. */
export function gitNow(cwd: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd,
    env: { ...scratchEnv, ...IDENTITY },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()
}

export interface ScratchFolder extends Disposable {
  readonly path: string
}

export function scratchFolder(): ScratchFolder {
  const path = mkdtempSync(join(tmpdir(), 'corecurve-test-'))
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

/** A bare repository `origin.git` and a clone of it, `checkout`, with one commit on `main`. */
export interface ScratchRepository extends Disposable {
  readonly folder: string
  readonly origin: string
  readonly checkout: string
}

export function scratchRepository(): ScratchRepository {
  const folder = scratchFolder()
  const origin = join(folder.path, 'origin.git')
  const checkout = join(folder.path, 'checkout')
  gitNow(folder.path, 'init', '--quiet', '--bare', '--initial-branch=main', origin)
  gitNow(folder.path, 'init', '--quiet', '--initial-branch=main', checkout)
  gitNow(checkout, 'remote', 'add', 'origin', origin)
  commitFile(checkout, 'README.md', 'hello')
  gitNow(checkout, 'push', '--quiet', '--set-upstream', 'origin', 'main')
  gitNow(checkout, 'remote', 'set-head', 'origin', 'main')
  return { folder: folder.path, origin, checkout, [Symbol.dispose]: () => folder[Symbol.dispose]() }
}

/** Writes one file and commits it; gives the commit. */
export function commitFile(checkout: string, file: string, content: string): string {
  writeFileSync(join(checkout, file), content)
  gitNow(checkout, 'add', file)
  gitNow(checkout, 'commit', '--quiet', '--message', `${file}: ${content}`)
  return gitNow(checkout, 'rev-parse', 'HEAD')
}

/** Commits `count` times; gives the commits, oldest first. */
export function commitMany(checkout: string, count: number, label = 'change'): string[] {
  return Array.from({ length: count }, (_, index) => commitFile(checkout, 'log.txt', `${label} ${index}`))
}

/** Everything of a checkout that is its user's: refs, HEAD, index, configuration, working tree. */
export function snapshotOf(checkout: string): Record<string, string> {
  const file = (name: string) => {
    const path = join(checkout, '.git', name)
    return existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'absent'
  }
  return {
    refs: gitNow(checkout, 'for-each-ref'),
    head: file('HEAD'),
    index: file('index'),
    config: file('config'),
    fetchHead: file('FETCH_HEAD'),
    packedRefs: file('packed-refs'),
    // Optional locks off: looking must not refresh the index that is being watched.
    tree: gitNow(checkout, '--no-optional-locks', 'status', '--porcelain', '--ignored'),
  }
}
