import { expect, test } from 'vitest'
import { writeAccess } from '../../src/github/write-access.ts'
import { LoopbackGitHub } from '../support/loopback-github.ts'
import { clientOf, SHOP } from '../support/loopback-github-client.ts'

test.each([
  ['admin', 'yes'],
  ['maintain', 'yes'],
  ['write', 'yes'],
  ['triage', 'no'],
  ['read', 'no'],
  ['none', 'no'],
] as const)('the role %s: %s', async (role, kind) => {
  await using github = await LoopbackGitHub.start()
  github.addRepository('octo/shop')
  github.setRole('octo/shop', 'a-person', role)
  expect(await writeAccess({ client: clientOf(github), ...SHOP, login: 'a-person' })).toEqual({ kind })
})

test('a stranger may not write to a public repository', async () => {
  await using github = await LoopbackGitHub.start()
  github.addRepository('octo/shop')
  expect(await writeAccess({ client: clientOf(github), ...SHOP, login: 'a-stranger' })).toEqual({
    kind: 'no',
  })
})

test.each([
  ['GitHub does not say', { status: 404 }, 'forbidden'],
  ['GitHub is unwell', { status: 502, times: 9 }, 'failed'],
] as const)('nobody may write where %s', async (_, fault, kind) => {
  await using github = await LoopbackGitHub.start()
  github.addRepository('octo/shop')
  github.addFault({ operation: 'repos/get-collaborator-permission-level', kind: 'status', ...fault })
  expect(await writeAccess({ client: clientOf(github), ...SHOP, login: 'octo' })).toMatchObject({ kind })
})
