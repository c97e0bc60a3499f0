import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Comparison, comparisonSchema } from '../../src/result/comparison.ts'
import { recordSchema } from '../../src/result/record.ts'
import { mergeComparisons } from '../../src/scaling/merge-comparisons.ts'
import { rejudge } from '../../src/scaling/rejudge.ts'
import { makeProject, type Project } from '../support/cli.ts'
import { shell } from './source-cli.ts'

const CONFIG = `services:
  faulty: { directory: ., start: node server.mjs, ready: /healthz }
benchmarks:
  first: { service: faulty, request: { path: /work }, connections: [2, 4] }
  second: { service: faulty, request: { path: /work } }
  third: { service: faulty, request: { path: /work } }
`

const corecurve = (project: Project, args: string) =>
  shell(`"$NODE" "$CLI" ${args}`, { cwd: project.checkout })

describe('corecurve plan', () => {
  it('divides by the number of series, and says so, where no record tells', async () => {
    await using project = await makeProject('faulty', CONFIG)
    const { stdout, stderr, status } = await corecurve(project, 'plan --shards 2 --json')
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout:
        '{"include":[{"shard":"1/2","benchmarks":"first"},{"shard":"2/2","benchmarks":"second,third"}]}\n',
    })
    expect(stderr).toMatch(
      /^Divided by the number of series: no record .* tells how long each benchmark takes\.$/m,
    )
  })

  it('has no more shards than benchmarks, and is silent where asked', async () => {
    await using project = await makeProject('faulty', CONFIG)
    const loud = await corecurve(project, 'plan --shards 9')
    expect(JSON.parse(loud.stdout).include).toHaveLength(3)
    expect(loud.stderr).toContain('3 of 9 shards: the 3 benchmarks are measured whole.')
    expect((await corecurve(project, 'plan --shards 9 --quiet')).stderr).toBe('')
  })

  it('divides by the times in the newest record, which `run` measured', async () => {
    await using project = await makeProject('faulty', CONFIG)
    const ran = await corecurve(project, 'run --cores 1 --budget 1s --out ../record.json')
    expect(ran.status, ran.stderr).toBe(0)
    const file = join(project.folder, 'record.json')
    const { benchmarks, commit } = recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    for (const { seconds } of benchmarks) expect(seconds).toBeGreaterThan(0)
    await corecurve(project, 'baseline push ../record.json')
    const { stdout, stderr } = await corecurve(project, 'plan --shards 2')
    expect(stderr).toContain(`Divided by the times in the record of ${commit.slice(0, 12)}.`)
    for (const { minutes } of JSON.parse(stdout).include) expect(minutes).toBeGreaterThan(0)
  })

  it.each(['0', '1.5', 'four', '', '257'])(
    'refuses %j shards, and says how many there may be',
    async (count) => {
      await using project = await makeProject('faulty', CONFIG)
      const { status, stderr } = await corecurve(project, `plan --shards '${count}'`)
      expect(status).toBe(2)
      expect(stderr).toContain(`--shards: found "${count}"; allowed: how many parts to make, from 1 to 256`)
    },
  )
})

describe('--shard', () => {
  it.each(['0/2', '3/2', '1', '1/257', 'a/b'])('refuses %s', async (shard) => {
    await using project = await makeProject('faulty', CONFIG)
    const { status, stderr } = await corecurve(project, `compare --shard ${shard}`)
    expect(status).toBe(2)
    expect(stderr).toContain('--shard: found')
  })

  it('says where there is nothing left to measure', async () => {
    await using project = await makeProject('faulty', CONFIG)
    const { status, stderr } = await corecurve(project, 'run --shard 5/8')
    expect(status).toBe(2)
    expect(stderr).toContain('shard 5/8 has nothing to measure: corecurve.yml has 3 benchmarks')
  })

  it('measures the parts of one report: judged anew the same, merged one comparison', async () => {
    await using project = await makeProject('faulty', CONFIG)
    await project.commit('Second')
    const { include } = JSON.parse((await corecurve(project, 'plan --shards 2')).stdout)
    const parts: Comparison[] = []
    for (const { shard, benchmarks } of include) {
      const { stdout, stderr } = await corecurve(
        project,
        `compare --shard ${shard} --only ${benchmarks} --base HEAD~1 --cores 1 --budget 8s --evidence duel --json --fail-on never`,
      )
      expect(stdout, stderr).not.toBe('')
      const comparison = comparisonSchema.parse(JSON.parse(stdout))
      expect(JSON.parse(JSON.stringify(rejudge(comparison)))).toEqual(JSON.parse(JSON.stringify(comparison)))
      parts.push(comparison)
    }
    expect(parts.map(({ shard, method }) => [shard, method.share])).toEqual([
      [{ index: 1, of: 2 }, 0.5],
      [{ index: 2, of: 2 }, 0.5],
    ])
    expect(parts.map(({ method }) => method.looks!.length > 0)).toEqual([true, true])
    const merged = mergeComparisons(parts)
    if (merged.kind !== 'merged') expect.fail(merged.reason)
    expect(merged.comparison.benchmarks.map(({ name, connections }) => [name, connections])).toEqual([
      ['first', 2],
      ['first', 4],
      ['second', 16],
      ['third', 16],
    ])
  }, 120_000)
})
