import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { formatMarker } from '../../src/github/marker.ts'
import { comparisonSchema } from '../../src/result/comparison.ts'
import { aDuel, aDuelled } from '../support/duelled.ts'
import { BASE, HEAD, MERGE, Publishing, REPOSITORY } from '../support/publishing.ts'

const COMMITS = { base: BASE, head: MERGE }
const UNCHANGED = aDuel(COMMITS, [aDuelled('checkout'), aDuelled('search')])
const REGRESSED = aDuel(COMMITS, [aDuelled('checkout', -0.2), aDuelled('search')])
const OTHER = 'b0b0b0b'.padEnd(40, '0')

describe.concurrent('the result of a fork’s pull request is published by the run’s end:', () => {
  test('one comment, the check on its head, the summary, the outputs and the exit', async () => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED])
    const step = await world.publish(run)
    expect(step.status, step.log).toBe(1)
    expect(step.errors).toEqual(['scaling regressed: see the pull request comment or the job summary'])
    expect(step.outputs).toMatchObject({ verdict: 'regression' })
    expect(JSON.parse(step.outputs.regressions!)).toMatchObject([{ benchmark: 'checkout', cores: 2 }])
    const [comment, ...more] = world.ours()
    expect(more).toEqual([])
    expect(comment!.body).toMatch(/^<!-- corecurve:v1 key=default .* -->\n### `checkout` scales worse/)
    expect(comment!.body).toContain(`sha=${HEAD.slice(0, 7)} run=${run.id} attempt=1 verdict=regression`)
    expect(comment!.body).toContain('https://github.example/octo/shop/actions/runs/5000')
    expect(step.outputs['comment-url']).toContain(`#issuecomment-${comment!.id}`)
    expect(step.summary).toMatch(/^### `checkout` scales worse/)
    expect(world.checks()).toMatchObject([
      {
        ...{ name: 'corecurve', status: 'completed', conclusion: 'failure', externalId: `${run.id}/1` },
        output: { title: expect.stringMatching(/^Scaling regressed: checkout at 2 cores/) },
      },
    ])
    const file = comparisonSchema.parse(JSON.parse(await readFile(step.outputs.report!, 'utf8')))
    expect(file).toMatchObject({ ...COMMITS, verdict: 'regression' })
  })

  test('no comment where nothing is to be said, unless it is asked for', async () => {
    await using world = await Publishing.start()
    const run = world.measured([UNCHANGED])
    const step = await world.publish(run)
    expect(step.status, step.log).toBe(0)
    expect(step.outputs).toMatchObject({ verdict: 'unchanged', regressions: '[]' })
    expect(step.outputs).not.toHaveProperty('comment-url')
    expect(world.comments()).toEqual([])
    expect(world.checks()).toMatchObject([{ conclusion: 'success' }])
    await world.publish(run, { with: { comment: 'always' } })
    expect(world.ours()).toHaveLength(1)
    expect(world.checks()).toHaveLength(1)
  })

  test('a regression only with a neutral check for fail-on: never, and no comment for comment: never', async () => {
    await using world = await Publishing.start()
    const step = await world.publish(world.measured([REGRESSED]), {
      with: { 'fail-on': 'never', comment: 'never' },
    })
    expect(step.status, step.log).toBe(0)
    expect(step.outputs.verdict).toBe('regression')
    expect(world.checks()).toMatchObject([{ conclusion: 'neutral' }])
    expect(world.comments()).toEqual([])
  })

  test('verdicts, words and numbers of pull requests that the file claims have no weight', async () => {
    await using world = await Publishing.start()
    world.github.addPullRequest(REPOSITORY, { number: 8, headSha: OTHER, baseSha: BASE })
    const lost = { ...REGRESSED.benchmarks[0]!, verdict: 'improved' as const }
    const gained = { ...UNCHANGED.benchmarks[1]!, verdict: 'scales-worse' as const }
    const claims = {
      number: 8,
      pull_request: { number: 8 },
      comment: '### Merge me',
      ref: 'refs/pull/8/merge',
    }
    const lie = { ...REGRESSED, verdict: 'improvement' as const, ...claims, benchmarks: [lost, gained] }
    const step = await world.publish(world.measured([lie]))
    expect(step.outputs.verdict).toBe('regression')
    expect(JSON.parse(step.outputs.regressions!)).toMatchObject([{ benchmark: 'checkout' }])
    expect(world.ours()).toHaveLength(1)
    expect(world.ours()[0]!.body).not.toContain('Merge me')
    expect(world.github.comments(REPOSITORY, 8)).toEqual([])
    expect(world.checks(OTHER)).toEqual([])
  })

  test('first that it is under way, when the run begins', async () => {
    await using world = await Publishing.start()
    const run = world.run({ status: 'in_progress' })
    const begun = await world.publish(run, {}, 'requested')
    expect(begun.status, begun.log).toBe(0)
    expect(world.checks()).toMatchObject([{ status: 'in_progress', externalId: `${run.id}/1` }])
    expect(world.comments()).toEqual([])
    world.upload(run, UNCHANGED)
    await world.publish(run)
    expect(world.checks()).toMatchObject([{ status: 'completed', conclusion: 'success' }])
    // The events may come in the other order.
    await world.publish(run, {}, 'in_progress')
    expect(world.checks()).toMatchObject([{ status: 'completed', conclusion: 'success' }])
  })

  test('on Enterprise, whose API lies elsewhere', async () => {
    await using world = await Publishing.start(undefined, { prefix: '/api/v3' })
    const step = await world.publish(world.measured([REGRESSED]))
    expect(step.outputs.verdict, step.log).toBe('regression')
    expect(world.ours()).toHaveLength(1)
    expect(world.checks()).toHaveLength(1)
  })
})

