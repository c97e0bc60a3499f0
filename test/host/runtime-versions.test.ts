import { describe, expect, test } from 'vitest'
import type { Runtime, Service } from '../../src/config/config.ts'
import { runtimeVersions } from '../../src/host/runtime-versions.ts'
import { fileTree } from './file-tree.ts'

function service(runtime: Runtime | undefined, directory: string): Service {
  return {
    name: `${runtime}`,
    directory,
    start: './start',
    startTimeout: 1000,
    env: {},
    ...(runtime && { runtime }),
  }
}

describe('runtimes of this machine', () => {
  test('answer with their version', async () => {
    await using tree = await fileTree({})
    const versions = await runtimeVersions(
      [service('node', tree.root), service('python', tree.root)],
      process.env,
    )
    expect(versions).toEqual({
      node: expect.stringMatching(/^v\d+\.\d+\.\d+$/),
      python: expect.stringMatching(/^\d+\.\d+\.\d+\S*$/),
    })
  })

  test('are not asked where no service uses them', async () => {
    await using tree = await fileTree({})
    expect(await runtimeVersions([service(undefined, tree.root)], process.env)).toEqual({})
  })

  test('answer alone: Python imports nothing of the service, even where PYTHONPATH says so', async () => {
    await using tree = await fileTree({ 'sitecustomize.py': 'print("cpython 1.2.3")\n' })
    const env = { ...process.env, PYTHONPATH: tree.root }
    expect(await runtimeVersions([service('python', tree.root)], env)).toEqual({
      python: expect.stringMatching(/^\d+\.\d+\.\d+\S*$/),
    })
  })
})

describe('a runtime', () => {
  const sh = (...lines: string[]) => ['#!/bin/sh', ...lines, ''].join('\n')

  async function versionsWith(
    files: Readonly<Record<string, string>>,
    runtimes: readonly [Runtime, string][],
  ) {
    await using tree = await fileTree({ 'a/.keep': '', 'b/.keep': '', ...files })
    const services = runtimes.map(([runtime, folder]) => service(runtime, `${tree.root}/${folder}`))
    return await runtimeVersions(services, { PATH: `${tree.root}/bin` })
  }

  test('that is not installed is left out', async () => {
    expect(
      await versionsWith({}, [
        ['go', 'a'],
        ['python', 'a'],
      ]),
    ).toEqual({})
  })

  test('is asked with the given environment only', async () => {
    const go = sh('echo "$HOME:$PATH"')
    expect(await versionsWith({ 'bin/go': go }, [['go', 'a']])).toEqual({
      go: expect.stringMatching(/^:.*bin$/),
    })
  })

  test('that does not know the question is asked the next one', async () => {
    const go = sh('[ "$1" = env ] && exit 2', 'echo "go version go1.8 linux/amd64"')
    expect(await versionsWith({ 'bin/go': go }, [['go', 'a']])).toEqual({ go: 'go1.8' })
  })

  test('that has only its short name is found', async () => {
    expect(await versionsWith({ 'bin/python': sh('echo cpython 3.14.0t') }, [['python', 'a']])).toEqual({
      python: '3.14.0t',
    })
  })

  test('of two services in one version is told once', async () => {
    const node = sh('echo v24.1.0')
    expect(
      await versionsWith({ 'bin/node': node }, [
        ['node', 'a'],
        ['node', 'b'],
      ]),
    ).toEqual({ node: 'v24.1.0' })
  })

  test('of two services in two versions is told with both, in an order of their own', async () => {
    const node = sh('case "$PWD" in */a) echo v24.1.0;; *) echo v22.2.0;; esac')
    const both = { node: 'v22.2.0 + v24.1.0' }
    expect(
      await versionsWith({ 'bin/node': node }, [
        ['node', 'a'],
        ['node', 'b'],
      ]),
    ).toEqual(both)
    expect(
      await versionsWith({ 'bin/node': node }, [
        ['node', 'b'],
        ['node', 'a'],
      ]),
    ).toEqual(both)
  })

  test('that never answers is left out in the end', async () => {
    expect(await versionsWith({ 'bin/node': sh('exec /bin/sleep 60') }, [['node', 'a']])).toEqual({})
  })
})
