import { describe, expect, test } from 'vitest'
import type { ComparisonBenchmark } from '../../src/result/comparison.ts'
import { aDuel, aDuelled } from '../support/duelled.ts'
import { BASE, HEAD, MERGE, Publishing, REPOSITORY } from '../support/publishing.ts'

const COMMITS = { base: BASE, head: MERGE }
const OLD = '01d01d0'.padEnd(40, '0')
const DECLARED = `
services: { api: { start: ./api } }
benchmarks:
  checkout: { service: api }
  import: { command: ./import, tolerance: 5% }
`
const LAX = { tolerance: 0.9, detect: 0.95 }
const lax = (name: string, change = 0): ComparisonBenchmark => ({ ...aDuelled(name, change), ...LAX })

/** A world in which base has this corecurve.yml. */
async function start(text: string, file = 'corecurve.yml'): Promise<Publishing> {
  const world = await Publishing.start()
  world.github.setFile(REPOSITORY, file, text, BASE)
  return world
}

const whole = (...benchmarks: ComparisonBenchmark[]) => [aDuel(COMMITS, benchmarks)]

describe.concurrent('a result that base’s configuration asks more of', () => {
  test('is no success where its thresholds are weaker: comment, summary and check say so', async () => {
    await using world = await start(DECLARED)
    const step = await world.publish(world.measured(whole(lax('checkout', -0.3), aDuelled('import'))))
    expect(step.status, step.log).toBe(0)
    expect(step.outputs.verdict).toBe('inconclusive')
    const words = '`checkout` was judged with a tolerance of 90 %; `corecurve.yml` of base says 3 %.'
    expect(world.ours()[0]!.body).toContain(words)
    expect(step.summary).toContain(words)
    expect(world.checks()).toMatchObject([
      {
        conclusion: 'neutral',
        output: { title: expect.stringMatching(/^1 benchmark was judged by weaker/) },
      },
    ])
  })

  test('names the benchmarks that are not in it', async () => {
    await using world = await start(DECLARED)
    const step = await world.publish(world.measured(whole(aDuelled('checkout'))))
    expect(step.outputs.verdict, step.log).toBe('inconclusive')
    expect(world.ours()[0]!.body).toContain('Not measured: `import`, which `corecurve.yml` of base declares.')
    expect(world.checks()).toMatchObject([{ conclusion: 'neutral' }])
  })

  test('is a regression all the same', async () => {
    await using world = await start(DECLARED)
    const step = await world.publish(world.measured(whole(aDuelled('checkout', -0.3))))
    expect(step.outputs.verdict, step.log).toBe('regression')
    expect(world.ours()[0]!.body).toContain('Not measured: `import`')
    expect(world.checks()).toMatchObject([{ conclusion: 'failure' }])
  })

  test('by a file that the input config names', async () => {
    await using world = await start(DECLARED, 'bench/corecurve.yml')
    const run = world.measured(whole(aDuelled('checkout')))
    const step = await world.publish(run, { with: { config: './bench/corecurve.yml' } })
    expect(step.summary, step.log).toContain(
      'Not measured: `import`, which `bench/corecurve.yml` of base declares.',
    )
  })
})

describe.concurrent('nothing is claimed', () => {
  const lacking = whole(aDuelled('checkout'))

  test('where the result holds all of it', async () => {
    await using world = await start(DECLARED)
    const step = await world.publish(world.measured(whole(aDuelled('checkout'), aDuelled('import'))))
    expect(step.outputs.verdict, step.log).toBe('unchanged')
    expect(world.comments()).toEqual([])
    expect(world.checks()).toMatchObject([{ conclusion: 'success' }])
  })

  test('of benchmarks that were not to be measured, by the input only', async () => {
    await using world = await start(DECLARED)
    const step = await world.publish(world.measured(lacking), { with: { only: 'checkout' } })
    expect(step.outputs.verdict, step.log).toBe('unchanged')
  })

  test.each([
    ['has problems', 'benchmarks: { import: { command: x, tolerence: 3% } }'],
    ['is larger than any', `${DECLARED}#${'x'.repeat(1024 * 1024)}`],
    ['is nested by the thousand', `benchmarks: ${'['.repeat(20_000)}`],
  ])('where the file of base %s', async (_, text) => {
    await using world = await start(text)
    const step = await world.publish(world.measured(lacking))
    expect(step.status, step.log).toBe(0)
    expect(step.outputs.verdict).toBe('unchanged')
  })

  test('by the file of another commit, such as head', async () => {
    await using world = await Publishing.start()
    for (const commit of [HEAD, MERGE]) world.github.setFile(REPOSITORY, 'corecurve.yml', DECLARED, commit)
    const step = await world.publish(world.measured(lacking))
    expect(step.outputs.verdict, step.log).toBe('unchanged')
  })
})

