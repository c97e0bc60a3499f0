import { expect, test } from 'vitest'
import { type RemoteFailureKind, remoteFailure } from '../../src/git/remote-failure.ts'

const cases: [RemoteFailureKind, string][] = [
  [
    'forbidden',
    `remote: Permission to ada/app.git denied to github-actions[bot].
fatal: unable to access 'https://github.com/ada/app/': The requested URL returned error: 403`,
  ],
  ['forbidden', 'remote: Write access to repository not granted.\nfatal: unable to access: error: 403'],
  ['forbidden', 'ERROR: The key you are authenticating with has been marked as read only.'],
  ['forbidden', 'remote: This repository was archived so it is read-only.'],
  [
    'forbidden',
    'remote: error: insufficient permission for adding an object to repository database ./objects',
  ],
  ['unauthenticated', "fatal: could not read Username for 'https://github.com': terminal prompts disabled"],
  [
    'unauthenticated',
    `remote: Invalid username or token. Password authentication is not supported for Git operations.
fatal: Authentication failed for 'https://github.com/ada/app/'`,
  ],
  [
    'unauthenticated',
    `git@github.com: Permission denied (publickey).
fatal: Could not read from remote repository.

Please make sure you have the correct access rights
and the repository exists.`,
  ],
  ['unauthenticated', 'Host key verification failed.\nfatal: Could not read from remote repository.'],
  [
    'no-remote',
    "remote: Repository not found.\nfatal: repository 'https://github.com/ada/nothing/' not found",
  ],
  ['no-remote', "fatal: '/srv/gone.git' does not appear to be a git repository"],
  ['trouble', "fatal: unable to access 'https://github.com/': Could not resolve host: github.com"],
  ['trouble', "fatal: unable to access 'https://github.com/': The requested URL returned error: 502"],
  ['trouble', 'error: RPC failed; curl 56 Recv failure: Connection reset by peer\nfatal: early EOF'],
  ['trouble', ''],
]

test.each(cases)('is %s: %s', (kind, stderr) => {
  expect(remoteFailure(stderr).kind).toBe(kind)
})

test('quotes the line that says it, without credentials', () => {
  const stderr = "warning: x\nfatal: Authentication failed for 'https://ada:s3cret@example.org/'\n"
  expect(remoteFailure(stderr).said).toBe("fatal: Authentication failed for 'https://***@example.org/'")
})
