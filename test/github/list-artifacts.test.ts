import { describe, expect, test } from 'vitest'
import { type ArtifactList, listArtifacts } from '../../src/github/list-artifacts.ts'
import { LoopbackGitHub } from '../support/loopback-github.ts'
import { clientOf, SHOP } from '../support/loopback-github-client.ts'

/** A GitHub whose run has uploaded artifacts of these names, in this order. */
async function uploaded(...names: string[]) {
  const github = await LoopbackGitHub.start()
  github.addRepository('octo/shop')
  const run = github.addRun('octo/shop', { headSha: 'a'.repeat(40) })
  const add = (name: string) => github.addArtifact('octo/shop', run, name, {})
  const artifacts = names.map(add)
  const list = (prefix = 'corecurve') =>
    listArtifacts({ client: clientOf(github), ...SHOP, run: run.id, prefix })
  return Object.assign(github, { run, artifacts, add, list })
}

function namesIn(list: ArtifactList): string[] {
  return list.kind === 'listed' ? list.artifacts.map(({ name }) => name) : [list.reason]
}

describe.concurrent('the artifacts of a run', () => {
  test('are the whole result, or its parts in order', async () => {
    await using github = await uploaded('corecurve-10-of-12', 'corecurve-2-of-12', 'corecurve')
    expect(await github.list()).toMatchObject({
      kind: 'listed',
      artifacts: [
        { name: 'corecurve', id: github.artifacts[2]!.id, expired: false },
        { name: 'corecurve-2-of-12', shard: { index: 2, of: 12 } },
        { name: 'corecurve-10-of-12', shard: { index: 10, of: 12 } },
      ],
    })
  })

  test('are those of the prefix, whatever signs it has', async () => {
    await using github = await uploaded('bench.x', 'bench.x-1-of-2', 'bench-x', 'corecurve')
    expect(namesIn(await github.list('bench.x'))).toEqual(['bench.x', 'bench.x-1-of-2'])
  })

  test.each([
    'corecurve2',
    'my-corecurve',
    'Corecurve',
    'corecurve-logs',
    'corecurve-0-of-2',
    'corecurve-3-of-2',
    'corecurve-01-of-2',
    'corecurve-1-of-257',
    'corecurve-1-of-2 ',
    'corecurve-1-of-2\n',
    'corecurve-1-of-2-of-3',
    'corecurve--1-of-2',
  ])('are not such as %j', async (name) => {
    await using github = await uploaded(name)
    expect(await github.list()).toEqual({ kind: 'listed', artifacts: [] })
  })

  test('are the newest of each name, as a re-run leaves them', async () => {
    await using github = await uploaded('corecurve-1-of-2', 'corecurve-2-of-2')
    github.rerun(github.run)
    const again = github.add('corecurve-1-of-2')
    expect(await github.list()).toMatchObject({
      artifacts: [{ id: again.id }, { id: github.artifacts[1]!.id }],
    })
  })

  test('tell where they expired', async () => {
    await using github = await uploaded('corecurve')
    github.artifacts[0]!.expired = true
    expect(await github.list()).toMatchObject({ artifacts: [{ expired: true }] })
  })

  test('are found on the last page', async () => {
    await using github = await uploaded('corecurve', ...Array.from({ length: 250 }, (_, one) => `log-${one}`))
    expect(namesIn(await github.list())).toEqual(['corecurve'])
    expect(github.requestsOf('actions/list-workflow-run-artifacts')).toHaveLength(3)
  })

  test('are refused where a run uploaded without end', async () => {
    await using github = await uploaded(...Array.from({ length: 1101 }, (_, one) => `log-${one}`))
    expect(await github.list()).toEqual({ kind: 'too-many', reason: 'the run has more than 1000 artifacts' })
    expect(github.requestsOf('actions/list-workflow-run-artifacts')).toHaveLength(11)
  })

  test('are those of this run alone, and of none where it is unknown', async () => {
    await using github = await uploaded('corecurve')
    const other = github.addRun('octo/shop', { headSha: 'b'.repeat(40) })
    const client = clientOf(github)
    expect(await listArtifacts({ client, ...SHOP, run: other.id, prefix: 'corecurve' })).toMatchObject({
      artifacts: [],
    })
    expect(await listArtifacts({ client, ...SHOP, run: 999, prefix: 'corecurve' })).toMatchObject({
      kind: 'forbidden',
    })
  })
})
