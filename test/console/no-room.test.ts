import { expect, test } from 'vitest'
import { noRoom } from '../../src/console/no-room.ts'
import { GitError } from '../../src/git/git-error.ts'

test.each([
  'fatal: write error: No space left on device',
  "error: unable to write file big\nfatal: Could not reset index file to revision 'HEAD'.",
  'fatal: unable to write new index file',
])('git that says “%s” met a full disk, and the temporary folder is named', (stderr) => {
  const error = new GitError(['init'], { kind: 'status', status: 128 }, { stdout: '', stderr })
  expect(noRoom(error, '/scratch')).toContain('/scratch')
})

test('a full disk of our own names the temporary folder', () => {
  const error = Object.assign(new Error('ENOSPC: no space left, write'), { code: 'ENOSPC' })
  expect(noRoom(error, '/scratch')).toContain('/scratch')
})

test('any other error is none of its business', () => {
  expect(noRoom(new Error('boom'), '/scratch')).toBeUndefined()
})
