import fc from 'fast-check'
import { describe, expect, expectTypeOf, test } from 'vitest'
import * as z from 'zod'
import { type Comparison, comparisonSchema } from '../../src/result/comparison.ts'
import { readUntrustedComparison, readUntrustedRecord } from '../../src/result/read-untrusted.ts'
import { recordSchema } from '../../src/result/record.ts'
import { UnjudgedComparison, type UntrustedComparison } from '../../src/result/untrusted.ts'
import { MAX_RESULT_BYTES } from '../../src/result/untrusted-limits.ts'
import { comparisonWithoutText, recordWithoutText, WITHHELD_REASON } from '../../src/result/without-text.ts'
import { comparisonExamples } from '../support/comparison-examples.ts'
import { hostileText } from '../support/hostile-text.ts'
import { recordExamples } from '../support/record-examples.ts'
import { aBenchmark, aComparison, aHost, anUnchanged, aRecord } from '../support/results.ts'

const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value))

function untrusted(comparison: unknown): UntrustedComparison {
  const read = readUntrustedComparison(bytesOf(comparison))
  if (read.kind !== 'ok') throw new Error(JSON.stringify(read))
  return read.value
}

/** `$.host.cpu` of every text that the schema leaves free: no known word, no pattern. */
function freeTexts(schema: z.ZodType): string[] {
  const found = new Set<string>()
  const walk = (node: Record<string, unknown>, path: string) => {
    const isFixed = ['const', 'enum', 'pattern', 'format'].some((key) => key in node)
    if (node.type === 'string' && !isFixed) found.add(path)
    for (const [key, inner] of Object.entries((node.properties ?? {}) as Record<string, never>))
      walk(inner, `${path}.${key}`)
    for (const key of ['items', 'additionalProperties'])
      if (typeof node[key] === 'object') walk(node[key] as never, `${path}[]`)
    for (const key of ['anyOf', 'oneOf', 'allOf'])
      for (const inner of (node[key] ?? []) as never[]) walk(inner, path)
  }
  walk(z.toJSONSchema(schema, { unrepresentable: 'any', reused: 'inline' }), '$')
  return [...found].sort()
}

describe('an untrusted comparison', () => {
  test.each(Object.entries(comparisonExamples))('is read where it is honest: %s', (_, honest) => {
    const schemaSees = comparisonSchema.parse(JSON.parse(JSON.stringify(honest)))
    const left = untrusted(honest)
      .withoutText()
      .judgedBy((comparison) => comparison)
    expect(left).toEqual(comparisonWithoutText(schemaSees))
    expect(comparisonSchema.parse(left)).toEqual(left)
    const figures = ({ benchmarks }: Comparison) => benchmarks.map(({ name, points }) => ({ name, points }))
    expect(figures(left)).toEqual(figures(schemaSees))
  })

  test('shows nothing before its text is gone and it is judged', () => {
    const read = untrusted(aComparison({ benchmarks: [anUnchanged('checkout')] }))
    expectTypeOf(read).not.toExtend<Comparison>()
    expectTypeOf(read.withoutText()).not.toExtend<Comparison>()
    expect([JSON.stringify(read), JSON.stringify(read.withoutText())]).toEqual(['{}', '{}'])
    expect(Object.getOwnPropertyNames(read)).toEqual([])
  })

  test('is judged together with the other parts of its run', () => {
    const parts = ['a', 'b'].map((name) =>
      untrusted(aComparison({ benchmarks: [anUnchanged(name)] })).withoutText(),
    )
    const names = UnjudgedComparison.judgedTogether(parts, (all) =>
      all.flatMap(({ benchmarks }) => benchmarks.map(({ name }) => name)),
    )
    expect(names).toEqual(['a', 'b'])
  })

  test('loses the words of a failure, and keeps where it happened', () => {
    const failure = { phase: 'ready', reason: 'no answer', output: ['panic'] } as const
    const failed = aBenchmark({ name: 'a', verdict: 'failed', ...failure, output: ['panic'] })
    untrusted(aComparison({ benchmarks: [failed] }))
      .withoutText()
      .judgedBy(({ benchmarks }) =>
        expect(benchmarks).toMatchObject([{ phase: 'ready', reason: WITHHELD_REASON, output: [] }]),
      )
  })

  test('is refused beyond the size of any, before a byte is read', () => {
    expect(readUntrustedComparison(new Uint8Array(MAX_RESULT_BYTES + 1))).toEqual({
      kind: 'refused',
      reason: `it is larger than ${MAX_RESULT_BYTES} bytes`,
    })
  })

  test('is refused with the place of what is wrong, and without what is there', () => {
    const [first] = [anUnchanged('checkout')]
    const wrong = { ...first, points: [...first.points, { ...first.points[0], cores: '@octocat' }] }
    expect(readUntrustedComparison(bytesOf(aComparison({ benchmarks: [wrong as never] })))).toEqual({
      kind: 'refused',
      reason: 'it does not fit the schema at benchmarks[0].points[3].cores (invalid_type)',
    })
  })

  test('never makes the reader throw, whatever its bytes', () => {
    const honest = bytesOf(aComparison({ benchmarks: [anUnchanged('checkout')] }))
    fc.assert(
      fc.property(
        fc.nat(honest.length - 1),
        fc.uint8Array({ maxLength: 6 }),
        fc.nat(40),
        (at, insert, remove) => {
          const bytes = Buffer.concat([honest.subarray(0, at), insert, honest.subarray(at + remove)])
          expect(readUntrustedComparison(bytes).kind).toMatch(/ok|refused|newer/)
        },
      ),
      { numRuns: 1000 },
    )
  })
})

