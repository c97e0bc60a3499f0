import { expect, test } from 'vitest'
import { HEAD, MEASURING, Publishing, REPOSITORY } from '../support/publishing.ts'
import { aHost, aMeasured, aRecord, aRecordPoint } from '../support/results.ts'

// GitHub drops the summary of a step whole where it has more than 1 MiB.

const OF = 4
/** No git server: nothing is stored. */
const NOWHERE = { GITHUB_SERVER_URL: 'file:///nowhere' }

test('the records of several kinds of machines share the one summary of the step', async () => {
  await using world = await Publishing.start()
  const run = world.github.addRun(REPOSITORY, { event: 'push', headSha: HEAD, workflow: MEASURING })
  for (let index = 1; index <= OF; index++) {
    const benchmarks = Array.from({ length: 240 }, (_, at) =>
      aMeasured(`bench-${index}-${at}`, {
        points: [1, 2, 3, 4, 6, 8, 12, 16].map((cores) => aRecordPoint(cores, 1000 * cores, 1000)),
      }),
    )
    const host = aHost({ key: String(index).repeat(16) })
    const record = aRecord({ commit: HEAD, shard: { index, of: OF }, benchmarks, host })
    const files = { 'record.json': JSON.stringify(record) }
    world.github.addArtifact(REPOSITORY, run, `corecurve-${index}-of-${OF}`, files)
  }
  const { summary, log } = await world.publish(run, { env: NOWHERE })
  expect(summary.split('## Scaling of'), log).toHaveLength(OF + 1)
  for (let index = 1; index <= OF; index++) expect(summary).toContain(`bench-${index}-0`)
  expect(Buffer.byteLength(summary)).toBeLessThan(910 * 1024)
  expect(Buffer.byteLength(summary)).toBeGreaterThan(300 * 1024)
})
