import type { Comparison } from '../result/comparison.ts'
import type { Host } from '../result/shared-schema.ts'
import { count } from './counts.ts'
import { grouped } from './numbers.ts'
import { machineSentence } from './provenance.ts'
import { andMore, foreign, joined, type Sentence, say } from './sentence.ts'

/** “2 of 8 shards are missing”; undefined where all are there, or it is all one. */
export function missingParts({ parts }: Comparison): Sentence | undefined {
  if (parts === undefined || parts.missing.length === 0) return undefined
  const { of, missing } = parts
  return say`${grouped(missing.length)} of ${count(of, 'shard')} ${missing.length === 1 ? say`is` : say`are`} missing`
}

/** A part that came, and that could not be used. */
export interface RefusedPart {
  readonly index: number
  readonly why: string
}

/**
 * “2 of 8 shards are missing: 3/8 and 7/8. Nothing is known of their benchmarks; the jobs of the measuring run say why.”
 * Of those that came and were refused those jobs know nothing, so the reason is said here.
 */
export function missingPartsSentence(
  comparison: Comparison,
  refusedParts: readonly RefusedPart[] = [],
): Sentence | undefined {
  const { parts } = comparison
  const missing = missingParts(comparison)
  if (parts === undefined || missing === undefined) return undefined
  const { of } = parts
  const refused = refusedParts.filter(({ index }) => parts.missing.includes(index))
  const absent = parts.missing.filter((index) => !refused.some((one) => one.index === index))
  const whose = parts.missing.length === 1 ? say`its benchmarks` : say`their benchmarks`
  const unknown = say`${missing}: ${shards(parts.missing, of)}. Nothing is known of ${whose}`
  if (refused.length === 0) return say`${unknown}; the jobs of the measuring run say why.`
  const left = say`${absent.length === 1 ? say`Shard` : say`Shards`} ${shards(absent, of)} left no result; the jobs of the measuring run say why.`
  const told = refused
    .slice(0, MOST_REFUSED)
    .map(
      ({ index, why }) =>
        say`The result of shard ${shard(index, of)} came and cannot be used: ${foreign(why)}.`,
    )
  const untold = refused.length - told.length
  return joined(
    [
      say`${unknown}.`,
      ...(absent.length === 0 ? [] : [left]),
      ...told,
      ...(untold === 0 ? [] : [say`Nor can ${grouped(untold)} more; the summary says why.`]),
    ],
    say` `,
  )
}
const MOST_REFUSED = 3

export function shards(indices: readonly number[], of: number): Sentence {
  return andMore(
    indices.map((index) => shard(index, of)),
    24,
  )
}

function shard(index: number, of: number): Sentence {
  return say`${grouped(index)}/${grouped(of)}`
}

/** The machine, or with shards the kinds of machines: “6 shards on 2 kinds of machines: 5 on …; 1 on …”. */
export function machinesSentence({ host, parts }: Comparison): Sentence {
  const hosts = parts === undefined || parts.hosts.length === 0 ? [host] : parts.hosts
  const kinds = [...Map.groupBy(hosts, kindOf).values()].toSorted((a, b) => b.length - a.length)
  const [most = [host], ...others] = kinds
  const [machine = host] = most
  if (parts === undefined) return machineSentence(machine)
  const measured = count(hosts.length, 'shard')
  if (others.length === 0) return say`${measured}, each on ${machineSentence(machine)}`
  const worded = kinds.flatMap(([first, ...more]) =>
    first === undefined ? [] : [say`${grouped(1 + more.length)} on ${machineSentence(first)}`],
  )
  const shown = worded.slice(0, MOST_KINDS)
  const left = kinds.length - shown.length
  return say`${measured} on ${grouped(kinds.length)} kinds of machines: ${joined(left === 0 ? shown : [...shown, say`${grouped(left)} more kinds`], say`; `)}`
}
const MOST_KINDS = 3

/** What makes a reader call two machines the same; the host key tells more apart than that. */
function kindOf({ cpu, cpus, physicalCores, threadsPerCore, generatorCpus, programCpus }: Host): string {
  return JSON.stringify([cpu, cpus, physicalCores, threadsPerCore, generatorCpus, programCpus])
}
