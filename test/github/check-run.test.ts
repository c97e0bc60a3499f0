import { describe, expect, test } from 'vitest'
import type { CheckPlace } from '../../src/github/check-place.ts'
import { concludeCheck, startCheck } from '../../src/github/check-run.ts'
import { plainText } from '../../src/report/plain.ts'
import { markdown } from '../../src/report/safe.ts'
import { LoopbackGitHub } from '../support/loopback-github.ts'
import { clientOf } from '../support/loopback-github-client.ts'
import type { GrantOptions } from '../support/loopback-github-grant.ts'

const SHOP = 'octo/shop'
const HEAD = 'a'.repeat(40)
const RUN_PAGE = 'https://github.example/octo/shop/actions/runs/118'
const STARTED = { title: plainText('Measuring'), summary: markdown`Wait a while.` }
const REGRESSED = {
  kind: 'failure',
  title: plainText('Scaling regressed'),
  summary: markdown`| a | b |`,
} as const
const UNCHANGED = { kind: 'success', title: plainText('Unchanged'), summary: markdown`All is well.` } as const
const NEUTRAL = { ...UNCHANGED, kind: 'neutral' } as const
const UNPROVEN = { ...NEUTRAL, answer: 'unproven' } as const

async function shop(): Promise<LoopbackGitHub> {
  const github = await LoopbackGitHub.start()
  github.addRepository(SHOP)
  github.addPullRequest(SHOP, { number: 7, headSha: HEAD })
  return github
}

/** As run 118 sees it, unless another is named. */
function at(github: LoopbackGitHub, place: Partial<CheckPlace> = {}, grant: GrantOptions = {}): CheckPlace {
  const client = clientOf(github, grant)
  const where = {
    client,
    owner: 'octo',
    repo: 'shop',
    headSha: HEAD,
    detailsUrl: RUN_PAGE,
    name: 'corecurve',
  }
  return { ...where, run: 118, attempt: 1, wait: async () => {}, ...place }
}

const checks = (github: LoopbackGitHub) => github.checkRuns(SHOP, HEAD)

/** A check run as a run of ours, or a job, left it. */
function left(github: LoopbackGitHub, externalId: string, change: object = {}): void {
  github.addCheckRun(SHOP, {
    ...{ name: 'corecurve', headSha: HEAD, app: 'github-actions', status: 'in_progress', conclusion: null },
    ...{ externalId, detailsUrl: null, completedAt: null },
    output: { title: 'Left', summary: 'Left.', text: null },
    ...change,
  })
}
const DONE = { status: 'completed', conclusion: 'success', completedAt: '2026-01-01T00:00:00Z' }

describe.concurrent('the check run of a pull request’s head', () => {
  test('is in progress while it is measured, and says how that ended', async () => {
    await using github = await shop()
    expect(await startCheck(at(github), STARTED)).toEqual({ kind: 'created', as: 'check-run' })
    expect(checks(github)).toMatchObject([{ name: 'corecurve', status: 'in_progress', conclusion: null }])
    expect(await concludeCheck(at(github), REGRESSED)).toEqual({ kind: 'updated', as: 'check-run' })
    expect(checks(github)).toMatchObject([
      {
        ...{ status: 'completed', conclusion: 'failure', externalId: '118/1', detailsUrl: RUN_PAGE },
        output: { title: 'Scaling regressed', summary: '| a | b |' },
      },
    ])
  })

  test.each(['success', 'failure', 'neutral'] as const)('may conclude without a start: %s', async (kind) => {
    await using github = await shop()
    expect(await concludeCheck(at(github), { ...REGRESSED, kind })).toMatchObject({ kind: 'created' })
    expect(checks(github)).toMatchObject([{ status: 'completed', conclusion: kind }])
  })

  test('is updated by a retry of the job, and opened again by a new attempt', async () => {
    await using github = await shop()
    await concludeCheck(at(github), NEUTRAL)
    expect(await concludeCheck(at(github), UNPROVEN)).toMatchObject({
      kind: 'updated',
    })
    expect(checks(github)).toMatchObject([{ conclusion: 'neutral', externalId: '118/1/unproven' }])
    expect(await startCheck(at(github, { attempt: 2 }), STARTED)).toMatchObject({ kind: 'updated' })
    expect(checks(github)).toMatchObject([{ status: 'in_progress', conclusion: null, externalId: '118/2' }])
  })

  test('is not opened again by a start that comes late', async () => {
    await using github = await shop()
    await concludeCheck(at(github), REGRESSED)
    expect(await startCheck(at(github), STARTED)).toMatchObject({ kind: 'kept-newer' })
    expect(checks(github)).toMatchObject([{ status: 'completed', conclusion: 'failure' }])
  })

  test.each([
    ['an older run', { run: 117, attempt: 9 }],
    ['an earlier attempt', { run: 118, attempt: 1 }],
  ])('is never overwritten by %s', async (_, older) => {
    await using github = await shop()
    await concludeCheck(at(github, { attempt: 2 }), REGRESSED)
    expect(await concludeCheck(at(github, older), UNCHANGED)).toMatchObject({ kind: 'kept-newer' })
    expect(await startCheck(at(github, older), STARTED)).toMatchObject({ kind: 'kept-newer' })
    expect(checks(github)).toMatchObject([{ conclusion: 'failure', externalId: '118/2' }])
  })

  test.each([
    ['a job’s that is called the same', 'ca395085-040a-526b-2ce8-bdc85f692774', {}],
    ['a job’s without an external id', '', {}],
    ['another app’s that writes ids like ours', '117/1', { app: 'other-app' }],
    ['ours of another name', '117/1', { name: 'corecurve-nightly' }],
  ])('is not %s', async (_, externalId, change) => {
    await using github = await shop()
    left(github, externalId, change)
    expect(await concludeCheck(at(github), UNCHANGED)).toMatchObject({ kind: 'created' })
    expect(checks(github)).toMatchObject([{ output: { title: 'Left' } }, { conclusion: 'success' }])
  })

  test('is found though the job that is called the same came later, behind a page of others', async () => {
    await using github = await shop()
    left(github, '117/1')
    for (let one = 0; one < 120; one++) left(github, `job-${one}`)
    expect(await concludeCheck(at(github), UNCHANGED)).toMatchObject({ kind: 'updated' })
    expect(checks(github)[0]).toMatchObject({ conclusion: 'success', externalId: '118/1' })
  })

  test('is another app’s own where its token is', async () => {
    await using github = await shop()
    left(github, '117/1', { app: 'our-app' })
    const ours = at(github, {}, { login: 'our-app[bot]' })
    expect(await concludeCheck(ours, UNCHANGED)).toMatchObject({ kind: 'updated' })
  })
})

