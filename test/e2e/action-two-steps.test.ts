import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { comparisonSchema } from '../../src/result/comparison.ts'
import { recordSchema } from '../../src/result/record.ts'
import { hostRepository, REPOSITORY } from '../support/hosted-repository.ts'
import { said } from '../support/runner.ts'
import { measuringStep } from '../workflows/measuring-step.ts'

const QUICKLY = { budget: '1s', cores: '1', evidence: 'stored' }
const MEASURE = { mode: 'measure', 'github-token': '', ...QUICKLY }

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
    const { with: inExample, ...checkout } = measuringStep('two-steps-measure.yml')
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
      { name: 'corecurve', status: 'completed', conclusion: 'neutral', externalId: `${run.id}/1/unproven` },
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
