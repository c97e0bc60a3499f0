import { describe, expect, test } from 'vitest'
import { MEASURING, Publishing, REPOSITORY } from '../support/publishing.ts'

const reactions = (world: Publishing) => world.comments()[0]!.reactions.map(({ content }) => content)

/** A GitHub with a maintainer, on which the pull request was measured once. */
async function measuredOnce(): Promise<Publishing> {
  const world = await Publishing.start()
  world.github.repository(REPOSITORY).roles.set('maintainer', 'write')
  return world
}

describe.concurrent('a slash command', () => {
  test('of a maintainer runs the measurement again, and answers by reactions alone', async () => {
    await using world = await measuredOnce()
    const run = world.run()
    const step = await world.command('maintainer', '/corecurve rerun\nthe numbers look odd')
    expect(step.status, step.log).toBe(0)
    expect(run.attempt).toBe(2)
    expect(reactions(world)).toEqual(['eyes', 'rocket'])
    expect(world.comments()).toHaveLength(1)
  })

  test.each(['stranger', 'a-contributor'])('of %s does nothing, and gets no words', async (author) => {
    await using world = await measuredOnce()
    const run = world.run()
    const step = await world.command(author, '/corecurve rerun')
    expect(step.status, step.log).toBe(0)
    expect(run.attempt).toBe(1)
    expect(reactions(world)).toEqual(['-1'])
    expect(world.comments()).toHaveLength(1)
  })

  test('of a bot, and a comment that is no command, ask GitHub nothing', async () => {
    await using world = await measuredOnce()
    await world.command('dependabot[bot]', '/corecurve rerun')
    await world.command('maintainer', 'I would try /corecurve rerun')
    await world.command('stranger', '/corecurve.yml needs another benchmark')
    expect(world.github.requests).toEqual([])
  })

  test('for help is answered in words', async () => {
    await using world = await measuredOnce()
    await world.command('maintainer', '/corecurve help')
    expect(world.ours()).toHaveLength(1)
    expect(world.ours()[0]!.body).toContain('`/corecurve rerun` measures the last commit again')
  })

  test('that is none is answered with the nearest one, and says nothing of its own', async () => {
    await using world = await measuredOnce()
    await world.command('maintainer', '/corecurve rernu @octocat <img src=x>')
    expect(reactions(world)).toEqual(['confused'])
    expect(world.ours()[0]!.body).toMatch(
      /^There is no command `rernu @octocat <img src=x>`\. Did you mean `\/corecurve rerun`\?/,
    )
  })

  test('without a run to repeat says so', async () => {
    await using world = await measuredOnce()
    await world.command('maintainer', '/corecurve rerun')
    expect(world.ours()[0]!.body).toContain(`\`${MEASURING}\` has not run for the last commit`)
  })

  test('with a token that may run nothing fails its job, and says which permission to add', async () => {
    await using world = await measuredOnce()
    world.run()
    const permissions = { actions: 'read', 'pull-requests': 'write' } as const
    const step = await world.command('maintainer', '/corecurve rerun', { permissions })
    expect(step.status).toBe(1)
    expect(step.errors.join()).toContain('permissions: actions: write')
    expect(world.ours()[0]!.body).toContain('lacks a permission')
  })
})
