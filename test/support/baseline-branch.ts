import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { recordPath } from '../../src/baseline/record-path.ts'
import type { Timing } from '../../src/baseline/retry.ts'
import { type BaselineOptions, type BaselineStore, openBaseline } from '../../src/baseline/store.ts'
import type { BaselineRecord } from '../../src/result/record.ts'
import { aRecord } from './results.ts'
import { gitNow, type ScratchRepository, scratchEnv } from './scratch-repository.ts'

export const BRANCH = 'corecurve'

/** Opens the branch of a scratch repository's origin. */
export function openScratch(
  repo: ScratchRepository,
  options: Partial<BaselineOptions> = {},
): Promise<BaselineStore> {
  return openBaseline({ checkout: repo.checkout, branch: BRANCH, env: scratchEnv, ...options })
}

/** A record of the n-th minute of a day, each of a commit of its own. */
export function recordOf(minute: number, changes: Partial<BaselineRecord> = {}): BaselineRecord {
  return aRecord({
    at: new Date(Date.UTC(2026, 2, 7, 0, minute)).toISOString(),
    commit: (minute + 1).toString(16).padStart(12, '0').padEnd(40, 'f'),
    ...changes,
  })
}

/** Stores one record with the usual message. */
export function pushRecord(store: BaselineStore, record: BaselineRecord, keep = 1000) {
  return store.push({ record, keep, message: `Record ${record.commit.slice(0, 12)}` })
}

/** Paths of the branch in the bare origin, sorted. */
export function branchFiles(repo: ScratchRepository): string[] {
  return gitNow(repo.origin, 'ls-tree', '-r', '--name-only', BRANCH).split('\n').sort()
}

export function branchFile(repo: ScratchRepository, path: string): string {
  return gitNow(repo.origin, 'show', `${BRANCH}:${path}`)
}

/** Puts a file into the branch as anyone with a clone could; gives its path. */
export function writeByHand(repo: ScratchRepository, path: string, content: string): string {
  const clone = join(repo.folder, `by-hand-${Math.random().toString(36).slice(2)}`)
  gitNow(repo.folder, 'clone', '--quiet', '--branch', BRANCH, repo.origin, clone)
  const file = join(clone, 'content')
  writeFileSync(file, content)
  const oid = gitNow(clone, 'hash-object', '-w', file)
  gitNow(clone, 'update-index', '--add', '--cacheinfo', `100644,${oid},${path}`)
  gitNow(clone, 'commit', '--quiet', '--message', 'By hand')
  gitNow(clone, 'push', '--quiet', 'origin', BRANCH)
  return path
}

export const pathsOf = (records: readonly BaselineRecord[]) => records.map((record) => recordPath(record))

/** Time that passes only by sleeping; `onSleep` is called before each pause. */
export function quickTiming(onSleep: (pause: number) => void | Promise<void> = () => {}): Timing {
  let now = Date.UTC(2026, 2, 7)
  return {
    clock: () => now,
    sleep: async (milliseconds) => {
      now += milliseconds
      await onSleep(milliseconds)
    },
    random: () => 0.5,
  }
}
