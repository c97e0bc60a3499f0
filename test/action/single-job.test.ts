import { describe, expect, test } from 'vitest'
import { Interrupted } from '../../src/console/interrupt.ts'
import type { ComparisonBenchmark } from '../../src/result/comparison.ts'
import { rejudge } from '../../src/scaling/rejudge.ts'
import { UserError } from '../../src/user-error.ts'
import { aDuel, aDuelled } from '../support/duelled.ts'
import { BASE, HEAD, MERGE, type Publishing, REPOSITORY } from '../support/publishing.ts'
import { singleJob, soon } from '../support/single-job.ts'

const COMMITS = { base: BASE, head: MERGE }
const UNCHANGED = rejudge(aDuel(COMMITS, [aDuelled('checkout'), aDuelled('search')]))
const REGRESSED = rejudge(aDuel(COMMITS, [aDuelled('checkout', -0.2), aDuelled('search')]))
const OTHER = 'b0b0b0b'.padEnd(40, '0')

const saidOf = (world: Publishing) => world.ours().map(({ id, body }) => ({ id, body }))

describe.concurrent('a pull request that one job measures and publishes', () => {
  test('has a check in progress meanwhile, then one comment, its verdict as check, summary, outputs and exit', async () => {
    await using world = await singleJob()
    const run = world.run()
    const step = await world.job(run, async () => {
      await soon(() =>
        expect(world.checks()).toMatchObject([{ status: 'in_progress', externalId: `${run.id}/1` }]),
      )
      expect(world.comments()).toEqual([])
      return REGRESSED
    })
    expect(step.status, step.log).toBe(1)
    expect(step.errors).toEqual(['scaling regressed: see the pull request comment or the job summary'])
    expect(step.outputs).toMatchObject({ verdict: 'regression' })
    expect(JSON.parse(step.outputs.regressions!)).toMatchObject([{ benchmark: 'checkout', cores: 2 }])
    const [comment, ...more] = world.ours()
    expect(more).toEqual([])
    expect(comment!.body).toMatch(/^<!-- corecurve:v1 key=default .* -->\n### `checkout` scales worse/)
    expect(comment!.body).toContain(`sha=${HEAD.slice(0, 7)} run=${run.id} attempt=1 verdict=regression`)
    expect(step.outputs['comment-url']).toContain(`#issuecomment-${comment!.id}`)
    expect(step.summary).toMatch(/^### `checkout` scales worse/)
    expect(world.checks()).toMatchObject([
      { name: 'corecurve', status: 'completed', conclusion: 'failure', externalId: `${run.id}/1` },
    ])
  })

  test('whose base failed says so in comment and log, its check is neutral, and its job fails as of any failure', async () => {
    await using world = await singleJob()
    const failure = { verdict: 'failed', phase: 'load', reason: 'base: it died', output: [], arm: 'base' }
    const failed = { ...aDuelled('checkout'), ...failure } as ComparisonBenchmark
    const step = await world.job(world.run(), () => rejudge(aDuel(COMMITS, [failed, aDuelled('search')])))
    expect(step.status, step.log).toBe(1)
    expect(step.errors).toEqual(['could not be measured: checkout (base failed). The job summary says why.'])
    expect(world.ours()[0]!.body).toContain('### `checkout` could not be compared: base failed')
    expect(world.checks()).toMatchObject([{ status: 'completed', conclusion: 'neutral' }])
  })

  test.each([
    ['cannot be measured', new UserError('corecurve.yml: there is none')],
    ['is cancelled', new Interrupted('SIGTERM')],
  ])('ends its check as neutral where it %s, and fails', async (_, error) => {
    await using world = await singleJob()
    const step = await world.job(world.run(), () => {
      throw error
    })
    expect(step.status, step.log).toBe(1)
    expect(step.errors).toEqual([error.message])
    expect(world.checks()).toMatchObject([
      {
        ...{ status: 'completed', conclusion: 'neutral' },
        output: { title: 'Not measured: the run was stopped, or failed' },
      },
    ])
    expect(world.comments()).toEqual([])
  })

  test('asks GitHub nothing without a token, and its verdict counts all the same', async () => {
    await using world = await singleJob()
    const step = await world.job(world.run(), REGRESSED, { with: { 'github-token': '' } })
    expect(step.status, step.log).toBe(1)
    expect(world.github.requests).toEqual([])
    expect(step.summary).toMatch(/`checkout` scales worse[\s\S]*the input `github-token` is empty/)
  })
})

describe.concurrent('again and again,', () => {
  test('a retry of the job keeps comment and check, and says that the regression was not confirmed', async () => {
    await using world = await singleJob()
    const run = world.run()
    await world.job(run, REGRESSED)
    const before = { comments: saidOf(world), checks: world.checks().map(({ id }) => id) }
    world.github.rerun(run)
    const step = await world.job(run, async () => {
      // Until the retry knows better, what the first try told stands.
      expect(saidOf(world)).toEqual(before.comments)
      expect(world.checks()).toMatchObject([{ conclusion: 'failure', externalId: `${run.id}/1` }])
      return UNCHANGED
    })
    expect(step.outputs.verdict, step.log).toBe('unchanged')
    expect(saidOf(world).map(({ id }) => id)).toEqual(before.comments.map(({ id }) => id))
    expect(world.ours()[0]!.body).toMatch(
      /^<!--.*attempt=2.*-->\n### Measured again: the regression of `4f2a9c1` was not confirmed\n/,
    )
    expect(world.checks().map(({ id }) => id)).toEqual(before.checks)
    expect(world.checks()).toMatchObject([{ conclusion: 'success', externalId: `${run.id}/2` }])
  })

  test('a retry that comes to no end takes nothing back of what the first try found', async () => {
    await using world = await singleJob()
    const run = world.run()
    await world.job(run, REGRESSED)
    const before = { comments: saidOf(world), checks: world.checks() }
    world.github.rerun(run)
    const step = await world.job(run, () => {
      throw new Interrupted('SIGTERM')
    })
    expect({ comments: saidOf(world), checks: world.checks() }).toEqual(before)
    expect(step.summary).toContain('its answer stands until there is another')
  })

  test('an older run that ends last changes nothing that a newer one said', async () => {
    await using world = await singleJob()
    const [older, newer] = [world.run(), world.run()]
    let said: unknown
    const step = await world.job(older, async () => {
      await soon(() => expect(world.checks()).toHaveLength(1))
      await world.job(newer, REGRESSED)
      said = saidOf(world)
      return UNCHANGED
    })
    expect(step.status, step.log).toBe(0)
    expect(step.log).toContain('A newer run has commented already')
    expect(step.log).toContain('A newer run has written the check already')
    expect(saidOf(world)).toEqual(said)
    expect(world.checks()).toMatchObject([{ conclusion: 'failure', externalId: `${newer.id}/1` }])
  })

  test('an older run that is stopped leaves the check of a newer one in progress', async () => {
    await using world = await singleJob()
    const [older, newer] = [world.run(), world.run()]
    const step = await world.job(newer, async () => {
      await soon(() => expect(world.checks()).toHaveLength(1))
      await world.job(older, () => {
        throw new Interrupted('SIGTERM')
      })
      expect(world.checks()).toMatchObject([{ status: 'in_progress', externalId: `${newer.id}/1` }])
      return UNCHANGED
    })
    expect(step.status, step.log).toBe(0)
    expect(world.checks()).toMatchObject([{ conclusion: 'success', externalId: `${newer.id}/1` }])
  })

  test('two jobs that race leave one comment and checks that agree', async () => {
    await using world = await singleJob()
    const runs = [world.run(), world.run()]
    await Promise.all([world.job(runs[0]!, UNCHANGED), world.job(runs[1]!, REGRESSED)])
    expect(world.ours()).toHaveLength(1)
    expect(world.ours()[0]!.body).toContain(`run=${runs[1]!.id} `)
    expect(new Set(world.checks().map(({ conclusion }) => conclusion))).toEqual(new Set(['failure']))
  })
})

describe.concurrent('a pull request that moved on while it was measured is told nothing, and the job passes:', () => {
  test.each([
    ['it has another head', (world: Publishing) => world.github.pushTo(REPOSITORY, 7, OTHER)],
    [
      'it was closed',
      (world: Publishing) => {
        world.pullRequest.state = 'closed'
      },
    ],
  ])('%s', async (_, happens) => {
    await using world = await singleJob()
    const step = await world.job(world.run(), () => {
      happens(world)
      return REGRESSED
    })
    expect(step.status, step.log).toBe(0)
    expect(step.log).toContain('Nothing is published: ')
    expect(step.outputs.verdict).toBe('regression')
    expect(world.comments()).toEqual([])
    expect(world.checks()).toMatchObject([{ conclusion: 'neutral', output: { title: 'Not published' } }])
    expect(world.checks(OTHER)).toEqual([])
  })
})
