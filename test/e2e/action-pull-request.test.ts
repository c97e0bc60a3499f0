import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { comparisonSchema } from '../../src/result/comparison.ts'
import { type BaselineRecord, recordSchema } from '../../src/result/record.ts'
import { hostRepository, type OpenPullRequest, REPOSITORY } from '../support/hosted-repository.ts'
import { type EndedStep, said } from '../support/runner.ts'
import { gitNow, snapshotOf } from '../support/scratch-repository.ts'

const QUICK = { budget: '1s', cores: '1', evidence: 'stored', comment: 'always' }
const MARKER = /^<!-- corecurve:v1 key=default sha=([0-9a-f]{7}) run=(\d+) attempt=(\d+)(?: \w+=\w+)* -->\n/

const MISSING = /No record is stored for base/
const CORRUPT = /stored record of base `\w+` is corrupt/
const NEWER = /written by a newer corecurve/
const STATES = [MISSING, CORRUPT, NEWER]

/** Short slices, for a short duel. */
const FEW_CONNECTIONS = `services:
  api: { directory: ., start: node server.mjs, ready: /healthz }
benchmarks:
  work: { service: api, request: { path: /work }, connections: 4 }
`

function comparisonIn(step: EndedStep) {
  return comparisonSchema.parse(JSON.parse(readFileSync(step.outputs.report ?? '', 'utf8')))
}

function onlyComment({ comments }: OpenPullRequest) {
  expect(comments()).toHaveLength(1)
  return comments()[0]!
}

