import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishedComparison } from '../../src/pipeline/published-comparison.ts'
import { checkTitle } from '../../src/report/check-title.ts'
import { renderComment } from '../../src/report/comment.ts'
import { renderComparisonSummary } from '../../src/report/summary.ts'
import { seededRandom } from '../../src/stats/random.ts'
import { findings } from '../support/comment-audit.ts'
import { hostileArtifacts } from '../support/hostile-artifacts.ts'
import { hostileParts } from '../support/hostile-parts.ts'
import { LoopbackGitHub } from '../support/loopback-github.ts'
import { clientOf, SHOP } from '../support/loopback-github-client.ts'
import { aComparison, anUnchanged, BASE, HEAD } from '../support/results.ts'
import { zipFile } from '../support/zip-file.ts'

let github: LoopbackGitHub
beforeAll(async () => {
  github = await LoopbackGitHub.start()
  github.addRepository('octo/shop')
  github.addPullRequest('octo/shop', { number: 7, headRepo: 'stranger/shop', headSha: HEAD, baseSha: BASE })
})
afterAll(() => github[Symbol.asyncDispose]())

async function published(artifacts: Readonly<Record<string, Uint8Array>>) {
  const run = github.addRun('octo/shop', { pullRequest: 7 })
  for (const [name, bytes] of Object.entries(artifacts)) github.addArtifact('octo/shop', run, name, bytes)
  const signal = new AbortController().signal
  const client = clientOf(github)
  return await publishedComparison(
    {
      client,
      ...SHOP,
      run: run.id,
      attempt: run.attempt,
      prefix: 'corecurve',
      wait: async () => {},
      signal,
    },
    { headSha: HEAD, baseRef: 'main' },
  )
}

const honest = aComparison({ base: BASE, head: HEAD, benchmarks: [anUnchanged('checkout')] })
const artifacts = hostileArtifacts(honest).map(({ what, ...one }) => [what, one] as const)

describe('of what a stranger uploads instead of a comparison', () => {
  test.each(artifacts)('nothing is believed: %s', async (what, { bytes, outcome }) => {
    const result = await published({ corecurve: bytes })
    if (outcome.kind === 'harmless') {
      if (result.kind !== 'result') throw new Error(JSON.stringify(result))
      for (const text of [renderComment(result.result), renderComparisonSummary(result.result)]) {
        expect(findings(text)).toEqual([])
        expect(text).not.toMatch(/@octocat|evil\.example/)
      }
      expect(checkTitle(result.result)).not.toMatch(/octocat|evil/)
      return
    }
    if (result.kind !== 'no-result') throw new Error(JSON.stringify(result))
    expect(result.refused).toHaveLength(1)
    const said = outcome.kind === 'refused' ? outcome.words : /newer corecurve/
    // Downloading ends there, before anything unpacks it.
    expect(result.refused[0]!.why).toMatch(
      what === 'an archive larger than any result' ? /^The artifact is larger than/ : said,
    )
  })
})

describe('the parts of a run', () => {
  /** White space that does not pack well. */
  const random = seededRandom('padding')
  const padding = Array.from({ length: 9 * 1024 * 1024 }, () => ' \t\n\r'[Math.floor(random() * 4)]).join('')
  const part = (index: number) => {
    const text = JSON.stringify({ ...honest, shard: { index, of: 2 } })
    return zipFile([{ name: 'comparison.json', data: `${text}${padding}` }])
  }

  test('are together held to the size of one result', async () => {
    const result = await published({ 'corecurve-1-of-2': part(1), 'corecurve-2-of-2': part(2) })
    expect(result).toMatchObject({
      kind: 'result',
      refused: [{ index: 2, of: 2, why: 'with it, the parts are larger than 16777216 bytes' }],
      result: { parts: { missing: [2] } },
    })
  })
})

describe('of parts that hold more together than a report', () => {
  test.each(hostileParts(honest))('those beyond it are refused: $what', async ({ parts, refused, words }) => {
    const result = await published(
      Object.fromEntries(
        parts.map((part, at) => [
          `corecurve-${at + 1}-of-${parts.length}`,
          zipFile([{ name: 'comparison.json', data: JSON.stringify(part), method: 'store' }]),
        ]),
      ),
    )
    if (result.kind !== 'result') throw new Error(JSON.stringify(result))
    expect(result.refused.map(({ index }) => index)).toEqual(refused)
    for (const { why } of result.refused) expect(why).toMatch(words)
    expect(result.result.parts!.missing).toEqual(refused)
    const bytes = Buffer.byteLength(renderComment(result.result))
    expect(bytes).toBeLessThan(60_000)
    expect(checkTitle(result.result)).toMatch(/missing/)
  })
})

test('a base that is no commit of the repository is not shown', async () => {
  const invented = 'deadbeef'.repeat(5)
  const bytes = zipFile([{ name: 'comparison.json', data: JSON.stringify({ ...honest, base: invented }) }])
  const why = 'Commit deadbee is not in the branch that the pull request is to be merged into.'
  expect(await published({ corecurve: bytes })).toMatchObject({
    kind: 'no-result',
    refused: [{ why: `its base is not one to compare with. ${why}` }],
  })
})
