import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { git } from '../../src/git/run-git.ts'
import { comparisonSchema } from '../../src/result/comparison.ts'
import { recordSchema } from '../../src/result/record.ts'
import { corecurve, makeProject } from '../support/cli.ts'
import { duelled, ownTemporary } from '../support/duels.ts'
import { survivors } from '../support/faulty-service.ts'
import { markedProcessesIn } from '../support/marked-processes.ts'
import { snapshotOf } from '../support/scratch-repository.ts'

/** A service whose commit decides how it behaves. */
const CONFIG = (env = 'A: b', extra = '') => `services:
  faulty: { directory: ., start: node server.mjs, ready: /healthz, startTimeout: 5s, env: { ${env} }${extra} }
benchmarks:
  work: { service: faulty, request: { path: /work }, connections: 4 }
`

const ONE_CORE = ['--cores', '1', '--base', 'HEAD~1']
const QUICK = [...ONE_CORE, '--budget', '6s']
const DUEL = [...QUICK, '--evidence', 'duel']

/** A project whose base has one configuration and whose head has another. */
async function twoCommits(base: string, head: string) {
  const project = await makeProject('faulty', base)
  await project.write('corecurve.yml', head)
  await project.commit('Second')
  return project
}

describe('a duel', () => {
  it('of identical commits finds no regression, and leaves checkout, index, refs, worktrees and processes as they were', async () => {
    await using project = await twoCommits(CONFIG(), CONFIG())
    await project.write('notes.txt', 'not committed')
    await project.git('add', 'notes.txt')
    await project.write('notes.txt', 'changed again')
    const snapshot = snapshotOf(project.checkout)
    const { status, comparison, stderr } = await duelled(project, DUEL, { env: await ownTemporary(project) })
    expect(status, stderr).toBe(0)
    expect(['unchanged', 'inconclusive', 'improvement']).toContain(comparison.verdict)
    const [work] = comparison.benchmarks
    expect(work!.evidence).toMatchObject({ kind: 'duel' })
    const [point] = work!.points
    expect(point!.duel!.rounds.length).toBeGreaterThanOrEqual(3)
    expect(point!.cpuPerRequest!.base).toBeGreaterThan(0)
    expect(point!.memoryBytes!.head).toBeGreaterThan(0)
    expect(comparison.method.complete).toBe(true)
    expect(snapshotOf(project.checkout)).toEqual({ ...snapshot, tree: expect.any(String) })
    expect(await readFile(join(project.checkout, 'notes.txt'), 'utf8')).toBe('changed again')
    expect(await project.git('worktree', 'list')).not.toContain('\n')
    expect(await survivors(markedProcessesIn(project.folder))).toEqual([])
    expect(await readdir(join(project.folder, 'tmp'))).toEqual([])
  })

  it('finds half more work at one core and at two, and fails for it', async () => {
    await using project = await makeProject('go-goroutines')
    await project.write(
      'corecurve.yml',
      (await readFile(join(project.checkout, 'corecurve.yml'), 'utf8')).replace(
        'ready: /healthz',
        'ready: /healthz\n    env: { WORK: "1.5" }',
      ),
    )
    await project.commit('More work')
    const { status, comparison, stderr } = await duelled(project, [
      ...['--cores', '1,2', '--base', 'HEAD~1', '--budget', '40s', '--evidence', 'duel'],
    ])
    expect(status, stderr).toBe(1)
    expect(comparison.verdict).toBe('regression')
    const [work] = comparison.benchmarks
    expect(work!.verdict).toBe('slower')
    for (const point of work!.points) {
      expect(point).toMatchObject({ verdict: 'regressed', regressed: 'change' })
      expect(point.change!.estimate).toBeLessThan(-0.2)
      expect(point.cpuPerRequest!.head! / point.cpuPerRequest!.base!).toBeGreaterThan(1.2)
    }
  })

  it.each([
    ['head', CONFIG(), CONFIG('FAIL: die-under-load'), /head: .*exited with status 4 under load/],
    ['base', CONFIG('FAIL: die-under-load'), CONFIG(), /base: .*exited with status 4 under load/],
    ['head', CONFIG(), CONFIG('FAIL: exit-early'), /head: .*exited with status 3/],
  ])('whose %s dies says so, and that is no regression', async (arm, base, head, reason) => {
    await using project = await twoCommits(base, head)
    const { status, comparison, stderr } = await duelled(project, DUEL)
    expect(status, stderr).toBe(3)
    expect(comparison.verdict).toBe('failed')
    const [work] = comparison.benchmarks
    expect(work).toMatchObject({ verdict: 'failed', arm, evidence: { kind: 'duel' } })
    expect(work!.verdict === 'failed' && work!.reason).toMatch(reason)
    expect(work!.points.filter(({ verdict }) => verdict === 'regressed')).toEqual([])
  })

  it('whose head answers errors gives both rates, and what was answered', async () => {
    await using project = await twoCommits(CONFIG(), CONFIG('FAIL: status-500'))
    const { status, comparison } = await duelled(project, DUEL)
    expect(status).toBe(3)
    expect(comparison.benchmarks[0]).toMatchObject({
      verdict: 'failed',
      phase: 'load',
      reason: expect.stringMatching(
        /100 % of head's requests failed, 0 % of base's; head: GET \/work answered 500/,
      ),
    })
  })

  it('whose budget is too small for three rounds is told so before and after the first, and holds them', async () => {
    await using project = await makeProject('node-single', CONFIG('WORK: "5"'))
    await project.commit('Nothing new')
    const args = [...ONE_CORE, '--budget', '1s', '--evidence', 'duel']
    const { status, comparison, stderr } = await duelled(project, args)
    expect(status).toBe(0)
    expect(stderr).toMatch(/The budget of 1 s is too short: three rounds, .* will take about 5 s\./)
    expect(stderr).toMatch(/3 rounds of about \d+ s in all, though the budget is 1 s/)
    expect(comparison.benchmarks[0]!.points[0]!.duel!.rounds).toHaveLength(3)
  })

  it('builds and starts base as base says, and puts head’s load on both', async () => {
    const config = (path: string, arm: string) => `services:
  api:
    directory: .
    build: echo "$ARM" > built.txt
    start: test "$(cat built.txt)" = "$ARM" && exec node server.mjs
    ready: /healthz
    env: { ARM: ${arm} }
benchmarks:
  work: { service: api, request: { path: ${path} }, connections: 2 }
`
    await using project = await twoCommits(config('/nowhere', 'base'), config('/pids', 'head'))
    // Base's own load would be answered 404 everywhere.
    const { comparison, stderr } = await duelled(project, DUEL)
    expect(comparison.benchmarks[0]!.verdict, stderr).not.toBe('failed')
    expect(comparison.benchmarks[0]!.evidence.kind).toBe('duel')
  })

  it('of another commit than the working tree’s, named by --head', async () => {
    await using project = await twoCommits(CONFIG(), CONFIG('FAIL: exit-early'))
    await project.write('corecurve.yml', CONFIG())
    const third = await project.commit('Third')
    const { status, comparison, stderr } = await duelled(project, [
      ...['--base', 'HEAD~2', '--head', 'HEAD', '--cores', '1', '--budget', '4s', '--evidence', 'duel'],
    ])
    expect(status, stderr).toBe(0)
    expect(comparison.head).toBe(third)
    expect(comparison.benchmarks[0]!.evidence.kind).toBe('duel')
    expect(await project.git('worktree', 'list')).not.toContain('\n')
  })
})

