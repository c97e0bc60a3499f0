import { expect, test } from 'vitest'
import { noRoom } from '../../src/console/no-room.ts'
import { GitError } from '../../src/git/git-error.ts'

test('a full disk names the temporary folder, whether we or git met it', () => {
  const stderr = 'fatal: write error: No space left on device'
  const ofGit = new GitError(['init'], { kind: 'status', status: 128 }, { stdout: '', stderr })
  const ours = Object.assign(new Error('ENOSPC: no space left, write'), { code: 'ENOSPC' })
  for (const error of [ofGit, ours]) expect(noRoom(error, '/scratch')).toContain('/scratch')
})

test('any other error is none of its business', () => {
  expect(noRoom(new Error('boom'), '/scratch')).toBeUndefined()
})
