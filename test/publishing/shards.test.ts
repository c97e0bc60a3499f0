import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { comparisonSchema } from '../../src/result/comparison.ts'
import { recordSchema } from '../../src/result/record.ts'
import { aDuel, aDuelled } from '../support/duelled.ts'
import { hostRepository, type OpenPullRequest, REPOSITORY } from '../support/hosted-repository.ts'
import { aMeasured, aRecord } from '../support/results.ts'
import { type EndedStep, said } from '../support/runner.ts'
import { measuringStep } from '../workflows/measuring-step.ts'

const NAMES = Array.from({ length: 40 }, (_, at) => `bench-${String(at + 1).padStart(2, '0')}`)
/** Commands that sleep: however many are timed at once, they hardly keep each other waiting. */
const CONFIG = `benchmarks:\n${NAMES.map((name) => `  ${name}: { command: sleep 0.03 }\n`).join('')}`
const CHANGE = { 'README.md': 'A change of nothing.\n' }

interface Planned {
  readonly shard: string
  readonly benchmarks: string
  readonly minutes?: number
}

async function plan(
  opened: OpenPullRequest,
  shards: number,
): Promise<{ include: Planned[]; step: EndedStep }> {
  const step = await opened.run({ with: { mode: 'plan', shards: String(shards) } })
  expect(step.status, step.stdout + step.stderr).toBe(0)
  return { ...(JSON.parse(step.outputs.matrix!) as { include: Planned[] }), step }
}

function comparisonIn({ outputs }: EndedStep) {
  return comparisonSchema.parse(JSON.parse(readFileSync(outputs.report!, 'utf8')))
}