describe.concurrent('again and again,', () => {
  test('a re-run brings comment and check up to date, and says that the regression was not confirmed', async () => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED])
    await world.publish(run)
    const [first] = world.ours()
    world.github.rerun(run)
    world.upload(run, UNCHANGED)
    const step = await world.publish(run)
    expect(step.outputs.verdict, step.log).toBe('unchanged')
    expect(world.ours()).toHaveLength(1)
    expect(world.ours()[0]!.id).toBe(first!.id)
    expect(world.ours()[0]!.body).toMatch(
      /^<!--.*attempt=2.*-->\n### Measured again: the regression of `4f2a9c1` was not confirmed\n/,
    )
    expect(world.checks()).toMatchObject([{ conclusion: 'success', externalId: `${run.id}/2` }])
  })

  test('the next head resolves the regression, and every hash is one of the pull request’s', async () => {
    await using world = await Publishing.start()
    await world.publish(world.measured([REGRESSED]))
    expect(world.ours()[0]!.body).toContain('this PR `4f2a9c1`')
    const merge = 'facade5'.padEnd(40, '0')
    world.github.pushTo(REPOSITORY, 7, OTHER)
    world.github.addMerge(REPOSITORY, merge, [BASE, OTHER])
    const repaired = aDuel({ base: BASE, head: merge }, [aDuelled('checkout', 0.3), aDuelled('search')])
    const step = await world.publish(world.measured([repaired]))
    expect(step.outputs.verdict, step.log).toBe('improvement')
    const { body } = world.ours()[0]!
    expect(body).toMatch(/-->\n### Resolved: the regression of `4f2a9c1` is gone with `b0b0b0b`\n/)
    expect(body).toContain('this PR `b0b0b0b`')
    expect(body + step.summary).not.toMatch(/c0ffee1|facade5/)
  })

  test('an older run changes nothing that a newer one said', async () => {
    await using world = await Publishing.start()
    const older = world.measured([UNCHANGED])
    const newer = world.measured([REGRESSED])
    await world.publish(newer)
    const [said] = world.ours().map(({ body }) => body)
    const step = await world.publish(older)
    expect(step.status, step.log).toBe(0)
    expect(step.log).toContain('A newer run has commented already')
    expect(world.ours().map(({ body }) => body)).toEqual([said])
    expect(world.checks()).toMatchObject([{ conclusion: 'failure', externalId: `${newer.id}/1` }])
  })

  test('publishing the same run twice says it once', async () => {
    await using world = await Publishing.start()
    const run = world.measured([REGRESSED])
    await world.publish(run)
    const before = world.ours().map(({ id, body }) => ({ id, body }))
    await world.publish(run)
    expect(world.ours().map(({ id, body }) => ({ id, body }))).toEqual(before)
    expect(world.checks()).toHaveLength(1)
  })

  test('two publishing steps that race leave one comment and checks that agree', async () => {
    await using world = await Publishing.start()
    const runs = [world.measured([UNCHANGED]), world.measured([REGRESSED])]
    await Promise.all(runs.map((run) => world.publish(run, { with: { comment: 'always' } })))
    expect(world.ours()).toHaveLength(1)
    expect(world.ours()[0]!.body).toContain(`run=${runs[1]!.id} `)
    expect(new Set(world.checks().map(({ conclusion }) => conclusion))).toEqual(new Set(['failure']))
  })

  test('a comment that a person deleted is written anew where there is something to say', async () => {
    await using world = await Publishing.start()
    await world.publish(world.measured([REGRESSED]))
    world.github.removeComment(REPOSITORY, world.ours()[0]!.id)
    await world.publish(world.measured([UNCHANGED]))
    expect(world.comments()).toEqual([])
    await world.publish(world.measured([REGRESSED]))
    expect(world.ours()).toHaveLength(1)
  })

  test('a comment that someone else made look like ours stays theirs', async () => {
    await using world = await Publishing.start()
    const marker = formatMarker({
      key: 'default',
      sha: HEAD,
      run: 999_999,
      attempt: 9,
      verdict: 'improvement',
    })
    const theirs = world.github.addComment(REPOSITORY, 7, 'stranger', `${marker}\nAll is well.`)
    await world.publish(world.measured([REGRESSED]))
    expect(theirs.body).toBe(`${marker}\nAll is well.`)
    expect(world.ours()).toHaveLength(1)
    expect(world.ours()[0]!.body).toContain('scales worse')
  })
})
