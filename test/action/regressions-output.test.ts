import { expect, test } from 'vitest'
import { aDuel, aDuelled } from '../support/duelled.ts'
import { BASE, MERGE, Publishing } from '../support/publishing.ts'

/** Of all outputs of a job; GitHub counts two bytes a character. */
const MOST_BYTES = 1024 * 1024

test('the output `regressions` has the first 500 of very many, within what GitHub takes', async () => {
  await using world = await Publishing.start()
  const slower = aDuelled('-', -0.3)
  const benchmarks = Array.from({ length: 600 }, (_, at) => ({
    ...slower,
    name: `${at}`.padStart(64, 'n'),
    points: slower.points.map((point) => ({ ...point, cores: point.cores + 1 })),
  }))
  const step = await world.publish(world.measured([aDuel({ base: BASE, head: MERGE }, benchmarks)]))
  expect(step.outputs.verdict, step.log).toBe('regression')
  const regressions = JSON.parse(step.outputs.regressions!)
  expect(regressions).toHaveLength(500)
  expect(regressions.at(-1)).toMatchObject({ benchmark: '499'.padStart(64, 'n'), cores: 3 })
  expect(2 * step.outputs.regressions!.length).toBeLessThan(MOST_BYTES)
})
