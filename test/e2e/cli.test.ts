import { access, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { recordSchema } from '../../src/result/record.ts'
import { corecurve, makeProject } from '../support/cli.ts'
import { survivors } from '../support/faulty-service.ts'
import { markedProcessesIn } from '../support/marked-processes.ts'

const CONFIG = (env: string, extra = '') => `services:
  good:
    directory: .
    start: node server.mjs
    ready: /healthz
  faulty:
    directory: .
    start: node server.mjs
    ready: /healthz
    startTimeout: 3s
    env: { ${env} }
${extra}benchmarks:
  fine: { service: good, request: { path: /work } }
  bad: { service: faulty, request: { path: /work } }
`

const QUICK = ['--budget', '1s', '--cores', '1']

describe('corecurve run', () => {
  it.each([
    ['exits early', 'FAIL: exit-early', 'start', /exited with status 3 before it was ready/],
    ['never gets ready', 'FAIL: never-ready', 'ready', /it answered 503/],
    ['listens on another port', 'FAIL: wrong-port', 'ready', /listens on port \d+ instead/],
    ['dies under load', 'FAIL: die-under-load', 'load', /exited with status 4 under load/],
    ['answers errors only', 'FAIL: status-500', 'load', /answered 500/],
  ])('says that a service %s, measures the others, and exits with 3', async (_, env, phase, reason) => {
    await using project = await makeProject('faulty', CONFIG(env))
    const { status, stdout, stderr } = await corecurve(['run', '--json', ...QUICK], { cwd: project.checkout })
    const record = recordSchema.parse(JSON.parse(stdout))
    const [fine, bad] = record.benchmarks
    expect(status, stderr).toBe(3)
    expect(fine).toMatchObject({ name: 'fine', points: [{ cores: 1, errors: 0 }] })
    expect(fine?.verdict).toBeUndefined()
    expect(bad).toMatchObject({ name: 'bad', verdict: 'failed', phase })
    expect(bad?.verdict === 'failed' && bad.reason).toMatch(reason)
  })

  it('shows a failed build, with what it printed, in the table', async () => {
    const config = CONFIG('A: b').replace(
      '  faulty:\n    directory: .',
      '  faulty:\n    directory: .\n    build: echo cannot find module shop; exit 2',
    )
    await using project = await makeProject('faulty', config)
    const { status, stdout } = await corecurve(['run', '--quiet', ...QUICK], { cwd: project.checkout })
    expect(status).toBe(3)
    expect(stdout).toContain('cannot find module shop')
    expect(stdout).toMatch(/bad.*(could not be measured|failed)/)
  })

  it('keeps the job’s secrets from the service', async () => {
    const config = `services:
  api: { directory: ., start: "env > seen.txt; exec node server.mjs", ready: /healthz }
benchmarks:
  fine: { service: api, request: { path: /work } }
`
    await using project = await makeProject('faulty', config)
    const env = {
      GITHUB_TOKEN: 'secret-1',
      ACTIONS_RUNTIME_TOKEN: 'secret-2',
      'INPUT_GITHUB-TOKEN': 'secret-3',
      DB_PASSWORD: 'secret-4',
    }
    const { stderr } = await corecurve(['run', ...QUICK], { cwd: project.checkout, env })
    expect(stderr).toContain('withheld from programs, as secrets by name: DB_PASSWORD (')
    expect(stderr).not.toMatch(/secret-\d/)
    const seen = await readFile(join(project.checkout, 'seen.txt'), 'utf8')
    expect(seen).toContain('CORES=1')
    expect(seen).not.toMatch(/secret-\d/)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'on %s keeps the rounds measured, exits with 130 and leaves no process',
    async (signal) => {
      const config = `services:
  api: { directory: ., start: "node server.mjs", ready: /healthz, env: { FAIL: spawn-children } }
benchmarks:
  fine: { service: api, request: { path: /work } }
`
      await using project = await makeProject('faulty', config)
      const out = join(project.folder, 'record.json')
      let sent = false
      const watch = setInterval(() => {}, 1000)
      const ended = corecurve(['run', '--cores', '1', '--out', out], {
        cwd: project.checkout,
        during: (_, kill) => {
          if (sent) return
          sent = true
          void (async () => {
            while (
              !(await access(out).then(
                () => true,
                () => false,
              ))
            )
              await new Promise((r) => setTimeout(r, 50))
            await new Promise((r) => setTimeout(r, 1000))
            kill(signal)
          })()
        },
      })
      const { status, stderr } = await ended
      clearInterval(watch)
      expect(status, stderr).toBe(130)
      expect(stderr).toContain(`Interrupted: what was measured until then is in ${out}`)
      const record = recordSchema.parse(JSON.parse(await readFile(out, 'utf8')))
      expect(record.method.complete).toBe(false)
      expect(
        record.benchmarks[0]?.points[0]?.rounds.filter((round) => round !== null).length,
      ).toBeGreaterThan(0)
      expect(await survivors(markedProcessesIn(project.folder))).toEqual([])
    },
  )

  it('keeps standard output for the result', async () => {
    await using project = await makeProject('faulty')
    const { stdout, stderr } = await corecurve(['run', '--json', ...QUICK], { cwd: project.checkout })
    expect(() => JSON.parse(stdout)).not.toThrow()
    expect(stderr).toContain('%')
  })

  it('writes nothing that git would see where no file is named', async () => {
    await using project = await makeProject('faulty')
    await corecurve(['run', '--quiet', ...QUICK], { cwd: project.checkout })
    expect(await project.git('status', '--porcelain')).toBe('')
    await access(join(project.checkout, '.corecurve/record.json'))
  })

  it('skips a core count that this machine does not have, and says why', async () => {
    await using project = await makeProject('faulty')
    const { status, stdout } = await corecurve(['run', '--json', '--budget', '1s', '--cores', '1,512'], {
      cwd: project.checkout,
    })
    expect(status).toBe(0)
    expect(JSON.parse(stdout).benchmarks[0].skipped).toMatchObject([{ cores: 512, reason: 'too-few-cpus' }])
  })

  it('leaves no temporary folder behind', async () => {
    const ours = async () =>
      (await readdir(tmpdir())).filter((name) => /^corecurve-(?!test-)/.test(name)).sort()
    const before = await ours()
    await using project = await makeProject('faulty')
    await corecurve(['run', '--quiet', ...QUICK], { cwd: project.checkout })
    expect(await ours()).toEqual(before)
  })
})

describe('what a user can get wrong', () => {
  it.each([
    [['frobnicate'], /unknown command 'frobnicate'/],
    [['run', '--cores', '0'], /core counts from 1 up/],
    [['run', '--budget', 'soon'], /--budget.*soon/s],
    [['run', '--only', 'nobody'], /no benchmark called "nobody"/],
    [['run', '--config', 'nowhere.yml'], /nowhere\.yml/],
    [['compare', '--base', 'no-such-ref'], /no commit "no-such-ref"/],
    [['report', 'nowhere.json'], /could not read nowhere\.json/],
    [['baseline', 'push', 'nowhere.json'], /could not read nowhere\.json/],
  ])('%j exits with 2 and says what to do', async (args, message) => {
    await using project = await makeProject('faulty')
    const { status, stderr } = await corecurve(args, { cwd: project.checkout })
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n {4}at /)
    expect(status).toBe(2)
  })

  it('names file, line and the nearest key of a configuration with a typo', async () => {
    await using project = await makeProject('faulty', 'servces: {}\nbenchmarks: {}\n')
    const { status, stderr } = await corecurve(['run'], { cwd: project.checkout })
    expect(status).toBe(2)
    expect(stderr).toMatch(/corecurve\.yml:1:1/)
    expect(stderr).toMatch(/services/)
  })

  it('without a configuration shows one to start with', async () => {
    await using project = await makeProject('faulty')
    await project.git('rm', '--quiet', 'corecurve.yml')
    const { status, stderr } = await corecurve(['run'], { cwd: project.checkout })
    expect(status).toBe(2)
    expect(stderr).toMatch(/benchmarks:/)
  })
})

describe('the baseline and compare', () => {
  it('stores a record, lists and shows it, and compares head with it, never calling a suspicion a regression', async () => {
    await using project = await makeProject('node-single')
    const record = join(project.folder, 'record.json')
    expect(
      (await corecurve(['run', '--quiet', '--out', record, '--budget', '4s'], { cwd: project.checkout }))
        .status,
    ).toBe(0)
    const pushed = await corecurve(['baseline', 'push', record], { cwd: project.checkout })
    expect(pushed.stderr).toMatch(
      /Stored in branch corecurve as runs\/\d{4}\/\d\d\/\d\d\/\S+-[0-9a-f]{12}\.json/,
    )
    const listed = await corecurve(['baseline', 'list'], { cwd: project.checkout })
    expect(listed.stdout.trim().split('\n')).toHaveLength(1)
    const shown = await corecurve(['baseline', 'show', 'HEAD', '--json'], { cwd: project.checkout })
    expect(recordSchema.parse(JSON.parse(shown.stdout))).toEqual(
      recordSchema.parse(JSON.parse(await readFile(record, 'utf8'))),
    )
    expect(await project.git('ls-tree', '-r', '--name-only', 'FETCH_HEAD').catch(() => '')).toBe('')

    await project.git('switch', '--quiet', '--create', 'slow')
    const server = await readFile(join(project.checkout, 'server.mjs'), 'utf8')
    await project.write('server.mjs', server.replace("WORK = '1'", "WORK = '3'"))
    await project.commit('Three times the work')
    const markdown = join(project.folder, 'comment.md')
    const compared = await corecurve(
      ['compare', '--evidence', 'stored', '--json', '--budget', '4s', '--markdown', markdown],
      {
        cwd: project.checkout,
      },
    )
    expect(compared.status, compared.stderr).toBe(0)
    const comparison = JSON.parse(compared.stdout)
    expect(comparison).toMatchObject({ kind: 'comparison', baseline: 'found', verdict: 'inconclusive' })
    expect(comparison.benchmarks[0].evidence).toMatchObject({ kind: 'stored', behind: 0, sameHost: true })
    expect(comparison.benchmarks[0].points[0].change.estimate).toBeLessThan(-0.3)
    expect(comparison.benchmarks[0].points[0]).toMatchObject({
      verdict: 'inconclusive',
      reason: { kind: 'suspicion' },
    })
    expect(await readFile(markdown, 'utf8')).toContain('`work`')
  })

  it('gives three different answers for a missing, a corrupt and a newer record', async () => {
    await using project = await makeProject('faulty')
    const missing = await corecurve(['baseline', 'show'], { cwd: project.checkout })
    expect(missing).toMatchObject({ status: 2 })
    expect(missing.stderr).toMatch(/no branch corecurve yet/)
    const corrupt = join(project.checkout, 'corrupt.json')
    await project.write('corrupt.json', '{"schema": 1, "kind": "record"')
    expect((await corecurve(['report', corrupt], { cwd: project.checkout })).stderr).toMatch(
      /not a readable result: not JSON/,
    )
    await project.write('newer.json', '{"schema": 99, "kind": "record"}')
    expect((await corecurve(['baseline', 'push', 'newer.json'], { cwd: project.checkout })).stderr).toMatch(
      /newer corecurve \(schema 99\)/,
    )
  })

  it('refuses to store what was measured with uncommitted changes', async () => {
    await using project = await makeProject('faulty')
    await project.write(
      'server.mjs',
      `${await readFile(join(project.checkout, 'server.mjs'), 'utf8')}\n// changed\n`,
    )
    const record = join(project.folder, 'record.json')
    await corecurve(['run', '--quiet', '--out', record, ...QUICK], { cwd: project.checkout })
    const pushed = await corecurve(['baseline', 'push', record], { cwd: project.checkout })
    expect(pushed.status).toBe(2)
    expect(pushed.stderr).toMatch(/uncommitted changes/)
  })
})
