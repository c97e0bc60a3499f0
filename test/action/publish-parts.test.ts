import { describe, expect, test } from 'vitest'
import { aDuel, aDuelled } from '../support/duelled.ts'
import { BASE, HEAD, MERGE, Publishing, REPOSITORY } from '../support/publishing.ts'
import { aRecord } from '../support/results.ts'

const COMMITS = { base: BASE, head: MERGE }
const shard = (index: number, of: number, name: string, change = 0) =>
  aDuel(COMMITS, [aDuelled(name, change)], { index, of })

describe.concurrent('the parts of a run are reported as one', () => {
  test('with one comment, one check and one verdict', async () => {
    await using world = await Publishing.start()
    const parts = [shard(1, 3, 'a'), shard(2, 3, 'b', -0.2), shard(3, 3, 'c')]
    const step = await world.publish(world.measured(parts))
    expect(step.outputs.verdict, step.log).toBe('regression')
    expect(world.ours()).toHaveLength(1)
    for (const name of ['a', 'b', 'c']) expect(world.ours()[0]!.body).toContain(`\`${name}\``)
    expect(world.ours()[0]!.body).not.toMatch(/missing/)
    expect(world.checks()).toMatchObject([{ conclusion: 'failure' }])
  })

  test('that names the missing ones, and is then never unchanged', async () => {
    await using world = await Publishing.start()
    const step = await world.publish(world.measured([shard(1, 4, 'a'), shard(4, 4, 'd')]), {
      with: { comment: 'always' },
    })
    expect(step.status, step.log).toBe(0)
    expect(step.outputs.verdict).toBe('inconclusive')
    expect(world.ours()[0]!.body).toMatch(/2 of 4 shards are missing: 2\/4 and 3\/4/)
    expect(world.checks()).toMatchObject([
      { conclusion: 'neutral', output: { title: expect.stringContaining('2 of 4 shards are missing') } },
    ])
  })

  test('in which a regression stays one though parts are missing', async () => {
    await using world = await Publishing.start()
    const step = await world.publish(world.measured([shard(2, 2, 'b', -0.2)]))
    expect(step.outputs.verdict, step.log).toBe('regression')
    expect(world.ours()[0]!.body).toMatch(/1 of 2 shards is missing: 1\/2/)
  })

  test.each([
    ['a hostile part', { bytes: Buffer.from('no zip') }, /shard 2\/2 was refused: it is no zip archive/],
    [
      'a part of another commit',
      { part: aDuel({ base: BASE, head: BASE }, [aDuelled('b')], { index: 2, of: 2 }) },
      /shard 2\/2 was refused: it measured another commit/,
    ],
    [
      'a part under the name of another',
      { part: shard(1, 2, 'b') },
      /shard 2\/2 was refused: it says that it is another part/,
    ],
  ] as const)('without %s, which counts as missing', async (_, second, words) => {
    await using world = await Publishing.start()
    const run = world.measured([shard(1, 2, 'a')])
    const content = 'bytes' in second ? second.bytes : { 'comparison.json': JSON.stringify(second.part) }
    world.github.addArtifact(REPOSITORY, run, 'corecurve-2-of-2', content)
    const step = await world.publish(run)
    expect(step.outputs.verdict, step.log).toBe('inconclusive')
    expect(step.warnings.join('\n')).toMatch(words)
    expect(step.summary).toMatch(/result of shard 2\/2 was refused/)
    expect(step.summary).toMatch(/1 of 2 shards is missing: 2\/2/)
  })

  test('and not at all where two hold the same series', async () => {
    await using world = await Publishing.start()
    const step = await world.publish(world.measured([shard(1, 2, 'a'), shard(2, 2, 'a', -0.3)]))
    expect(step.status).toBe(1)
    expect(step.warnings.join()).toContain('two parts hold the same series')
    expect(world.checks()).toMatchObject([{ conclusion: 'neutral' }])
    expect(world.comments()).toEqual([])
  })

  test('of the newest division, where a run was divided anew', async () => {
    await using world = await Publishing.start()
    const run = world.measured([shard(1, 2, 'a', -0.2), shard(2, 2, 'b')])
    for (const part of [shard(1, 3, 'a'), shard(2, 3, 'b'), shard(3, 3, 'c')]) world.upload(run, part)
    const step = await world.publish(run)
    expect(step.outputs.verdict, step.log).toBe('unchanged')
  })

  test('by a job of the measuring run itself', async () => {
    await using world = await Publishing.start(undefined, { pullRequest: { headRepo: REPOSITORY } })
    const run = world.measured([shard(1, 2, 'a'), shard(2, 2, 'b', -0.2)], { status: 'in_progress' })
    const step = await world.publishInRun(run)
    expect(step.status, step.log).toBe(1)
    expect(step.outputs.verdict).toBe('regression')
    expect(world.ours()).toHaveLength(1)
    expect(world.checks()).toMatchObject([{ conclusion: 'failure', externalId: `${run.id}/1` }])
  })

  test('under names that the input artifact begins', async () => {
    await using world = await Publishing.start()
    const run = world.run()
    world.github.addArtifact(REPOSITORY, run, 'corecurve', { 'comparison.json': '{}' })
    world.github.addArtifact(REPOSITORY, run, 'perf', {
      'comparison.json': JSON.stringify(aDuel(COMMITS, [aDuelled('a')])),
    })
    const step = await world.publish(run, { with: { artifact: 'perf' } })
    expect(step.outputs.verdict, step.log).toBe('unchanged')
  })
})