describe.concurrent('40 benchmarks in 8 shards', () => {
  it('are planned, measured by eight jobs, uploaded, and published as one comparison in one comment', async () => {
    await using hosted = await hostRepository('command-parallel', CONFIG)
    const opened = await hosted.openPullRequest(CHANGE, 'stranger/shop')
    const { include } = await plan(opened, 8)
    expect(include.map(({ shard }) => shard)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((index) => `${index}/8`))
    expect(include.map(({ benchmarks }) => benchmarks.split(',').length)).toEqual(Array(8).fill(5))
    expect(include.flatMap(({ benchmarks }) => benchmarks.split(',')).sort()).toEqual(NAMES)

    const run = await hosted.measuringRun('pull-request')
    const { with: inExample, ...checkout } = measuringStep('shards.yml')
    // On GitHub each has a machine of its own. Nothing is said here of the figures.
    const shards = await Promise.all(
      include.map(({ shard, benchmarks: only }) =>
        opened.run({
          ...checkout,
          with: { ...inExample, budget: '1s', cores: '1', shard, only },
          token: hosted.readOnlyToken,
          run: run.id,
        }),
      ),
    )
    expect(hosted.github.requests).toEqual([])
    for (const [at, step] of shards.entries()) {
      expect(step.status, step.stdout + step.stderr).toBe(0)
      expect(step.outputs.artifact).toBe(`corecurve-${at + 1}-of-8`)
      const part = comparisonIn(step)
      expect(part).toMatchObject({ base: opened.base, head: opened.merge, shard: { index: at + 1, of: 8 } })
      expect(part.method).toMatchObject({ complete: true, share: 1 / 8 })
      // The chance of a false alarm is that of the whole, and this is its eighth.
      expect(part.method.looks?.reduce((sum, { level }) => sum + level, 0)).toBeCloseTo(0.01 / 8, 12)
      expect(part.benchmarks.map(({ name }) => name)).toEqual(include[at]!.benchmarks.split(','))
      await hosted.upload(run, step)
    }

    const published = await hosted.publish(run, { with: { comment: 'always', 'fail-on': 'never' } })
    expect(published.status, published.stdout + published.stderr).toBe(0)
    expect(said(published, 'warning')).toEqual([])
    const whole = comparisonIn(published)
    expect(whole).toMatchObject({ base: opened.base, head: opened.merge, parts: { of: 8, missing: [] } })
    expect(whole.benchmarks.map(({ name }) => name)).toEqual(NAMES)
    for (const benchmark of whole.benchmarks) {
      expect(benchmark).toMatchObject({ kind: 'command', evidence: { kind: 'duel' }, points: [{ cores: 1 }] })
      expect(benchmark.points[0]!.duel!.rounds.length).toBeGreaterThanOrEqual(3)
    }
    expect(published.outputs.verdict).toBe(whole.verdict)
    expect(opened.comments()).toHaveLength(1)
    for (const text of [opened.comments()[0]!.body, published.summary])
      expect(NAMES.filter((name) => !text.includes(`\`${name}\``))).toEqual([])
    expect(hosted.github.checkRuns(REPOSITORY, opened.head)).toMatchObject([
      {
        name: 'corecurve',
        status: 'completed',
        externalId: expect.stringMatching(`^${run.id}/1(/unproven)?$`),
      },
    ])
  }, 300_000)

  it('regress where one of them does in one part', async () => {
    await using hosted = await hostRepository('command-parallel', CONFIG)
    const opened = await hosted.openPullRequest(CHANGE)
    const { include } = await plan(opened, 8)
    const run = await hosted.measuringRun('pull-request')
    const worse = include[4]!.benchmarks.split(',')[2]!
    for (const [at, { benchmarks }] of include.entries()) {
      const duelled = benchmarks.split(',').map((name) => aDuelled(name, name === worse ? -0.25 : 0))
      const part = aDuel({ base: opened.base, head: opened.merge }, duelled, { index: at + 1, of: 8 })
      const file = { 'comparison.json': JSON.stringify(part) }
      hosted.github.addArtifact(REPOSITORY, run, `corecurve-${at + 1}-of-8`, file)
    }
    const published = await hosted.publish(run)
    expect(published.status).toBe(1)
    expect(published.outputs.verdict, published.stdout).toBe('regression')
    expect(JSON.parse(published.outputs.regressions!)).toMatchObject([{ benchmark: worse, cores: 2 }])
    expect(comparisonIn(published)).toMatchObject({ parts: { of: 8, missing: [] } })
    expect(opened.comments()).toHaveLength(1)
    expect(opened.comments()[0]!.body).toContain(`\`${worse}\` scales worse`)
    expect(hosted.github.checkRuns(REPOSITORY, opened.head)).toMatchObject([{ conclusion: 'failure' }])
  })

  it('are divided by the time that each took when the baseline was measured', async () => {
    await using hosted = await hostRepository('command-parallel', CONFIG)
    const opened = await hosted.openPullRequest(CHANGE)
    const benchmarks = NAMES.map((name, at) => aMeasured(name, { seconds: at === 39 ? 390 : 10 }))
    await hosted.store(aRecord({ benchmarks }), opened.base)
    const { include, step } = await plan(opened, 2)
    expect(include).toMatchObject([
      { shard: '1/2', benchmarks: 'bench-40', minutes: 6.5 },
      { shard: '2/2', benchmarks: NAMES.slice(0, -1).join(','), minutes: 6.5 },
    ])
    expect(step.stdout).toContain(`Divided by the times in the record of ${opened.base.slice(0, 12)}.`)
  })
})

describe.concurrent('the shards of a push to main', () => {
  it('are stored as one record of that commit, and the missing one is named', async () => {
    await using hosted = await hostRepository('node-single')
    const run = await hosted.measuringRun('main')
    for (const index of [1, 3]) {
      const benchmarks = [aMeasured(`bench-${index}`)]
      const record = aRecord({ commit: run.headSha, shard: { index, of: 3 }, benchmarks })
      const file = { 'record.json': JSON.stringify(record) }
      hosted.github.addArtifact(REPOSITORY, run, `corecurve-${index}-of-3`, file)
    }
    const published = await hosted.publish(run)
    expect(published.status, published.stdout + published.stderr).toBe(0)
    const [path, ...more] = hosted.branchFiles()?.filter((file) => file.startsWith('runs/')) ?? []
    expect(more).toEqual([])
    const stored = recordSchema.parse(JSON.parse(hosted.branchFile(path!)))
    expect(stored.benchmarks.map(({ name }) => name)).toEqual(['bench-1', 'bench-3'])
    expect(said(published, 'warning')).toEqual([
      '1 shard of 3 gave no result: 2/3. What was to be measured there is not in the record of this commit.',
    ])
  })
})
