import { describe, expect, test } from 'vitest'
import { readZip } from '../../src/github/read-zip.ts'
import { comparisonSchema } from '../../src/result/comparison.ts'
import { readUntrustedComparison } from '../../src/result/read-untrusted.ts'
import { UnjudgedComparison } from '../../src/result/untrusted.ts'
import { mergeComparisons } from '../../src/scaling/merge-comparisons.ts'
import { rejudge } from '../../src/scaling/rejudge.ts'
import { madeUpComparison } from '../duel/made-up-comparison.ts'
import { hostileArtifacts, RESULT_FILE } from '../support/hostile-artifacts.ts'

const { comparison: HONEST } = await madeUpComparison({ seed: 'honest' })
const ARTIFACTS = hostileArtifacts(HONEST)

async function unjudged(bytes: Uint8Array): Promise<UnjudgedComparison | undefined> {
  const zip = await readZip(bytes, RESULT_FILE)
  const read = zip.kind === 'refused' ? zip : readUntrustedComparison(zip.bytes)
  return read.kind === 'ok' ? read.value.withoutText() : undefined
}

const verdicts = ({ verdict, benchmarks }: typeof HONEST) => [
  verdict,
  ...benchmarks.map(({ name, verdict, points }) => [name, verdict, points.map((point) => point.verdict)]),
]

describe('an artifact of a stranger', () => {
  const harmless = ARTIFACTS.filter(({ outcome }) => outcome.kind === 'harmless')

  test.each(harmless)('is judged, whole and as a part: $what', async ({ bytes }) => {
    const read = await unjudged(bytes)
    if (read === undefined) expect.fail('not read')
    const judged = read.judgedBy(rejudge)
    expect(comparisonSchema.safeParse(JSON.parse(JSON.stringify(judged))).error).toBeUndefined()
    expect(UnjudgedComparison.judgedTogether([read], mergeComparisons)).toEqual({
      kind: 'merged',
      comparison: judged,
    })
  })

  test('that claims other verdicts has those of its numbers', async () => {
    const claim = ARTIFACTS.find(({ what }) => what === 'a file: a verdict of its own')
    const judged = (await unjudged(claim!.bytes))!.judgedBy(rejudge)
    expect(verdicts(judged).slice(1)).toEqual(verdicts(HONEST).slice(1, judged.benchmarks.length + 1))
    expect(judged.verdict).not.toBe('improvement')
  })

  test('that adds nothing but space is judged as it was measured', async () => {
    const honest = ARTIFACTS.find(({ what }) => what === 'a file: four MB of space')
    expect(verdicts((await unjudged(honest!.bytes))!.judgedBy(rejudge))).toEqual(verdicts(HONEST))
  })
})