describe('a base that cannot be duelled', () => {
  it('because it does not build is said, and compared with what is stored, unconfirmed', async () => {
    await using project = await makeProject('faulty', CONFIG())
    const record = join(project.folder, 'record.json')
    await corecurve(['run', '--quiet', '--out', record, '--cores', '1', '--budget', '3s'], {
      cwd: project.checkout,
    })
    const pushed = await corecurve(['baseline', 'push', record], { cwd: project.checkout })
    expect(pushed.status, pushed.stderr).toBe(0)
    await project.write('corecurve.yml', CONFIG('A: b', ', build: "echo no module shop; exit 2"'))
    await project.commit('Broken')
    await project.write('corecurve.yml', CONFIG())
    await project.commit('Repaired')
    const { status, comparison, stderr } = await duelled(project, QUICK)
    expect(status, stderr).toBe(0)
    const [work] = comparison.benchmarks
    expect(work!.evidence).toMatchObject({
      kind: 'stored',
      baseFailure: { phase: 'build', output: expect.arrayContaining(['no module shop']) },
    })
    expect(comparison.baseline).toBe('found')
    expect(['unchanged', 'inconclusive']).toContain(work!.verdict)
  })

  it('because it does not start is said, and head is measured without it: it may be what repairs base', async () => {
    await using project = await twoCommits(CONFIG('FAIL: exit-early'), CONFIG())
    const { status, comparison, stderr } = await duelled(project, [...ONE_CORE, '--budget', '2s'])
    expect(status, stderr).toBe(0)
    expect(stderr).toContain('work: base does not start, so head is measured without it.')
    expect(stderr).not.toContain('base against head: 1 point')
    const [work] = comparison.benchmarks
    expect(work).toMatchObject({
      verdict: 'no-baseline',
      evidence: {
        kind: 'none',
        baseFailure: { phase: 'start', reason: expect.stringMatching(/^at 1 core: it exited with status 3/) },
      },
    })
    expect(work!.points[0]!.head!.median).toBeGreaterThan(0)
    expect(comparison.method.complete).toBe(true)
  })

  it.each([
    [
      'the benchmark',
      CONFIG()
        .replace('benchmarks:', 'benchmarks:\n  other: { service: faulty, request: { path: /pids } }')
        .replace(/ {2}work:.*\n/, ''),
    ],
    ['the service', CONFIG().replaceAll('faulty', 'formerly')],
  ])('because it lacks %s is no baseline, and no error', async (_, base) => {
    await using project = await twoCommits(base, CONFIG())
    const { status, comparison, stderr } = await duelled(project, [...ONE_CORE, '--budget', '2s'])
    expect(status, stderr).toBe(0)
    expect(comparison.benchmarks).toMatchObject([{ name: 'work', verdict: 'no-baseline' }])
    expect(comparison.benchmarks[0]!.points[0]!.head!.median).toBeGreaterThan(0)
    expect(comparison.method.rounds).toBeGreaterThan(0)
  })

  it('because it has no configuration at all is no baseline either', async () => {
    await using project = await makeProject('faulty', CONFIG())
    await project.git('rm', '--quiet', '--cached', 'corecurve.yml')
    await project.git('commit', '--quiet', '--message', 'Without')
    await project.commit('With')
    const { status, comparison, stderr } = await duelled(project, [...ONE_CORE, '--budget', '2s'])
    expect(status, stderr).toBe(0)
    expect(comparison.benchmarks).toMatchObject([{ verdict: 'no-baseline' }])
  })

  it('because its configuration is broken is said', async () => {
    await using project = await twoCommits('services: [', CONFIG())
    const { status, comparison, stderr } = await duelled(project, [...ONE_CORE, '--budget', '2s'])
    expect(status, stderr).toBe(0)
    const [work] = comparison.benchmarks
    expect(work!.evidence).toMatchObject({
      baseFailure: { reason: expect.stringContaining('corecurve.yml') },
    })
  })
})

