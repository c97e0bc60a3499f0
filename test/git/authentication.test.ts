import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { gitEnvironment } from '../../src/git/authentication.ts'
import { borrowedConfiguration } from '../../src/git/borrowed-configuration.ts'
import {
  type ConfigEntry,
  parseConfiguration,
  readConfiguration,
  withConfiguration,
} from '../../src/git/configuration.ts'
import { redactCredentials } from '../../src/git/redact-credentials.ts'
import { originUrl, remoteConfiguration } from '../../src/git/remote.ts'
import { gitNow, scratchEnv, scratchFolder, scratchRepository } from '../support/scratch-repository.ts'

describe('gitEnvironment', () => {
  test('gives the token to its own server only, in the form of actions/checkout', () => {
    const env = gitEnvironment({ token: 'ghs_abc', serverUrl: 'https://ghe.example.org/', env: {} })
    expect(env).toEqual({
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'http.https://ghe.example.org/.extraheader',
      GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${btoa('x-access-token:ghs_abc')}`,
    })
  })

  test('asks the environment for the server, and takes github.com where it does not say', () => {
    const key = (env: NodeJS.ProcessEnv) => gitEnvironment({ token: 't', env }).GIT_CONFIG_KEY_0
    expect(key({ GITHUB_SERVER_URL: 'https://ghe.example.org' })).toBe(
      'http.https://ghe.example.org/.extraheader',
    )
    expect(key({})).toBe('http.https://github.com/.extraheader')
  })

  test('changes nothing without a token', () => {
    expect(gitEnvironment({ env: { A: '1' } })).toEqual({ A: '1' })
    expect(gitEnvironment({ token: '', env: { A: '1' } })).toEqual({ A: '1' })
  })

  test('replaces a persisted header: git sends one, not two', () => {
    const known = [{ key: 'http.https://github.com/.extraheader', value: 'AUTHORIZATION: basic old' }]
    const env = gitEnvironment({ token: 'new', known, env: withConfiguration(scratchEnv, known) })
    using folder = scratchFolder()
    const sent = sentHeaders(folder.path, env)
    expect(sent).toEqual([`AUTHORIZATION: basic ${btoa('x-access-token:new')}`])
  })
})

describe('configuration in the environment', () => {
  test('follows what the environment already carries, and git reads all of it back', async () => {
    using folder = scratchFolder()
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/)
    const value = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'))
    const entries = fc.array(fc.record({ key: name.map((n) => `corecurve.${n}`), value }), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(entries, entries, async (first, second) => {
        const env = withConfiguration(withConfiguration(scratchEnv, first), second)
        expect(await readConfiguration(folder.path, { env })).toEqual([...first, ...second])
      }),
      { numRuns: 25 },
    )
  })

  test('a name without a value is true, and a value may have lines', () => {
    expect(parseConfiguration('core.bare\0a.b\none\ntwo\0')).toEqual([
      { key: 'core.bare', value: 'true' },
      { key: 'a.b', value: 'one\ntwo' },
    ])
  })
})

describe('borrowedConfiguration', () => {
  const entry = (key: string, value = 'x'): ConfigEntry => ({ key, value })

  test('takes how servers are reached, and nothing that says how the user works', () => {
    const wanted = [
      entry('http.https://github.com/.extraheader'),
      entry('http.proxy'),
      entry('http.sslcainfo'),
      entry('credential.helper'),
      entry('credential.https://github.com.helper'),
      entry('core.sshcommand'),
      entry('url.git@github.com:.insteadof'),
    ]
    const unwanted = [
      entry('user.name'),
      entry('core.hookspath'),
      entry('alias.x'),
      entry('remote.origin.url'),
    ]
    expect(borrowedConfiguration([...unwanted, ...wanted], [])).toEqual(wanted)
  })

  test('takes only what the temporary repository does not see by itself, in its order', () => {
    const shared = entry('credential.helper', 'store')
    const own = [entry('credential.helper', ''), entry('credential.helper', 'cache')]
    expect(borrowedConfiguration([shared, ...own], [shared])).toEqual(own)
    expect(borrowedConfiguration([shared, shared], [shared])).toEqual([shared])
  })

  test('sees credentials in a file that the checkout includes for its own folder', async () => {
    using repo = scratchRepository()
    const file = `${repo.folder}/credentials.config`
    gitNow(
      repo.checkout,
      'config',
      '--file',
      file,
      'http.https://github.com/.extraheader',
      'AUTHORIZATION: basic x',
    )
    gitNow(repo.checkout, 'config', `includeIf.gitdir:${repo.checkout}/.git.path`, file)
    const seen = await readConfiguration(repo.checkout, { env: scratchEnv })
    const here = await readConfiguration(repo.origin, { env: scratchEnv, gitDir: repo.origin })
    expect(borrowedConfiguration(seen, here)).toEqual([
      { key: 'http.https://github.com/.extraheader', value: 'AUTHORIZATION: basic x' },
    ])
  })
})

describe('remoteConfiguration', () => {
  const at = (remote: string, configuration: ConfigEntry[] = []) =>
    remoteConfiguration(configuration, { remote, root: '/home/ada/app', as: 'baseline' })

  test('carries a remote over under another name, and not what it fetches', () => {
    const configuration = [
      { key: 'remote.origin.url', value: 'https://github.com/o/r' },
      { key: 'remote.origin.pushurl', value: 'git@github.com:o/r' },
      { key: 'remote.origin.fetch', value: '+refs/heads/*:refs/remotes/origin/*' },
      { key: 'remote.other.url', value: 'elsewhere' },
    ]
    expect(at('origin', configuration)).toEqual([
      { key: 'remote.baseline.url', value: 'https://github.com/o/r' },
      { key: 'remote.baseline.pushurl', value: 'git@github.com:o/r' },
    ])
  })

  test.each([
    ['../origin.git', '/home/ada/origin.git'],
    ['/srv/origin.git', '/srv/origin.git'],
    ['file:///srv/origin.git', 'file:///srv/origin.git'],
    ['git@github.com:o/r.git', 'git@github.com:o/r.git'],
    ['gh:o/r', 'gh:o/r'],
  ])('reads %s as %s from the root of the checkout', (address, url) => {
    expect(at(address)).toEqual([{ key: 'remote.baseline.url', value: url }])
    expect(at('up', [{ key: 'remote.up.url', value: address }])).toEqual([
      { key: 'remote.baseline.url', value: url },
    ])
  })

  test('a remote that is not there is the user’s mistake', () => {
    expect(() => at('origin')).toThrow('This repository has no remote "origin"')
  })

  test('originUrl is the address as it stands, or nothing', async () => {
    using repo = scratchRepository()
    expect(await originUrl(repo.checkout, { env: scratchEnv })).toBe(repo.origin)
    expect(await originUrl(repo.checkout, { env: scratchEnv, remote: 'none' })).toBeUndefined()
  })
})

test('redacting leaves addresses without credentials as they are', () => {
  const text = 'fatal: unable to access https://github.com/o/r@v1, git@github.com:o/r and file:///x@y'
  expect(redactCredentials(text)).toBe(text)
})

/** The extra headers that git would send to github.com, by its own reading of its configuration. */
function sentHeaders(cwd: string, env: NodeJS.ProcessEnv): string[] {
  const headers = parseConfiguration(configList(cwd, env))
    .filter(({ key }) => key.endsWith('.extraheader'))
    .map(({ value }) => value)
  return headers.slice(headers.lastIndexOf('') + 1)
}

function configList(cwd: string, env: NodeJS.ProcessEnv): string {
  return execFileSync('git', ['config', '--list', '-z'], { cwd, env, encoding: 'utf8' })
}
