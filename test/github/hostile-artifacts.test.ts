import { describe, expect, test } from 'vitest'
import { readZip } from '../../src/github/read-zip.ts'
import { readUntrustedComparison } from '../../src/result/read-untrusted.ts'
import { MAX_RESULT_BYTES } from '../../src/result/untrusted-limits.ts'
import { WITHHELD_REASON } from '../../src/result/without-text.ts'
import { hostileArtifacts, RESULT_FILE } from '../support/hostile-artifacts.ts'
import { aComparison, anUnchanged } from '../support/results.ts'

const HONEST = aComparison({ benchmarks: [anUnchanged('checkout')] })
const ARTIFACTS = hostileArtifacts(HONEST)
/** What a stream holds beyond what was asked of it. */
const CHUNK = 64 * 1024

/** What a reader of artifacts does with one: out of the archive, then out of the file. */
async function read(bytes: Uint8Array) {
  const zip = await readZip(bytes, RESULT_FILE)
  return zip.kind === 'refused' ? zip : readUntrustedComparison(zip.bytes)
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}

describe('a hostile artifact', () => {
  test('is one of many, each with a name of its own', () => {
    expect(new Set(ARTIFACTS.map(({ what }) => what)).size).toBe(ARTIFACTS.length)
    expect(ARTIFACTS.length).toBeGreaterThanOrEqual(100)
  })

  test.each(ARTIFACTS)('does no harm: $what', async ({ bytes, outcome }) => {
    const result = await read(bytes)
    switch (outcome.kind) {
      case 'refused':
        expect(result).toMatchObject({ kind: 'refused', reason: expect.stringMatching(outcome.words) })
        // No more than a sentence of ours, whatever was in there.
        expect('reason' in result && result.reason).toMatch(/^[a-zA-Z0-9 ,.;()[\]_-]{1,200}$/)
        if ('inflated' in result) expect(result.inflated).toBeLessThanOrEqual(MAX_RESULT_BYTES + CHUNK)
        break
      case 'newer':
        expect(result).toEqual({ kind: 'newer', schema: 2 })
        break
      case 'harmless': {
        if (result.kind !== 'ok') expect.fail(JSON.stringify(result))
        const comparison = result.value.withoutText().judgedBy((unjudged) => unjudged)
        expect(Object.keys(comparison)).toEqual(expect.arrayContaining(['base', 'head']))
        // That is said by the reader, and by no file.
        expect(Object.keys(comparison).filter((key) => !(key in HONEST))).toEqual(['secondHand'])
        const texts = textsOf(comparison).filter((text) => text !== WITHHELD_REASON)
        for (const text of texts) expect(text).toMatch(/^[A-Za-z0-9()+_. :/-]{0,64}$/)
        expect(texts.join('\n')).not.toMatch(/evil\.example|::|\/\//)
      }
    }
    expect(Object.prototype).not.toHaveProperty('polluted')
  })
})

test('an honest artifact is read as it is', async () => {
  const honest = ARTIFACTS.find(({ what }) => what === 'a file: four MB of space')
  const result = await read(honest!.bytes)
  if (result.kind !== 'ok') expect.fail(JSON.stringify(result))
  expect(result.value.withoutText().judgedBy((comparison) => comparison)).toEqual({
    ...HONEST,
    secondHand: true,
  })
})