describe('an interrupted duel', () => {
  it('keeps what was measured, marked, exits with 130, and leaves nothing behind', async () => {
    await using project = await twoCommits(CONFIG(), CONFIG())
    const out = join(project.folder, 'comparison.json')
    const args = ['compare', ...ONE_CORE, '--budget', '60s', '--evidence', 'duel', '--out', out]
    let stopping = false
    const { status } = await corecurve(args, {
      cwd: project.checkout,
      env: await ownTemporary(project),
      during(stderr, kill) {
        // The plan is said after the first round; some rounds later we stop it.
        if (stopping || !stderr.includes('base against head: 1 point')) return
        stopping = true
        setTimeout(() => kill('SIGINT'), 6000)
      },
    })
    expect(status).toBe(130)
    const partial = comparisonSchema.parse(JSON.parse(await readFile(out, 'utf8')))
    expect(partial.method.complete).toBe(false)
    expect(partial.benchmarks[0]!.points[0]!.duel!.quads).toBeGreaterThan(0)
    expect(partial.benchmarks[0]!.points[0]!.verdict).toBe('inconclusive')
    expect(await project.git('worktree', 'list')).not.toContain('\n')
    expect(await survivors(markedProcessesIn(project.folder))).toEqual([])
    expect(await readdir(join(project.folder, 'tmp'))).toEqual([])
  })
})

describe('a duel of a command', () => {
  it('runs base’s and head’s program in turns, through hyperfine', async () => {
    const config = (env: string) => `benchmarks:
  sort: { command: sh work.sh, env: { ARM: ${env} } }
`
    await using project = await makeProject('faulty', config('base'))
    const log = join(project.folder, 'turns.txt')
    const script = (name: string) => `echo "${name} $ARM" >> "${log}"\nseq 20000 | sort -r > /dev/null\n`
    await project.write('work.sh', script('base'))
    await project.commit('Base')
    await project.write('work.sh', script('head'))
    await project.write('corecurve.yml', config('head'))
    await project.commit('Head')
    const { status, comparison, stderr } = await duelled(project, DUEL)
    expect([0, 1], stderr).toContain(status)
    const [sort] = comparison.benchmarks
    expect(sort).toMatchObject({ kind: 'command', evidence: { kind: 'duel' } })
    expect(sort!.points[0]!.base).toMatchObject({ unit: 'runs/s' })
    const turns = (await readFile(log, 'utf8')).trim().split('\n')
    expect(new Set(turns)).toEqual(new Set(['base base', 'head head']))
    const changes = turns.filter((turn, index) => index > 0 && turn !== turns[index - 1]).length
    expect(changes).toBeGreaterThan(6)
  })
})