describe.concurrent('what was asked for', () => {
  const result = [aDuel({ base: OLD, head: HEAD }, [lax('checkout', -0.3)])]

  test('is what the newest commit of the branch declares, not an older one that the file names', async () => {
    await using world = await start(DECLARED)
    world.github.addMerge(REPOSITORY, BASE, [OLD])
    world.github.addCommit(REPOSITORY, BASE, 'main')
    const step = await world.publish(world.measured(result))
    expect(step.outputs.verdict, step.log).toBe('inconclusive')
    expect(step.summary).toContain('`corecurve.yml` of base says 3 %')
    expect(step.summary).toContain('Not measured: `import`')
    expect(world.checks()).toMatchObject([{ conclusion: 'neutral' }])
  })

  test.each([403, 502])('is not guessed where GitHub answers %i: the job fails', async (status) => {
    await using world = await start(DECLARED)
    world.github.addFault({ operation: 'repos/get-content', kind: 'status', status, times: 99 })
    const step = await world.publish(world.measured(whole(aDuelled('checkout'))))
    expect(step.status, step.log).toBe(1)
    expect(step.errors.join()).toMatch(
      /nothing was published: corecurve\.yml of the branch to be merged into: GitHub answered/,
    )
    expect(step.outputs).not.toHaveProperty('verdict')
    expect(world.comments()).toEqual([])
  })
})

describe.concurrent('the parts of a run', () => {
  const shard = (index: number, benchmarks: ComparisonBenchmark[], changes = {}) => ({
    ...aDuel(COMMITS, benchmarks, { index, of: 2 }),
    ...changes,
  })

  test('of which one measured nothing are not all there', async () => {
    await using world = await Publishing.start()
    const step = await world.publish(world.measured([shard(1, [aDuelled('a')]), shard(2, [])]))
    expect(step.outputs.verdict, step.log).toBe('inconclusive')
    expect(step.summary).toContain('1 of 2 shards is missing: 2/2')
  })

  test('of which one was interrupted say so', async () => {
    await using world = await Publishing.start()
    const { method } = shard(2, [])
    const cut = shard(2, [aDuelled('b')], { method: { ...method, complete: false } })
    const step = await world.publish(world.measured([shard(1, [aDuelled('a')]), cut]))
    expect(step.outputs.verdict, step.log).toBe('inconclusive')
    expect(world.ours()[0]!.body).toContain('1 of 2 shards was interrupted: 2/2.')
  })

  test.each([
    ['seeds', { seed: '999' }, 'shards 1/2 and 2/2 were not drawn from the same seed'],
    [
      'thresholds of one benchmark',
      { benchmarks: [{ ...lax('a'), connections: 256 }] },
      'shards 1/2 and 2/2 judge the same benchmark by different thresholds',
    ],
    [
      'shares of α',
      { method: { ...shard(2, []).method, share: 0.1 } },
      'shards 1/2 and 2/2 do not share α by what they measured',
    ],
    [
      'looks that reject nothing',
      { method: { ...shard(2, []).method, looks: [{ round: 20, level: 0.001, doubt: 0.05 }] } },
      'shard 2/2 claims looks that no duel holds',
    ],
  ])('of different %s are refused, by name', async (_, changes, reason) => {
    await using world = await Publishing.start()
    const step = await world.publish(
      world.measured([shard(1, [aDuelled('a')]), shard(2, [aDuelled('b')], changes)]),
    )
    expect(step.status, step.log).toBe(1)
    expect(step.warnings.join()).toContain(reason)
    expect(step.outputs).not.toHaveProperty('verdict')
    expect(world.checks()).toMatchObject([{ conclusion: 'neutral' }])
    expect(world.comments()).toEqual([])
  })
})
