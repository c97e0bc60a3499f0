import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { comparisonSchema } from '../../src/result/comparison.ts'
import { recordSchema } from '../../src/result/record.ts'
import { aDuel, aDuelled } from '../support/duelled.ts'
import { hostRepository, REPOSITORY } from '../support/hosted-repository.ts'
import { aMeasured, aRecord } from '../support/results.ts'
import { said } from '../support/runner.ts'
import { example, isOurs } from '../workflows/workflow-files.ts'

const QUICKLY = { budget: '1s', cores: '1', evidence: 'stored' }
const MEASURE = { mode: 'measure', 'github-token': '', ...QUICKLY }

/** How an example checks out and measures, to the letter: our server gives nothing to those without a token. */
function asIn(file: string) {
  const { steps } = example(file).content.jobs.measure!
  const checkout = steps.find(({ uses }) => uses?.startsWith('actions/checkout@'))?.with ?? {}
  const inputs = Object.entries(steps.find(isOurs)?.with ?? {})
  return {
    with: Object.fromEntries(inputs.map(([name, value]) => [name, String(value)])),
    persistCredentials: checkout['persist-credentials'] !== false,
    fetchDepth: Number(checkout['fetch-depth'] ?? 1),
  }
}

const SPY = `services:
  api: { directory: ., build: "env > built.txt", start: "env > started.txt; exec node server.mjs", ready: /healthz }
benchmarks:
  work: { service: api, request: { path: /work } }
baseline: { branch: perf }
`

describe('in two steps', () => {
  it('a fork’s pull request to a private repository is measured without a token or GitHub’s API, and reported by the run’s end', async () => {
    await using hosted = await hostRepository('faulty', SPY)
    const opened = await hosted.openPullRequest({ 'README.md': 'A change of nothing.\n' }, 'stranger/shop')
    const { with: inExample, ...checkout } = asIn('two-steps-measure.yml')
    const inputs = {
      ...inExample,
      ...QUICKLY,
      artifact: 'perf-results',
      comment: 'always',
      workflow: '.github/workflows/x.yml',
    }
    const measured = await opened.run({ ...checkout, with: inputs, token: hosted.readOnlyToken })
    expect(measured.status, measured.stdout).toBe(0)
    expect(hosted.github.requests).toEqual([])
    expect(said(measured, 'warning')).toEqual([
      'The baseline branch was not read: the repository is private, and this job has no token. Without it there is ' +
        'nothing to compare with: take `evidence: auto`.',
    ])
    expect(measured.outputs).toEqual({
      artifact: 'perf-results',
      report: expect.stringMatching(/comparison\.json$/),
    })
    expect(measured.summary).toMatch(/`work`/)
    for (const file of ['built.txt', 'started.txt']) {
      const seen = readFileSync(join(hosted.workspace(), file), 'utf8')
      expect(seen).toMatch(/^CORES=\d$/m)
      expect(seen).not.toMatch(/^(INPUT_|ACTIONS_|GITHUB_TOKEN)|perf-results|workflows\/x\.yml/m)
    }

    const run = await hosted.measuringRun('pull-request')
    await hosted.upload(run, measured)
    const published = await hosted.publish(run, { with: { artifact: 'perf-results', comment: 'always' } })
    expect(published.status, published.stdout + published.stderr).toBe(0)
    expect(said(published, 'warning')).toEqual([])
    expect(published.outputs.verdict).toBe('inconclusive')
    expect(opened.comments()).toHaveLength(1)
    expect(opened.comments()[0]!.body).toContain('`work`')
    expect(opened.comments()[0]!.body).toContain(`sha=${opened.head.slice(0, 7)} run=${run.id}`)
    expect(hosted.github.checkRuns(REPOSITORY, opened.head)).toMatchObject([
      { name: 'corecurve', status: 'completed', conclusion: 'neutral', externalId: `${run.id}/1` },
    ])
    expect(published.gitCommands).toEqual([])
    const file = comparisonSchema.parse(JSON.parse(readFileSync(published.outputs.report!, 'utf8')))
    expect(file).toMatchObject({ base: opened.base, head: opened.merge })
  })

  it('a push to main is measured, and its record stored where that commit’s configuration says', async () => {
    await using hosted = await hostRepository('faulty', SPY)
    const measured = await hosted.push('main', { with: MEASURE })
    expect(measured.status, measured.stdout).toBe(0)
    expect(measured.outputs).toEqual({
      artifact: 'corecurve',
      report: expect.stringMatching(/record\.json$/),
    })
    expect(hosted.branchFiles('perf')).toBeUndefined()
    const run = await hosted.measuringRun('main')
    hosted.github.setFile(REPOSITORY, 'corecurve.yml', SPY, run.headSha)
    await hosted.upload(run, measured)
    const published = await hosted.publish(run)
    expect(published.status, published.stdout + published.stderr).toBe(0)
    const files = hosted.branchFiles('perf') ?? []
    const [path, ...more] = files.filter((file) => file.startsWith('runs/'))
    expect(more).toEqual([])
    expect(files).toContain('badge.svg')
    const stored = recordSchema.parse(JSON.parse(hosted.branchFile(path!, 'perf')))
    expect(stored).toMatchObject({
      commit: run.headSha,
      benchmarks: [{ name: 'work', points: [{ cores: 1 }] }],
    })
    expect(published.summary).toContain('Badges for the README')
    expect(hosted.github.comments(REPOSITORY, 7)).toEqual([])

    const other = await hosted.measuringRun('main')
    const lie = { ...stored, commit: 'b'.repeat(40) }
    hosted.github.addArtifact(REPOSITORY, other, 'corecurve', { 'record.json': JSON.stringify(lie) })
    const refused = await hosted.publish(other)
    expect(refused.status).toBe(1)
    expect(said(refused, 'warning').join()).toContain('it measured another commit than the run is of')
  })
})

