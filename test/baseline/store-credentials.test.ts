import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { recordPath } from '../../src/baseline/record-path.ts'
import { branchFiles, openScratch, pushRecord, quickTiming, recordOf } from '../support/baseline-branch.ts'
import { gitHttpServer } from '../support/git-http-server.ts'
import {
  gitNow,
  type ScratchRepository,
  scratchEnv,
  scratchRepository,
} from '../support/scratch-repository.ts'

const tokens = { write: 'ghs_writer', read: 'ghs_reader' }
const basic = (token: string) => Buffer.from(`x-access-token:${token}`).toString('base64')

function persistHeader(repo: ScratchRepository, url: string, token: string): void {
  gitNow(repo.checkout, 'config', `http.${url}/.extraheader`, `AUTHORIZATION: basic ${basic(token)}`)
}

async function served(repo: ScratchRepository) {
  const server = await gitHttpServer(repo.folder, tokens)
  gitNow(repo.checkout, 'remote', 'set-url', 'origin', `${server.url}/origin.git`)
  return server
}

describe('over HTTP', () => {
  test('a token opens the branch, writes it and reads it back', async () => {
    using repo = scratchRepository()
    gitNow(repo.origin, 'config', 'uploadpack.allowFilter', 'true')
    await using server = await served(repo)
    const options = { token: tokens.write, serverUrl: server.url }
    await using store = await openScratch(repo, options)
    expect(await pushRecord(store, recordOf(1))).toMatchObject({ kind: 'pushed' })
    await using again = await openScratch(repo, options)
    expect(await again.read(recordPath(recordOf(1)))).toEqual({ kind: 'ok', value: recordOf(1) })
    expect(new Set(server.authorizations)).toEqual(new Set([`basic ${basic(tokens.write)}`]))
  })

  test('credentials persisted in the checkout are used where there is no token', async () => {
    using repo = scratchRepository()
    await using server = await served(repo)
    persistHeader(repo, server.url, tokens.write)
    await using store = await openScratch(repo)
    expect(await pushRecord(store, recordOf(1))).toMatchObject({ kind: 'pushed' })
    expect(branchFiles(repo)).toContain(recordPath(recordOf(1)))
  })

  test('so are those in a file that the checkout includes', async () => {
    using repo = scratchRepository()
    await using server = await served(repo)
    const file = join(repo.folder, 'credentials.config')
    const header = `AUTHORIZATION: basic ${basic(tokens.write)}`
    gitNow(repo.checkout, 'config', '--file', file, `http.${server.url}/.extraheader`, header)
    gitNow(repo.checkout, 'config', `includeIf.gitdir:${repo.checkout}/.git.path`, file)
    await using store = await openScratch(repo)
    expect(await pushRecord(store, recordOf(1))).toMatchObject({ kind: 'pushed' })
  })

  test('a token goes before persisted credentials, and only one header is sent', async () => {
    using repo = scratchRepository()
    await using server = await served(repo)
    persistHeader(repo, server.url, tokens.read)
    await using store = await openScratch(repo, { token: tokens.write, serverUrl: server.url })
    expect(await pushRecord(store, recordOf(1))).toMatchObject({ kind: 'pushed' })
    expect(new Set(server.authorizations)).toEqual(new Set([`basic ${basic(tokens.write)}`]))
  })

  test('a token is sent to nobody but its own server', async () => {
    using repo = scratchRepository()
    await using server = await served(repo)
    const options = { token: tokens.write, serverUrl: 'https://github.com' }
    await expect(openScratch(repo, options)).rejects.toMatchObject({ reason: 'unauthenticated' })
    expect(new Set(server.authorizations)).toEqual(new Set([undefined]))
  })

  test.each([
    ['an unknown token', 'ghs_stranger'],
    ['no token', undefined],
  ])('%s is said at once, with what to do and without the token', async (_, token) => {
    using repo = scratchRepository()
    await using server = await served(repo)
    const error = await openScratch(repo, { token, serverUrl: server.url }).catch((e) => e)
    expect(error).toMatchObject({
      reason: 'unauthenticated',
      message: expect.stringContaining('github-token'),
    })
    if (token !== undefined)
      for (const secret of [token, basic(token)]) expect(error.message).not.toContain(secret)
  })

  test('a token that may only read is refused at once, with the permission to give', async () => {
    using repo = scratchRepository()
    await using server = await served(repo)
    const timing = quickTiming()
    await using store = await openScratch(repo, { token: tokens.read, serverUrl: server.url, timing })
    const result = await pushRecord(store, recordOf(1))
    expect(result).toMatchObject({ kind: 'refused', reason: 'forbidden', attempts: 1 })
    expect(result).toHaveProperty('message', expect.stringContaining('permissions: contents: write'))
    expect(JSON.stringify(result)).not.toContain(tokens.read)
  })

  test('a repository that is not there is said', async () => {
    using repo = scratchRepository()
    await using server = await served(repo)
    gitNow(repo.checkout, 'remote', 'set-url', 'origin', `${server.url}/nothing.git`)
    const options = { token: tokens.write, serverUrl: server.url }
    await expect(openScratch(repo, options)).rejects.toMatchObject({ reason: 'no-remote' })
  })
})

test('no credential stands in an argument of git or of what git starts, nor in a file', async () => {
  using repo = scratchRepository()
  await using server = await served(repo)
  // Even where the user put it into the address of the remote.
  const address = `${server.url.replace('//', `//x-access-token:${tokens.read}@`)}/origin.git`
  gitNow(repo.checkout, 'remote', 'set-url', 'origin', address)
  const bin = join(repo.folder, 'bin')
  const seen = join(repo.folder, 'arguments.log')
  const trace = join(repo.folder, 'trace.log')
  const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim()
  mkdirSync(bin)
  writeFileSync(join(bin, 'git'), `#!/bin/sh\nprintf '%s\\n' "$*" >> ${seen}\nexec ${real} "$@"\n`, {
    mode: 0o755,
  })
  const env = { ...scratchEnv, PATH: `${bin}:${scratchEnv.PATH}`, GIT_TRACE: trace }
  await using store = await openScratch(repo, { env, token: tokens.write, serverUrl: server.url })
  expect(await pushRecord(store, recordOf(1))).toMatchObject({ kind: 'pushed' })
  const ours = readFileSync(seen, 'utf8')
  expect(ours).toContain('push --porcelain')
  for (const secret of [tokens.write, basic(tokens.write), tokens.read]) expect(ours).not.toContain(secret)
  // What git itself starts is git's own affair, but our token is not in it.
  expect(existsSync(trace)).toBe(true)
  for (const secret of [tokens.write, basic(tokens.write)])
    expect(readFileSync(trace, 'utf8')).not.toContain(secret)
})
