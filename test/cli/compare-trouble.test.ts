import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { comparisonSchema } from '../../src/result/comparison.ts'
import { makeProject, type Project } from '../support/cli.ts'
import { shell } from './source-cli.ts'

const CONFIG = (build = 'true') => `services:
  faulty: { directory: ., build: "${build}", start: node server.mjs, ready: /healthz }
benchmarks:
  work: { service: faulty, request: { path: /work }, connections: 4 }
`

/** Base as it is given, and a head that builds. */
async function twoCommits(base: string): Promise<Project> {
  const project = await makeProject('faulty', base)
  await project.write('corecurve.yml', CONFIG())
  await project.write('notes.txt', 'second')
  await project.commit('Second')
  return project
}

const compare = (project: Project, more: string) =>
  shell(`"$NODE" "$CLI" compare --cores 1 --base HEAD~1 --seed test ${more}`, { cwd: project.checkout })

const written = async (file: string) => comparisonSchema.parse(JSON.parse(await readFile(file, 'utf8')))

test('a repository without a remote is compared all the same, and told of that and of its short budget', async () => {
  await using project = await twoCommits(CONFIG())
  await project.git('remote', 'remove', 'origin')
  const out = join(project.folder, 'comparison.json')
  const { status, stderr } = await compare(project, `--budget 4s --evidence auto --out ${out}`)
  expect(status, stderr).toBe(0)
  expect(stderr).toContain('The baseline branch was not read: This repository has no remote "origin".')
  expect((await written(out)).benchmarks[0]!.evidence.kind).toBe('duel')
  expect(stderr).toContain('first estimate: 1 point, about')
  expect(stderr).toContain('The budget of 4 s is too short: three rounds')
})

test('without a remote, a base that does not build leaves the numbers of head, and says so', async () => {
  await using project = await twoCommits(CONFIG('exit 7'))
  await project.git('remote', 'remove', 'origin')
  const out = join(project.folder, 'comparison.json')
  const { status, stderr, stdout } = await compare(project, `--budget 4s --evidence duel --out ${out}`)
  expect(status, stderr).toBe(0)
  expect(stdout).toContain('exited with status 7')
  const { benchmarks } = await written(out)
  expect(benchmarks[0]).toMatchObject({
    verdict: 'no-baseline',
    evidence: { kind: 'none', baseFailure: { phase: 'build' } },
  })
})

test('a head of whose requests a few fail is failed at its load with both rates, never compared', async () => {
  await using project = await makeProject('faulty', CONFIG())
  const server = await readFile(join(project.checkout, 'server.mjs'), 'utf8')
  const some = server.replace("FAIL === 'status-500' ?", 'worked++ % 250 === 249 ?')
  expect(some).not.toBe(server)
  await project.write('server.mjs', some)
  await project.commit('Some fail')
  const out = join(project.folder, 'comparison.json')
  const { status, stderr } = await compare(project, `--budget 5s --evidence duel --out ${out}`)
  expect(status, stderr).toBe(3)
  expect((await written(out)).benchmarks[0]).toMatchObject({
    verdict: 'failed',
    phase: 'load',
    reason: expect.stringMatching(
      /^at 1 core: 0\.4 % of head's requests failed, 0 % of base's, in \d+ of \d+ quads; head: GET \/work answered 500/,
    ),
  })
})