describe.concurrent('what was measured must be the pull request:', () => {
  test('its head itself is accepted', async () => {
    await using world = await Publishing.start()
    const step = await world.publish(world.measured([aDuel({ base: BASE, head: HEAD }, [aDuelled('a')])]))
    expect(step.outputs.verdict, step.log).toBe('unchanged')
  })

  test.each([
    ['the base', { base: BASE, head: BASE }, /another commit than the pull request’s head/],
    ['a commit that nobody knows', { base: BASE, head: 'e'.repeat(40) }, /not known to GitHub/],
    ['a comparison with another commit', { base: HEAD, head: MERGE }, /compares with another commit/],
  ] as const)('%s is not', async (_, commits, words) => {
    await using world = await Publishing.start()
    const step = await world.publish(world.measured([aDuel(commits, [aDuelled('a', -0.3)])]))
    expect(step.status, step.log).toBe(1)
    expect(step.warnings.join()).toMatch(words)
    expect(step.outputs).not.toHaveProperty('verdict')
    expect(world.comments()).toEqual([])
    expect(world.checks()).toMatchObject([{ conclusion: 'neutral' }])
  })
})

describe.concurrent('a run without a result', () => {
  test.each([
    ['cancelled', 'the run was cancelled'],
    ['failure', 'the run failed'],
    ['action_required', 'waits for a maintainer’s approval'],
    ['success', 'the run left no result'],
  ])('that ended as %s makes the check neutral, with words, and no comment', async (conclusion, words) => {
    await using world = await Publishing.start()
    const step = await world.publish(world.run({ conclusion }))
    expect(step.status, step.log).toBe(0)
    expect(world.checks()).toMatchObject([
      { conclusion: 'neutral', output: { title: expect.stringContaining(words) } },
    ])
    expect(step.summary).toContain(words)
    expect(world.comments()).toEqual([])
  })

  test('brings a comment that is there up to date, which keeps in mind the regression that it told of', async () => {
    await using world = await Publishing.start()
    await world.publish(world.measured([aDuel(COMMITS, [aDuelled('a', -0.2)])]))
    const next = 'b0b0b0b'.padEnd(40, '0')
    world.github.pushTo(REPOSITORY, 7, next)
    await world.publish(world.run({ conclusion: 'cancelled' }))
    expect(world.ours()).toHaveLength(1)
    expect(world.ours()[0]!.body).toMatch(/\n### Not measured: the run was cancelled\n/)
    await world.publish(world.measured([aDuel({ base: BASE, head: next }, [aDuelled('a')])]))
    expect(world.ours()[0]!.body).toMatch(/\n### Resolved: the regression of `4f2a9c1` is gone/)
  })
})

describe.concurrent('a hostile artifact', () => {
  test.each([
    ['that is no archive', { bytes: Buffer.from('<html>') }, /no zip archive/],
    ['of a later format', { result: { schema: 99, kind: 'comparison' } }, /a newer corecurve writes/],
    ['that is a record', { result: aRecord({}) }, /a record where a comparison is expected/],
  ] as const)('%s is told in the log and the check, quoted nowhere', async (_, what, words) => {
    await using world = await Publishing.start()
    const run = world.run()
    const content = 'bytes' in what ? what.bytes : { 'comparison.json': JSON.stringify(what.result) }
    world.github.addArtifact(REPOSITORY, run, 'corecurve', content)
    const step = await world.publish(run)
    expect(step.status, step.log).toBe(1)
    expect(step.warnings.join()).toMatch(words)
    expect(step.outputs).toEqual({})
    expect(step.summary).toMatch(/### Not measured: the result of the run cannot be used/)
    expect(world.comments()).toEqual([])
    expect(world.checks()).toMatchObject([
      { conclusion: 'neutral', output: { title: 'Not measured: the result of the run cannot be used' } },
    ])
  })
})
