import { describe, expect, test } from 'vitest'
import type { CheckPlace } from '../../src/github/check-place.ts'
import { concludeCheck } from '../../src/github/check-run.ts'
import { formatMarker } from '../../src/github/marker.ts'
import { upsertComment } from '../../src/github/sticky-comment.ts'
import { grouped } from '../../src/report/numbers.ts'
import { plainText } from '../../src/report/plain.ts'
import { markdown } from '../../src/report/safe.ts'
import { LoopbackGitHub } from '../support/loopback-github.ts'
import { clientOf, SHOP } from '../support/loopback-github-client.ts'

const REPOSITORY = 'octo/shop'
const HEAD = 'a'.repeat(40)
const BOT = 'github-actions[bot]'

type Wait = () => Promise<void>

async function shop(): Promise<LoopbackGitHub> {
  const github = await LoopbackGitHub.start()
  github.addRepository(REPOSITORY)
  github.addPullRequest(REPOSITORY, { number: 7, headSha: HEAD })
  github.addComment(
    REPOSITORY,
    7,
    BOT,
    `${formatMarker({ key: 'default', sha: HEAD, run: 10, attempt: 1 })}\n10`,
  )
  github.addCheckRun(REPOSITORY, {
    ...{ name: 'corecurve', headSha: HEAD, app: 'github-actions', status: 'in_progress', conclusion: null },
    ...{ externalId: '10/1', detailsUrl: null, completedAt: null },
    output: { title: '10', summary: '10', text: null },
  })
  return github
}

function comment(github: LoopbackGitHub, run: number, wait: Wait) {
  const about = { key: 'default', sha: HEAD, run, attempt: 1, mayCreate: true }
  return upsertComment({
    client: clientOf(github),
    ...SHOP,
    number: 7,
    ...about,
    render: () => markdown`${grouped(run)}`,
    wait,
  })
}

function check(github: LoopbackGitHub, run: number, wait: Wait) {
  const about = {
    headSha: HEAD,
    name: 'corecurve',
    detailsUrl: 'https://github.example/octo/shop',
    run,
    attempt: 1,
  }
  const place: CheckPlace = { client: clientOf(github), ...SHOP, ...about, wait }
  return concludeCheck(place, {
    kind: 'success',
    title: plainText(`${run}`),
    summary: markdown`${grouped(run)}`,
  })
}

const said = (github: LoopbackGitHub) => ({
  comment: github.comments(REPOSITORY, 7).map(({ body }) => body.split('\n')[1]),
  check: github.checkRuns(REPOSITORY, HEAD).map(({ output }) => output.title),
})

describe.concurrent.each([
  { what: 'comment', write: comment, operation: 'issues/update-comment' },
  { what: 'check', write: check, operation: 'checks/update' },
] as const)('an update of the $what by run 15 that run 19 overtook', ({ what, write, operation }) => {
  test('is overwritten by run 19, which looks again after its own', async () => {
    await using github = await shop()
    let older: Promise<unknown> = Promise.resolve()
    const newer = await new Promise<Promise<unknown>>((resolve) => {
      github.before(operation, async () => {
        // Run 19 comes in whole between the look and the update of run 15, whose update arrives while it waits.
        await new Promise<void>((wrote) => {
          const running = write(github, 19, async () => {
            wrote()
            await older
          })
          resolve(running)
        })
      })
      older = write(github, 15, async () => {})
    })
    await newer
    expect(github.requestsOf(operation)).toHaveLength(3)
    expect(said(github)[what]).toEqual(['19'])
  })

  test('is not tried again without a look, however it failed', async () => {
    await using github = await shop()
    github.addFault({ operation, kind: 'secondary-rate-limit', retryAfter: 9 })
    const outcome = await write(github, 15, async () => {
      if (said(github)[what][0] === '10') await write(github, 19, async () => {})
    })
    expect(outcome).toMatchObject({ kind: 'kept-newer' })
    expect(said(github)[what]).toEqual(['19'])
  })
})
