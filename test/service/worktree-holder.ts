/** Test program: checks HEAD of the repository that its argument names out into a temporary folder, and waits. */

import { temporaryWorktree } from '../../src/service/temporary-worktree.ts'

const [, , repository = ''] = process.argv
await using _ = await temporaryWorktree('base', { repository, commit: 'HEAD', name: 'checkout' }, {})
console.log('checked out')
process.stdin.resume()
await new Promise(() => {})
