import { describe, expect, it } from 'vitest'
import type { ComparisonPoint, DuelNumbers, Evidence } from '../../src/result/comparison.ts'
import type { TakenOverload } from '../../src/result/shared-schema.ts'
import { mergeRecords } from '../../src/scaling/merge-records.ts'
import { rejudge } from '../../src/scaling/rejudge.ts'
import { aDuel } from '../support/duelled.ts'
import { aRegime, GOODPUT, overload } from '../support/regimes.ts'
import { aRecord, aThroughput } from '../support/results.ts'

const COMMITS = { base: 'b'.repeat(40), head: 'a'.repeat(40) }
const ROUNDS = 20
const held: TakenOverload = { share: 0.99, recovery: 0 }
const lost: TakenOverload = { share: 0.01, recovery: null }

/** Goodput that never changed; how it was taken says `numbers` of each round, and `claims` of all. */
function judged(
  numbers: Pick<DuelNumbers, 'overloads'> | undefined,
  claims: ComparisonPoint['overload'],
  evidence: Evidence = { kind: 'duel', rounds: ROUNDS },
) {
  const rounds = Array.from({ length: ROUNDS }, (_, round) => (round % 2 ? 0.005 : -0.005))
  const point: ComparisonPoint = {
    cores: 1,
    verdict: 'unchanged',
    base: aThroughput(1000),
    head: aThroughput(1000),
    ...(claims === undefined ? {} : { overload: claims }),
    ...(numbers === undefined ? {} : { duel: { rounds, quads: 160, void: 0, ...numbers } }),
  }
  const benchmark = aRegime(GOODPUT, { name: 'checkout', verdict: 'unchanged', evidence, points: [point] })
  const [only] = rejudge(aDuel(COMMITS, [benchmark])).benchmarks
  return only!.points[0]!
}

const each = (base: TakenOverload, head: TakenOverload) => ({
  overloads: Array.from({ length: ROUNDS }, () => ({ base, head })),
})

describe('how an overload was taken', () => {
  it('follows from the rounds, where the file says that head collapsed', () => {
    const claims = { base: overload('holds', 0.99, 0), head: overload('collapses', 0.99, 0) }
    expect(judged(each(held, held), claims)).toMatchObject({
      verdict: 'unchanged',
      overload: { base: { finding: 'holds' }, head: { finding: 'holds', share: 0.99 } },
    })
  })

  it('follows from the rounds, where the file says that it held', () => {
    const claims = { base: overload('holds', 0.99, 0), head: overload('holds', 0.99, 0) }
    expect(judged(each(held, lost), claims)).toMatchObject({
      verdict: 'regressed',
      regressed: 'finding',
      overload: { base: { finding: 'holds' }, head: { finding: 'collapses', share: 0.01, recovery: null } },
    })
  })

  it('is not known, and nothing is unchanged, where the rounds do not say', () => {
    const claims = { base: overload('holds', 0.99, 0), head: overload('holds', 0.99, 0) }
    const { verdict, overload: told } = judged({}, claims)
    expect([verdict, told]).toEqual(['inconclusive', undefined])
  })

  it('is no word of the file without a duel either', () => {
    const claims = { base: overload('collapses', 0.99, 0), head: overload('holds', 0.3, 0) }
    expect(judged(undefined, claims, { kind: 'none' }).overload).toEqual({
      base: overload('holds', 0.99, 0),
      head: overload('collapses', 0.3, 0),
    })
  })

  it('is no word of a record', () => {
    const record = aRecord()
    const [first] = record.benchmarks
    const claimed = { ...first!.points[0]!, overload: overload('holds', 0.1, null) }
    const merged = mergeRecords([{ ...record, benchmarks: [{ ...first!, points: [claimed] }] }])
    if (merged.kind !== 'merged') expect.fail(merged.reason)
    expect(merged.records[0]!.benchmarks[0]!.points[0]!.overload).toEqual(overload('collapses', 0.1, null))
  })
})
