import { assembleBenchmarks, assembleRecord } from '../duel/assemble-record.ts'
import { measureRounds, type RoundsSoFar } from '../duel/measure-rounds.ts'
import type { Series } from '../duel/series.ts'
import type { BaselineRecord } from '../result/record.ts'
import type { Bench, Subject, World } from './bench.ts'
import { recordPart } from './result-part.ts'

/**
 * Measures series of head by themselves and gives their record. `save` is given the record so far after every round;
 * an interrupt gives what was measured until then, marked as not complete.
 */
export async function measureSeries(
  series: readonly Series[],
  bench: Bench,
  subject: Subject,
  world: World,
  save: (record: BaselineRecord) => Promise<void>,
): Promise<BaselineRecord> {
  const { plan, counts, host, at } = bench
  const { commit, dirty, seed } = subject
  const recordOf = ({ rounds, slice, elapsed, complete, series: measured }: RoundsSoFar): BaselineRecord => {
    const method = { rounds, sliceMilliseconds: slice, seconds: elapsed / 1000, complete }
    const record = assembleRecord(
      { commit, dirty, at, seed, host, method },
      measured.flatMap((each) => assembleBenchmarks(each, plan, counts.skipped, host.cpus)),
    )
    return recordPart(record, subject.shard)
  }
  const measured = await measureRounds({
    ...bench,
    ...world,
    series,
    cores: counts.measured,
    budget: subject.budget,
    onRound: (soFar) => save(recordOf(soFar)),
  })
  world.progress.finish()
  const record = recordOf(measured)
  await save(record)
  return record
}
