import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { comparisonSchema } from '../../src/result/comparison.ts'
import { recordSchema } from '../../src/result/record.ts'
import { hostRepository, pushPayload } from '../support/hosted-repository.ts'
import { HOSTILE_LINES } from '../support/hostile-lines.ts'
import { said } from '../support/runner.ts'

const QUICK = { budget: '1s', cores: '1', evidence: 'stored' }
const TWO_SERVICES = `services:
  good: { directory: ., start: node server.mjs, ready: /healthz }
  broken: { directory: ., start: node server.mjs, ready: /healthz, env: { FAIL: exit-early } }
benchmarks:
  fine: { service: good, request: { path: /work } }
  bad: { service: broken, request: { path: /work } }
`

describe('a service that cannot be measured', () => {
  it('fails the job of a push by name; the other is measured and stored', async () => {
    await using hosted = await hostRepository('faulty', TWO_SERVICES)
    const step = await hosted.push('main', { with: QUICK })
    expect(step.status).toBe(1)
    expect(said(step, 'error')).toEqual(['could not be measured: bad. The job summary says why.'])
    expect(step.summary).toMatch(/`bad` could not be measured: the program did not start/)
    expect(step.summary).toMatch(/`fine`.*\n/)
    const record = recordSchema.parse(JSON.parse(readFileSync(step.outputs.report ?? '', 'utf8')))
    expect(record.benchmarks).toMatchObject([
      { name: 'fine', points: [{ cores: 1 }] },
      { name: 'bad', verdict: 'failed', phase: 'start' },
    ])
    expect(hosted.branchFiles()?.filter((path) => path.startsWith('runs/'))).toHaveLength(1)
  })

  it('only warns with fail-on: never', async () => {
    await using hosted = await hostRepository('faulty', TWO_SERVICES)
    const step = await hosted.push('main', { with: { ...QUICK, 'fail-on': 'never' } })
    expect(step.status).toBe(0)
    expect(said(step, 'error')).toEqual([])
    expect(said(step, 'warning')).toEqual(['could not be measured: bad. The job summary says why.'])
  })

  it('fails a pull request’s job too, and is never called a regression', async () => {
    await using hosted = await hostRepository('faulty', TWO_SERVICES)
    const opened = await hosted.openPullRequest({ 'README.md': 'A change of nothing.\n' })
    const step = await opened.run({ with: { ...QUICK, only: 'bad' } })
    expect(step.status).toBe(1)
    expect(step.outputs).toMatchObject({ verdict: 'failed', regressions: '[]' })
    expect(opened.comments()[0]?.body).toContain('This is a failure, not a regression')
  })
})

describe('what a stranger wrote does nothing', () => {
  const EVIL = [
    ...HOSTILE_LINES,
    '::error::taken over',
    '  ::add-path::/evil',
    '##[error]taken over',
    '::stop-commands::x',
  ]

  it('in the log, the outputs, the summary or the comment, where a service printed it', async () => {
    const config = `services:
  api:
    directory: .
    build: |
      node evil.mjs
      # ##[error]taken over
      ::error::taken over
    start: node server.mjs
  late: { directory: ., start: node evil.mjs }
benchmarks:
  one: { service: api, request: { path: /work } }
  two: { service: late, request: { path: /work } }
`
    await using hosted = await hostRepository('faulty', config)
    const evil = `for (const line of ${JSON.stringify(EVIL)}) console.log(line)\nprocess.exit(1)\n`
    const opened = await hosted.openPullRequest({ 'evil.mjs': evil })
    const step = await opened.run({ with: QUICK })
    expect(step.status, step.stdout).toBe(1)
    expect(step.outputs).toMatchObject({ verdict: 'failed' })
    expect(new Set(step.commands.map(({ command }) => command))).toEqual(new Set(['add-mask', 'error']))
    expect(said(step, 'error')).toEqual(['could not be measured: one, two. The job summary says why.'])
    expect(step.stdout).not.toMatch(/\u001b/)
    expect(step.otherFiles).toBe('')
    for (const text of [opened.comments()[0]?.body ?? '', step.summary]) {
      const outside = text
        .replaceAll(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '')
        .replaceAll(/(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '')
      expect(text).toContain('@octocat')
      expect(outside).not.toMatch(/@octocat|@org|#123|evil\.example|<img|javascript:|\[link\]/)
      expect(text.match(/<!-- corecurve/g)?.length ?? 0).toBe(text === step.summary ? 0 : 1)
    }
  })

  it('in the log, where it is the name of a branch', async () => {
    await using hosted = await hostRepository('faulty')
    const ref = 'refs/heads/a%0A::error::b##[error]c\n::set-output name=verdict::improved'
    const event = { name: 'push', payload: pushPayload(ref, '0'.repeat(40)) }
    const step = await hosted.push('main', { event })
    expect(step.status, step.stdout).toBe(0)
    expect(step.commands.filter(({ command }) => command !== 'add-mask')).toEqual([])
  })
})

describe('the secrets of a job', () => {
  it('reach neither a service, nor the log, nor a result, nor the arguments of git', async () => {
    const config = `services:
  api: { directory: ., build: "env > built.txt", start: "env > started.txt; exec node server.mjs", ready: /healthz }
benchmarks:
  work: { service: api, request: { path: /work } }
`
    await using hosted = await hostRepository('faulty', config)
    await hosted.project.write('.gitignore', '*.txt\n')
    await hosted.project.commit('Ignore what is written')
    const secrets = { GITHUB_TOKEN: 'secret-1', GH_TOKEN: 'secret-2', NPM_TOKEN: 'secret-3' }
    const pushed = await hosted.push('main', { with: QUICK, env: secrets })
    expect(pushed.status, pushed.stdout).toBe(0)
    const workspace = hosted.workspace()
    const opened = await hosted.openPullRequest({ 'README.md': 'A change of nothing.\n' })
    const compared = await opened.run({ with: { ...QUICK, comment: 'always' }, env: secrets })
    expect(compared.status, compared.stdout).toBe(0)

    for (const place of [workspace, hosted.workspace()])
      for (const file of ['built.txt', 'started.txt']) {
        const seen = readFileSync(join(place, file), 'utf8')
        expect(seen).toMatch(/^CORES=\d$/m)
        expect(seen).not.toMatch(
          /^(INPUT_|ACTIONS_|GITHUB_TOKEN|GITHUB_OUTPUT|GITHUB_ENV|GITHUB_PATH|GITHUB_STATE|GITHUB_STEP_SUMMARY|GIT_CONFIG_)/m,
        )
        expect(seen).not.toMatch(/secret/)
        expect(seen).not.toContain(hosted.token)
      }
    const basic = Buffer.from(`x-access-token:${hosted.token}`).toString('base64')
    for (const step of [pushed, compared]) {
      // The runner is told the token so that it hides it; this line is never shown.
      const log = step.stdout.replace(`::add-mask::${hosted.token}\n`, '') + step.stderr
      const report = readFileSync(step.outputs.report ?? '', 'utf8')
      const shown = [log, report, step.summary, JSON.stringify(step.outputs), ...step.gitCommands].join('\n')
      expect(step.gitCommands.some((line) => line.startsWith('fetch'))).toBe(true)
      expect(shown).not.toContain(hosted.token)
      expect(shown).not.toContain(basic)
      expect(shown).not.toMatch(/secret-\d|runtime-secret|id-token-secret/)
    }
    expect(opened.comments()[0]?.body).not.toContain(hosted.token)
    expect(
      comparisonSchema.parse(JSON.parse(readFileSync(compared.outputs.report ?? '', 'utf8'))).baseline,
    ).toBe('found')
  })
})