describe('a pull request of the same repository', () => {
  /** What this machine measures of main. */
  let record: BaselineRecord

  beforeAll(async () => {
    await using hosted = await hostRepository('node-single')
    const step = await hosted.push('main', { with: { budget: '1s', cores: '1', mode: 'measure' } })
    expect(hosted.branchFiles()).toBeUndefined()
    record = recordSchema.parse(JSON.parse(readFileSync(step.outputs.report ?? '', 'utf8')))
  })

  it('is compared with the record of the merge commit’s first parent, and gets one comment, which later runs update', async () => {
    await using hosted = await hostRepository('node-single')
    const opened = await hosted.openPullRequest({ 'README.md': 'A change of nothing.\n' })
    await hosted.store(record, opened.base)
    // A person's comment that looks like ours is not ours.
    hosted.github.addComment(
      'octo/shop',
      7,
      'a-person',
      '<!-- corecurve:v1 key=default sha=0000000 run=9 attempt=1 -->\nhello',
    )
    const ours = () => opened.comments().filter(({ author }) => author === 'github-actions[bot]')
    let before: Record<string, string> = {}
    const first = await opened.run({
      with: QUICK,
      run: 1001,
      during: () => {
        expect(gitNow(hosted.workspace(), 'rev-list', '--count', 'HEAD')).toBe('1')
        before = snapshotOf(hosted.workspace())
      },
    })
    expect(first.status, first.stdout + first.stderr).toBe(0)
    expect(snapshotOf(hosted.workspace())).toEqual(before)
    const comparison = comparisonIn(first)
    expect(comparison).toMatchObject({ base: opened.base, head: opened.merge, baseline: 'found' })
    expect(comparison.benchmarks[0]).toMatchObject({
      name: 'work',
      evidence: { kind: 'stored', commit: opened.base, behind: 0, sameHost: true },
    })
    expect(first.outputs.verdict).toBe(comparison.verdict)
    expect(JSON.parse(first.outputs.regressions ?? '')).toEqual([])
    const [created] = ours()
    expect(created?.body).toMatch(MARKER)
    expect(MARKER.exec(created?.body ?? '')?.[1]).toBe(opened.head.slice(0, 7))
    expect(created?.body).toContain('`work`')
    expect(created?.body).toContain(`npx corecurve compare --base ${opened.base.slice(0, 12)}`)
    expect(created?.body).toContain(`${hosted.serverUrl}/octo/shop/actions/runs/1001`)
    expect(first.outputs['comment-url']).toMatch(new RegExp(`/pull/7#issuecomment-${created?.id}$`))
    expect(first.summary).toContain('`work`')
    expect(hosted.branchFiles()?.filter((path) => path.startsWith('runs/'))).toHaveLength(1)

    const second = await opened.run({ with: QUICK, run: 1002 })
    expect(second.status, second.stdout).toBe(0)
    expect(ours()).toHaveLength(1)
    expect(ours()[0]?.id).toBe(created?.id)
    expect(ours()[0]?.body).toContain('run=1002')
    expect(second.outputs['comment-url']).toBe(first.outputs['comment-url'])

    const late = await opened.run({ with: QUICK, run: 1000 })
    expect(late.status, late.stdout).toBe(0)
    expect(ours()[0]?.body).toContain('run=1002')
    expect(late.stdout).toContain('A newer run has commented already')
    expect(opened.comments()).toHaveLength(2)
    expect(opened.comments()[0]?.body).toContain('hello')
  })

  it('that does three times the work fails its job and its check, which is there from the start, names the points in an output, and leads the comment with it', async () => {
    await using hosted = await hostRepository('node-single', FEW_CONNECTIONS)
    const server = readFileSync(`${hosted.project.checkout}/server.mjs`, 'utf8')
    const opened = await hosted.openPullRequest({ 'server.mjs': server.replace("WORK = '1'", "WORK = '3'") })
    let before: Record<string, string> = {}
    const underWay: string[] = []
    const checks = () => hosted.github.checkRuns(REPOSITORY, opened.head)
    const step = await opened.run({
      with: { budget: '35s', cores: '1' },
      during: () => {
        before = snapshotOf(hosted.workspace())
        const opens = setInterval(() => {
          underWay.push(...checks().map(({ status }) => status))
          if (underWay.length > 0) clearInterval(opens)
        }, 100)
      },
    })
    expect(underWay).toEqual(['in_progress'])
    expect(checks()).toMatchObject([
      { status: 'completed', conclusion: 'failure', output: { title: expect.stringContaining('work') } },
    ])
    const comparison = comparisonIn(step)
    expect(comparison.verdict, step.summary).toBe('regression')
    expect(step.outputs.verdict).toBe('regression')
    expect(step.status).toBe(1)
    expect(said(step, 'error').join()).toContain('scaling regressed')
    expect(JSON.parse(step.outputs.regressions ?? '')).toMatchObject([{ benchmark: 'work', cores: 1 }])
    expect(onlyComment(opened).body).toMatch(/^<!--.*-->\n### `work` is slower/)
    expect(snapshotOf(hosted.workspace())).toEqual(before)
    expect(gitNow(hosted.workspace(), 'worktree', 'list').split('\n')).toHaveLength(1)
  })

  it.each([
    ['no record', undefined, 'missing', MISSING],
    ['a corrupt record', () => '{"schema": 1, "kind": "record", "commit":', 'corrupt', CORRUPT],
    [
      'a record of a newer corecurve',
      (text: string) => text.replace('"schema":1', '"schema":99'),
      'newer',
      NEWER,
    ],
  ] as const)(
    'with %s says so and not anything else, and leaves the branch as it is',
    async (_, spoil, state, sentence) => {
      await using hosted = await hostRepository('node-single')
      const opened = await hosted.openPullRequest({ 'README.md': 'A change of nothing.\n' })
      if (spoil !== undefined) {
        const path = await hosted.store(record, opened.base)
        await hosted.replaceInBranch(path, spoil(hosted.branchFile(path)))
      }
      const tip = await hosted.project.git('ls-remote', 'origin', 'corecurve')
      const step = await opened.run({ with: QUICK })
      expect(step.status, step.stdout).toBe(0)
      expect(comparisonIn(step)).toMatchObject({ baseline: state })
      for (const text of [onlyComment(opened).body, step.summary]) {
        expect(STATES.filter((state) => state.test(text))).toEqual([sentence])
        expect(text.match(/^### .*$/gm)).toHaveLength(1)
        expect(text).toContain('`work`')
      }
      expect(await hosted.project.git('ls-remote', 'origin', 'corecurve')).toBe(tip)
    },
  )

  it('of a checkout that kept no credentials finds base with the token alone', async () => {
    await using hosted = await hostRepository('node-single')
    const opened = await hosted.openPullRequest({ 'README.md': 'A change of nothing.\n' })
    await hosted.store(record, opened.base)
    const step = await opened.run({ with: QUICK, persistCredentials: false })
    expect(step.status, step.stdout).toBe(0)
    expect(comparisonIn(step)).toMatchObject({ base: opened.base, baseline: 'found' })
  })

  it('in a container, where the checkout belongs to another user, is compared all the same', async () => {
    await using hosted = await hostRepository('node-single')
    const opened = await hosted.openPullRequest({ 'README.md': 'A change of nothing.\n' })
    await hosted.store(record, opened.base)
    const step = await opened.run({ with: QUICK, env: { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' } })
    expect(step.status, step.stdout).toBe(0)
    expect(comparisonIn(step)).toMatchObject({ base: opened.base, baseline: 'found' })
  })
})