describe.concurrent('what is proven of a commit stands until there is another answer:', () => {
  const NEVER_FAILS = { ...NEUTRAL, answer: 'regression' } as const
  const next = { attempt: 2 }

  test.each([
    [REGRESSED, NEUTRAL],
    [REGRESSED, UNPROVEN],
    [UNCHANGED, NEUTRAL],
    [NEVER_FAILS, NEUTRAL],
    [NEVER_FAILS, UNPROVEN],
  ] as const)('$0.kind is not covered by $1.kind ($1.answer), in whatever order', async (proven, milder) => {
    await using github = await shop()
    await concludeCheck(at(github), proven)
    const [before] = checks(github)
    expect(await startCheck(at(github, next), STARTED)).toMatchObject({ kind: 'kept-answer' })
    expect(await concludeCheck(at(github, next), milder)).toMatchObject({ kind: 'kept-answer' })
    expect(checks(github)).toEqual([before])
    await using other = await shop()
    await concludeCheck(at(other, next), milder)
    expect(await concludeCheck(at(other), proven)).toMatchObject({ kind: 'updated' })
    expect(checks(other)).toMatchObject([{ conclusion: proven.kind }])
  })

  test.each([
    [REGRESSED, UNCHANGED],
    [UNCHANGED, REGRESSED],
    [UNCHANGED, UNPROVEN],
    [UNPROVEN, NEUTRAL],
  ] as const)('$0.kind gives way to $1.kind, and does not come back', async (first, second) => {
    await using github = await shop()
    await concludeCheck(at(github), first)
    expect(await concludeCheck(at(github, next), second)).toMatchObject({ kind: 'updated' })
    expect(await concludeCheck(at(github), first)).toMatchObject({ kind: 'kept-newer' })
    expect(checks(github)).toMatchObject([{ conclusion: second.kind }])
  })
})

describe.concurrent('two jobs of one run that write one check', () => {
  test.each([UNCHANGED, NEUTRAL])('leave a failure a failure: $kind', async (milder) => {
    await using github = await shop()
    await concludeCheck(at(github), REGRESSED)
    expect(await concludeCheck(at(github), milder)).toEqual({ kind: 'kept-worse', as: 'check-run' })
    expect(await startCheck(at(github), STARTED)).toMatchObject({ kind: 'kept-newer' })
    expect(checks(github)).toMatchObject([{ conclusion: 'failure', output: { title: 'Scaling regressed' } }])
    expect(await concludeCheck(at(github, { attempt: 2 }), UNCHANGED)).toMatchObject({ kind: 'updated' })
  })

  test('leave none that says less than the failure, where they create at once', async () => {
    await using github = await shop()
    const failed = { ...DONE, conclusion: 'failure' }
    github.before('checks/create', () => left(github, '118/1', failed))
    expect(await concludeCheck(at(github), UNCHANGED)).toMatchObject({ kind: 'kept-worse' })
    expect(checks(github)).toMatchObject([{ conclusion: 'failure' }, { conclusion: 'failure' }])
  })

  test('have one each under names of their own', async () => {
    await using github = await shop()
    await concludeCheck(at(github, { name: 'corecurve-arm' }), REGRESSED)
    expect(await concludeCheck(at(github), UNCHANGED)).toMatchObject({ kind: 'created' })
    expect(checks(github)).toMatchObject([
      { name: 'corecurve-arm', conclusion: 'failure' },
      { name: 'corecurve', conclusion: 'success' },
    ])
  })
})