describe('an untrusted record', () => {
  test.each(Object.entries(recordExamples))('is read where it is honest: %s', (_, honest) => {
    const read = readUntrustedRecord(bytesOf(honest))
    if (read.kind !== 'ok') expect.fail(JSON.stringify(read))
    const schemaSees = recordSchema.parse(JSON.parse(JSON.stringify(honest)))
    const left = read.value.withoutText()
    expect(left).toEqual(recordWithoutText(schemaSees))
    expect(recordSchema.parse(left)).toEqual(left)
  })

  test('is no comparison', () => {
    expect(readUntrustedComparison(bytesOf(aRecord()))).toMatchObject({
      reason: 'it is a record where a comparison is expected',
    })
    expect(readUntrustedRecord(bytesOf(aComparison({})))).toMatchObject({
      reason: 'it is a comparison where a record is expected',
    })
  })
})

describe('what is left of a text', () => {
  const host = fc.record({
    cpu: hostileText,
    os: hostileText,
    kernel: hostileText,
    arch: hostileText,
    go: hostileText,
  })

  test('is a version or a name of hardware, and no markup, mention or address', () => {
    fc.assert(
      fc.property(hostileText, host, (seed, { go, ...texts }) => {
        const { host: left, ...head } = recordWithoutText(
          aRecord({ seed, host: aHost({ ...texts, runtimes: { go } }) }),
        )
        for (const text of [left.cpu, left.os, left.kernel, left.arch, left.runtimes.go])
          expect(text).toMatch(/^(?:[A-Za-z0-9()+_ -]|(?<=\d)\.(?=\d))+$/)
        expect(head.seed).toMatch(/^[0-9a-f]{0,64}$/)
      }),
      { numRuns: 500 },
    )
  })

  test('is no sentence', () => {
    const words = fc
      .array(fc.stringMatching(/^[A-Z]?[a-z]{2,12}$/), { minLength: 1, maxLength: 8 })
      .map((all) => all.join(' '))
    const starts = fc.constantFrom('', 'AMD ', 'Intel(R) ', 'Ubuntu 24.04 ', '6.11.0 ', 'go1.26 ')
    fc.assert(
      fc.property(starts, words, (start, sentence) => {
        const text = `${start}${sentence}`
        const { host } = recordWithoutText(aRecord({ host: aHost(allOf(text)) }))
        // Whatever was said, what is left of it is one of few words, or its own start.
        for (const left of [host.cpu, host.os, host.kernel, host.arch, host.runtimes.go])
          expect([...KNOWN, 'unknown', start.trim(), text.match(/^\d[\d.]*/)?.[0]]).toContain(left)
      }),
    )
  })

  const KNOWN = ['AMD', 'Intel', 'Apple', 'Intel(R)', 'Ubuntu', 'Linux', 'go1.26', 'arm', 'mips']
  const allOf = (text: string) => ({ cpu: text, os: text, kernel: text, arch: text, runtimes: { go: text } })

  test.each([
    'Reviewed and approved by the security team (safe to merge)',
    '+ Reviewed',
    'x64 is fine',
    '4PPR0V3D',
    'Neoverse-N1-approved',
  ])('is nothing of %j', (text) => {
    const { host } = recordWithoutText(aRecord({ seed: text, host: aHost(allOf(text)) }))
    expect(host).toMatchObject(allOf('unknown'))
    expect(recordWithoutText(aRecord({ seed: text })).seed).toBe('')
  })

  test('is the maker and the model of a processor that says more', () => {
    const cpu = 'AMD EPYC 7763 is approved, 555 1234 5678 9999 EPYC EPYC Processor'
    const { host } = recordWithoutText(aRecord({ host: aHost({ cpu }) }))
    expect(host.cpu).toBe('AMD EPYC 7763 555 1234 Processor')
  })

  test.each([
    { cpu: 'AMD EPYC 7763 64-Core Processor' },
    { cpu: 'AMD EPYC 9V74 80-Core Processor' },
    { cpu: 'Intel(R) Xeon(R) CPU E5-2673 v4 2.30GHz' },
    { cpu: 'Intel(R) Xeon(R) Platinum 8370C CPU 2.80GHz' },
    { cpu: 'Intel(R) Core(TM) i7-1185G7 3.00GHz' },
    { cpu: 'ARM Neoverse-N2' },
    { cpu: 'ARM 0x41 0xd4f' },
    { cpu: 'ARM Cortex-A72 + ARM Cortex-A76' },
    { cpu: 'Apple M2' },
    { os: 'Ubuntu 24.04.3 LTS' },
    { os: 'Alpine Linux' },
    { kernel: '6.11.0-1018' },
    { arch: 'arm64' },
    { runtimes: { go: 'go1.26.8', node: 'v24.21.0', python: '3.14.0t' } },
    { runtimes: { python: '3.13.1 + 3.15.0rc1' } },
  ])('is all of it where it is honest: %j', (honest) => {
    expect(recordWithoutText(aRecord({ host: aHost(honest) })).host).toEqual(aHost(honest))
  })

  test.each([
    [{ cpu: 'Intel(R) Xeon(R) CPU @ 2.80GHz' }, { cpu: 'Intel(R) Xeon(R) CPU 2.80GHz' }],
    [{ os: 'Debian GNU/Linux 12 (bookworm)' }, { os: 'Debian 12' }],
    [{ kernel: '6.11.0-1018-azure' }, { kernel: '6.11.0-1018' }],
  ])('is what a figure and a name say of %j', (honest, left) => {
    expect(recordWithoutText(aRecord({ host: aHost(honest) })).host).toMatchObject(left)
  })

  test('is a time in whole seconds', () => {
    const at = (text: string) => recordWithoutText(aRecord({ at: text })).at
    expect(at('2026-03-02T10:00:59.123456Z')).toBe('2026-03-02T10:00:59Z')
    expect(at('2026-03-02T10:00Z')).toBe('2026-03-02T10:00:00Z')
  })

  // Whoever adds a text to a result must say in without-text.ts what becomes of it.
  test('is asked of every text that the schemas leave free', () => {
    const host = ['$.host.arch', '$.host.cpu', '$.host.kernel', '$.host.os', '$.host.runtimes[]']
    const failure = ['$.benchmarks[].output[]', '$.benchmarks[].reason']
    const base = ['baseFailure.output[]', 'baseFailure.reason', 'cpu'].map(
      (key) => `$.benchmarks[].evidence.${key}`,
    )
    const parts = host.map((path) => path.replace('$.host', '$.parts.hosts[]'))
    expect(freeTexts(recordSchema)).toEqual([...failure, ...host, '$.seed'].sort())
    const ours = [...parts, '$.shortfall.file']
    expect(freeTexts(comparisonSchema)).toEqual([...failure, ...base, ...host, ...ours, '$.seed'].sort())
  })

  test('holds nothing of what a part says of the other parts', () => {
    const parts = { of: 8, missing: [3], hosts: [aHost({ cpu: '@octocat' })] }
    expect(comparisonWithoutText(aComparison({ parts }))).not.toHaveProperty('parts')
  })

  test('holds nothing of what it says of base’s configuration', () => {
    const shortfall = { file: '@octocat', unmeasured: [{ name: 'a', regime: 'gap' as const }], weaker: [] }
    expect(comparisonWithoutText(aComparison({ shortfall }))).not.toHaveProperty('shortfall')
  })
})