describe('the shards of a push to main', () => {
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

describe('40 benchmarks in 8 shards', () => {
  const names = Array.from({ length: 40 }, (_, at) => `bench-${String(at + 1).padStart(2, '0')}`)
  const config = `services:
  api: { directory: ., start: node server.mjs, ready: /healthz }
benchmarks:
${names.map((name) => `  ${name}: { service: api, request: { path: /work }, connections: 2 }`).join('\n')}
`

  it('are planned, measured (one shard for real, the others made up) and reported as one', async () => {
    await using hosted = await hostRepository('node-single', config)
    const opened = await hosted.openPullRequest({ 'README.md': 'A change of nothing.\n' })
    const plan = await opened.run({ with: { mode: 'plan', shards: '8' } })
    expect(plan.status, plan.stdout).toBe(0)
    const { include } = JSON.parse(plan.outputs.matrix!) as {
      include: { shard: string; benchmarks: string }[]
    }
    expect(include.map(({ shard }) => shard)).toEqual([
      '1/8',
      '2/8',
      '3/8',
      '4/8',
      '5/8',
      '6/8',
      '7/8',
      '8/8',
    ])
    expect(include.flatMap(({ benchmarks }) => benchmarks.split(',')).sort()).toEqual(names)

    const run = await hosted.measuringRun('pull-request')
    const { shard, benchmarks: only } = include[0]!
    const { with: inExample, ...checkout } = asIn('shards.yml')
    const measured = await opened.run({ ...checkout, with: { ...inExample, ...QUICKLY, shard, only } })
    expect(measured.status, measured.stdout).toBe(0)
    expect(measured.outputs.artifact).toBe('corecurve-1-of-8')
    await hosted.upload(run, measured)
    const commits = { base: opened.base, head: opened.merge }
    for (const [at, { benchmarks }] of include.entries()) {
      if (at === 0) continue
      const part = aDuel(
        commits,
        benchmarks.split(',').map((name, first) => aDuelled(name, at === 4 && first === 0 ? -0.25 : 0)),
        { index: at + 1, of: 8 },
      )
      const name = `corecurve-${at + 1}-of-8`
      hosted.github.addArtifact(REPOSITORY, run, name, { 'comparison.json': JSON.stringify(part) })
    }
    const published = await hosted.publish(run)
    expect(published.outputs.verdict, published.stdout).toBe('regression')
    const worse = include[4]!.benchmarks.split(',')[0]!
    expect(JSON.parse(published.outputs.regressions!)).toMatchObject([{ benchmark: worse, cores: 2 }])
    const comparison = comparisonSchema.parse(JSON.parse(readFileSync(published.outputs.report!, 'utf8')))
    expect(comparison.benchmarks.map(({ name }) => name)).toEqual(names)
    expect(comparison.parts).toMatchObject({ of: 8, missing: [] })
    expect(opened.comments()).toHaveLength(1)
    expect(opened.comments()[0]!.body).toContain(`\`${worse}\` scales worse`)
    expect(hosted.github.checkRuns(REPOSITORY, opened.head)).toMatchObject([{ conclusion: 'failure' }])
  })
})
