import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { comparisonSchema, type Evidence } from '../../src/result/comparison.ts'
import { aDuel, aDuelled } from '../support/duelled.ts'
import { BASE, MERGE, Publishing } from '../support/publishing.ts'

const WORLD = { base: BASE, head: MERGE }
const baseFailure = { phase: 'build' as const, reason: 'x', output: [] }
const STORED: Evidence = {
  ...{ kind: 'stored', commit: 'deadbeef'.repeat(5), at: '2001-01-01T00:00:00Z', behind: 999 },
  ...{ sameHost: true, cpu: 'AMD EPYC 7763', cpus: 4 },
}

/** A file that has measured nothing, and says why that is base's fault. */
function blaming(evidence: Evidence) {
  const [point] = aDuelled('checkout').points
  const { duel: _, ...points } = point!
  return aDuel(WORLD, [{ ...aDuelled('checkout'), evidence, points: [points] }])
}

describe.concurrent('what a published file says of the base repository', () => {
  test.each([
    ['the baseline is corrupt', { ...blaming({ kind: 'none' }), baseline: 'corrupt' }],
    ['the baseline is newer', { ...blaming({ kind: 'none' }), baseline: 'newer' }],
    ['there is no baseline', { ...blaming({ kind: 'none' }), baseline: 'missing' }],
    ['base does not build', { ...blaming({ kind: 'none', baseFailure }), baseline: 'missing' }],
    ['a record of a commit that nobody knows', blaming(STORED)],
  ] as const)('is told as the word of the measuring job: %s', async (_, file) => {
    await using world = await Publishing.start()
    const step = await world.publish(world.measured([file]), { with: { comment: 'always' } })
    expect(step.status, step.log).toBe(0)
    const [comment] = world.ours()
    const [check] = world.checks()
    for (const text of [comment!.body, step.summary, check!.output.summary!]) {
      expect(text).toContain('he measuring job says that ')
      expect(text).not.toMatch(/repair|removed|update corecurve|base `deadbee/)
    }
    expect(check!.output.title).not.toMatch(
      /is corrupt|from a newer|is stored$(?<!says that no baseline is stored)/,
    )
    const published = comparisonSchema.parse(JSON.parse(await readFile(step.outputs.report!, 'utf8')))
    expect(published.secondHand).toBe(true)
  })

  test('is marked so whatever the file says of itself', async () => {
    await using world = await Publishing.start()
    const step = await world.publish(world.measured([blaming({ kind: 'none' })]))
    const file = JSON.parse(await readFile(step.outputs.report!, 'utf8'))
    const again = await world.publish(world.measured([{ ...file, secondHand: undefined }]))
    expect(JSON.parse(await readFile(again.outputs.report!, 'utf8'))).toMatchObject({ secondHand: true })
  })
})