describe('a base with a submodule', () => {
  it('has it initialised as the checkout has, at base’s own commit, without asking its address', async () => {
    await using project = await makeProject('faulty')
    const library = join(project.folder, 'library')
    const at = (...args: string[]) => git(args, { cwd: library })
    await mkdir(library)
    await at('init', '--quiet', '--initial-branch=main')
    await at('config', 'user.name', 'Test')
    await at('config', 'user.email', 'test@example.invalid')
    const version = async (text: string) => {
      await writeFile(join(library, 'version.txt'), text)
      await at('add', '--all')
      await at('commit', '--quiet', '--message', text)
    }
    await version('one')
    const config = (wanted: string) =>
      CONFIG().replace(
        'start: node server.mjs',
        `start: grep -qx ${wanted} lib/version.txt && exec node server.mjs`,
      )
    await project.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'lib')
    await project.write('corecurve.yml', config('one'))
    await project.commit('Base')
    await version('two')
    await git(['-c', 'protocol.file.allow=always', 'pull', '--quiet', 'origin', 'main'], {
      cwd: join(project.checkout, 'lib'),
    })
    await project.write('corecurve.yml', config('two'))
    await project.commit('Head')
    await rm(library, { recursive: true })
    const snapshot = snapshotOf(project.checkout)
    const { status, comparison, stderr } = await duelled(project, [
      ...ONE_CORE,
      '--budget',
      '3s',
      '--evidence',
      'duel',
    ])
    expect(status, stderr).toBe(0)
    expect(comparison.benchmarks[0]).toMatchObject({ evidence: { kind: 'duel' } })
    expect(comparison.benchmarks[0]!.verdict).not.toBe('failed')
    expect(snapshotOf(project.checkout)).toEqual({ ...snapshot, tree: expect.any(String) })
    expect(await project.git('worktree', 'list')).not.toContain('\n')
  })
})

describe('the stored baseline', () => {
  it('clears a benchmark without a duel where ten records of this host agree; `stored` and `duel` do as they say', async () => {
    const config = CONFIG('WORK: "5"').replace(
      'connections: 4',
      'connections: 4, detect: 90%, tolerance: 85%',
    )
    await using project = await makeProject('node-single', config)
    const file = join(project.folder, 'record.json')
    const ran = await corecurve(['run', '--quiet', '--out', file, '--cores', '1', '--budget', '4s'], {
      cwd: project.checkout,
    })
    expect(ran.status, ran.stderr).toBe(0)
    const record = recordSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    for (let index = 0; index < 10; index++) {
      const commit = index === 0 ? record.commit : await project.commit(`Commit ${index}`)
      const at = new Date(Date.parse(record.at) + index * 60_000).toISOString()
      await writeFile(file, JSON.stringify({ ...record, commit, at }))
      const pushed = await corecurve(['baseline', 'push', file], { cwd: project.checkout })
      expect(pushed.status, pushed.stderr).toBe(0)
    }
    await project.commit('Head')
    const args = ['--cores', '1', '--base', 'HEAD~1', '--budget', '20s']
    const auto = await duelled(project, args)
    expect(auto.comparison.benchmarks[0]!.evidence, auto.stderr).toMatchObject({
      kind: 'stored',
      records: 10,
    })
    expect(auto.comparison).toMatchObject({ verdict: 'unchanged', baseline: 'found' })
    expect(auto.comparison.method.rounds).toBeGreaterThanOrEqual(3)
    const stored = await duelled(project, [...args, '--evidence', 'stored', '--budget', '3s'])
    expect(stored.comparison.benchmarks[0]!.evidence).toMatchObject({ kind: 'stored' })
    const duel = await duelled(project, [...args, '--evidence', 'duel', '--budget', '4s'])
    expect(duel.comparison.benchmarks[0]!.evidence).toMatchObject({ kind: 'duel' })
  })
})