describe.concurrent('runs that write the check at once', () => {
  test('agree on what the newer says, though the older created its own last', async () => {
    await using github = await shop()
    github.before('checks/create', () => left(github, '119/1', DONE))
    expect(await concludeCheck(at(github), REGRESSED)).toMatchObject({ kind: 'kept-newer' })
    const same = { conclusion: 'success', externalId: '119/1', output: { title: 'Left' } }
    expect(checks(github)).toMatchObject([same, same])
  })

  test('leave none in progress', async () => {
    await using github = await shop()
    github.before('checks/create', () => left(github, '117/1'))
    expect(await concludeCheck(at(github), REGRESSED)).toMatchObject({ kind: 'created' })
    const same = { conclusion: 'failure', externalId: '118/1' }
    expect(checks(github)).toMatchObject([same, same])
  })

  test('are told as created though the second look fails', async () => {
    await using github = await shop()
    github.before('checks/create', () =>
      github.addFault({ operation: 'checks/list-for-ref', kind: 'status', status: 502, times: 9 }),
    )
    expect(await concludeCheck(at(github), REGRESSED)).toEqual({ kind: 'created', as: 'check-run' })
  })
})

describe.concurrent('a GitHub with hiccups', () => {
  test.each(['checks/list-for-ref', 'checks/create'])('that answers %s with 502 twice', async (operation) => {
    await using github = await shop()
    github.addFault({ operation, kind: 'status', status: 502, times: 2 })
    expect(await concludeCheck(at(github), UNCHANGED)).toMatchObject({ kind: 'created' })
    expect(checks(github)).toHaveLength(1)
  })

  test.each(['graphql', 'checks/update'])('that answers %s with 502 twice', async (operation) => {
    await using github = await shop()
    left(github, '117/1')
    github.addFault({ operation, kind: 'status', status: 502, times: 2 })
    expect(await concludeCheck(at(github), UNCHANGED)).toMatchObject({ kind: 'updated' })
    expect(checks(github)).toHaveLength(1)
  })

  test('that does the work and loses the answer gets one check run', async () => {
    await using github = await shop()
    github.addFault({ operation: 'checks/create', kind: 'drop', afterwards: true })
    expect(await startCheck(at(github), STARTED)).toEqual({ kind: 'updated', as: 'check-run' })
    expect(checks(github)).toHaveLength(1)
  })

  test('that asks to slow down is given time', async () => {
    await using github = await shop()
    github.addFault({ operation: 'checks/create', kind: 'secondary-rate-limit', retryAfter: 60 })
    expect(await concludeCheck(at(github), UNCHANGED)).toMatchObject({ kind: 'created', as: 'check-run' })
  })

  test('that goes on asking is a failure, and no reason to write a status instead', async () => {
    await using github = await shop()
    github.addFault({ operation: 'checks/create', kind: 'secondary-rate-limit', retryAfter: 1, times: 9 })
    const outcome = await concludeCheck(at(github), UNCHANGED)
    expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringMatching(/rate limit/) })
    expect(github.statuses(SHOP, HEAD)).toEqual([])
  })

  test('that never gets well is a failure with a short reason', async () => {
    await using github = await shop()
    github.addFault({ operation: 'checks/create', kind: 'status', status: 502, times: 100 })
    expect(await startCheck(at(github), STARTED)).toEqual({ kind: 'failed', reason: 'GitHub answered 502' })
  })

  test('that does not know the commit is a failure', async () => {
    await using github = await shop()
    const outcome = await startCheck(at(github, { headSha: 'f'.repeat(40) }), STARTED)
    expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringContaining('No commit found') })
  })
})

describe.concurrent('where checks are not to be had', () => {
  test.each([
    ['the token may only read checks', { permissions: { checks: 'read', statuses: 'write' } }],
    ['the token may not even read checks', { permissions: { statuses: 'write' } }],
    ['the token is a person’s', { kind: 'user' }],
  ] as const)('a commit status says it: %s', async (_, grant) => {
    await using github = await shop()
    const outcome = await concludeCheck(at(github, {}, grant), REGRESSED)
    expect(outcome).toEqual({ kind: 'created', as: 'commit-status' })
    expect(github.statuses(SHOP, HEAD)).toMatchObject([
      { context: 'corecurve', state: 'failure', description: 'Scaling regressed' },
    ])
    expect(checks(github)).toEqual([])
  })

  test.each([404, 405, 410, 501])('a commit status says it: the forge answers %i', async (status) => {
    await using github = await shop()
    github.addFault({ operation: 'checks/list-for-ref', kind: 'status', status })
    expect(await startCheck(at(github), STARTED)).toEqual({ kind: 'created', as: 'commit-status' })
    expect(github.statuses(SHOP, HEAD)).toMatchObject([{ state: 'pending' }])
    expect(github.requestsOf('checks/list-for-ref')).toHaveLength(1)
  })

  test('and statuses neither, as with a fork’s token, it is forbidden', async () => {
    await using github = await shop()
    const outcome = await concludeCheck(at(github, {}, { access: 'read' }), REGRESSED)
    expect(outcome).toMatchObject({ kind: 'forbidden', reason: expect.stringContaining('403') })
  })
})
