import type { RecordBenchmark } from '../result/record.ts'
import type { Warning } from '../result/shared-schema.ts'
import { largest, smallest } from '../stats/extremes.ts'
import { coreCounts, count } from './counts.ts'
import { amount, grouped, share, throughput } from './numbers.ts'
import { and, code, type Sentence, say } from './sentence.ts'

type At<Kind extends Warning['kind']> = readonly Extract<Warning, { kind: Kind }>[]

type Loaded = RecordBenchmark['kind']

/**
 * Each kind of warning once, with all its core counts: what is so, what it means, and what to do.
 * @param loaded what was measured, a service or a command: what to do about it differs
 */
export function warningSentences(warnings: readonly Warning[], loaded: Loaded): readonly Sentence[] {
  const kinds = new Set(warnings.map(({ kind }) => kind))
  return [...kinds].map((kind) => sentenceFor(kind, warnings, loaded))
}

function sentenceFor(kind: Warning['kind'], warnings: readonly Warning[], loaded: Loaded): Sentence {
  switch (kind) {
    case 'generator-bound':
      return generatorBound(warnings.filter((warning) => warning.kind === kind))
    case 'waited':
      return waited(
        warnings.filter((warning) => warning.kind === kind),
        loaded,
      )
    case 'disturbed':
      return disturbed(warnings.filter((warning) => warning.kind === kind))
    case 'unpinned':
      return say`Nothing was pinned: without ${code('taskset')} the operating system chose the CPUs, and a program may have used more than its core count. Measure on Linux with util-linux for numbers to rely on.`
    case 'few-rounds':
      return fewRounds(warnings.filter((warning) => warning.kind === kind))
    case 'no-single-core':
      return say`1 core was not measured, so there is no speedup and no efficiency: add 1 to ${code('--cores')} or to ${code('cores')} in corecurve.yml.`
    case 'errors':
      return errors(warnings.filter((warning) => warning.kind === kind))
    case 'outliers':
      return say`hyperfine saw outliers at ${coresOf(warnings.filter((warning) => warning.kind === kind))}: quiet the machine, or give the benchmark a ${code('prepare')} that resets what the command changes.`
    case 'slow-first-run':
      return say`hyperfine saw a first run slower than the others at ${coresOf(warnings.filter((warning) => warning.kind === kind))}: what it found cold stays warm later, so let runs before the timed ones warm it with ${code('warmUp: 1')}, or reset it before each with ${code('prepare')}.`
    case 'rate-not-offered':
      return rateNotOffered(warnings.filter((warning) => warning.kind === kind))
    case 'rate-above-capacity':
      return rateAboveCapacity(warnings.filter((warning) => warning.kind === kind))
    case 'late-sends':
      return lateSends(warnings.filter((warning) => warning.kind === kind))
    case 'few-descriptors':
      return fewDescriptors(warnings.filter((warning) => warning.kind === kind))
    case 'ports-in-time-wait':
      return portsInTimeWait(warnings.filter((warning) => warning.kind === kind))
  }
}

function generatorBound(warnings: At<'generator-bound'>): Sentence {
  const worst = largest(warnings.map(({ utilisation }) => utilisation))
  return say`At ${coresOf(warnings)} the load generator was the limit (it used ${share(worst)} of a CPU), not the service: ${points(warnings)} no verdict. Make a request cost the service more, or measure fewer cores with ${code('--cores')} on a machine with a CPU to spare.`
}

function waited(warnings: At<'waited'>, loaded: Loaded): Sentence {
  const least = smallest(warnings.map(({ utilisation }) => utilisation))
  const used = warnings.length === 1 ? say`${share(least)}` : say`as little as ${share(least)}`
  return say`At ${coresOf(warnings)} the program used ${used} of its CPUs: it waited rather than worked. ${loaded === 'http' ? say`More load (${code('connections')})` : say`More workers`} or fewer locks would help, more cores would not.`
}

function disturbed(warnings: At<'disturbed'>): Sentence {
  const worst = largest(warnings.map((warning) => warning.share))
  const took = warnings.length === 1 ? say`${share(worst)}` : say`up to ${share(worst)}`
  return say`At ${coresOf(warnings)} other programs took ${took} of this machine’s CPUs meanwhile: the numbers are worse and wider than on a quiet machine.`
}

function fewRounds(warnings: At<'few-rounds'>): Sentence {
  const rounds = smallest(warnings.map((warning) => warning.rounds))
  const needed = largest(warnings.map((warning) => warning.needed))
  return say`${count(rounds, 'round')} measured, ${grouped(needed)} needed for a 95 % interval: low and high are the smallest and largest round. A longer ${code('--budget')} gives more rounds.`
}

function errors(warnings: At<'errors'>): Sentence {
  const kinds = ERROR_KINDS.flatMap(([kind, words]) => {
    const total = warnings.reduce((sum, warning) => sum + (warning.kinds[kind] ?? 0), 0)
    return total === 0 ? [] : [say`${grouped(total)} ${words}`]
  })
  const detail = kinds.length === 0 ? [] : say` (${and(kinds)})`
  return say`At ${coresOf(warnings)} ${whoseFailed(warnings)}${detail}. They do not count as throughput; ${code('expect')} says which answers do.`
}

/** “0.8 % of head's requests failed, none of base's”; where the arms are not known, or there is only one, of all. */
function whoseFailed(warnings: At<'errors'>): Sentence {
  const most = (rates: readonly number[]) => {
    const worst = largest(rates)
    if (worst === 0) return say`none`
    if (worst < 0.0005) return say`under ${share(0.001)}`
    return rates.length === 1 ? say`${share(worst)}` : say`up to ${share(worst)}`
  }
  const arms = warnings.flatMap((warning) => warning.arms ?? [])
  if (arms.length < warnings.length)
    return say`${most(warnings.map(({ rate }) => rate))} of the requests failed`
  const base = most(arms.map((rates) => rates.base))
  const head = most(arms.map((rates) => rates.head))
  return arms.every((rates) => rates.head === 0)
    ? say`${base} of base’s requests failed, none of head’s`
    : say`${head} of head’s requests failed, ${base} of base’s`
}

function rateNotOffered(warnings: At<'rate-not-offered'>): Sentence {
  const worst = warnings.reduce((a, b) => (b.achieved / b.offered < a.achieved / a.offered ? b : a))
  const where = warnings.length === 1 ? [] : say` at ${count(worst.cores, 'core')}`
  return say`At ${coresOf(warnings)} the offered rate was not reached (${amount(worst.achieved)} of ${throughput(worst.offered, 'req/s')}${where}): as many requests were in flight as may be at once. What waited counts with the time that it waited. Lower the ${code('rate')}, or find what the service holds requests up with.`
}

function rateAboveCapacity(warnings: At<'rate-above-capacity'>): Sentence {
  const worst = warnings.reduce((a, b) => (b.answered / b.offered < a.answered / a.offered ? b : a))
  const where = warnings.length === 1 ? [] : say` at ${count(worst.cores, 'core')}`
  return say`At ${coresOf(warnings)} the rate (${throughput(worst.offered, 'req/s')}, of which ${throughput(worst.answered, 'req/s')} were answered${where}) is at or above what the service can do: where a queue only grows, latency is how long it was let grow. Lower the ${code('rate')}, or ask what it does then with ${code('overload')}.`
}

function lateSends(warnings: At<'late-sends'>): Sentence {
  const worst = largest(warnings.map((warning) => warning.share))
  const sent = warnings.length === 1 ? say`${share(worst)}` : say`up to ${share(worst)}`
  return say`At ${coresOf(warnings)} the load generator itself sent ${sent} of the requests more than a millisecond late: part of the latency is its own. Lower the ${code('rate')}, or measure fewer cores with ${code('--cores')} so that it has a CPU to itself.`
}

function fewDescriptors(warnings: At<'few-descriptors'>): Sentence {
  const limit = smallest(warnings.map((warning) => warning.limit))
  const needed = largest(warnings.map((warning) => warning.needed))
  return say`This process may open ${grouped(limit)} files, and its connections need ${grouped(needed)}: run ${code(`ulimit -n ${needed}`)} before corecurve, or declare fewer ${code('connections')} or a lower ${code('rate')}. Where they ran short there is no verdict.`
}

function portsInTimeWait(warnings: At<'ports-in-time-wait'>): Sentence {
  const most = largest(warnings.map((warning) => warning.ports))
  return say`At ${coresOf(warnings)} ${grouped(most)} local ports were in TIME_WAIT, because the service closes its connections: new ones run short. Let it keep connections alive, or widen ${code('net.ipv4.ip_local_port_range')}.`
}

const ERROR_KINDS = [
  ['status', say`with an unexpected status`],
  ['connection', say`with a broken connection`],
  ['timeout', say`timed out`],
  ['body', say`with an unexpected body`],
] as const

function coresOf(warnings: readonly { readonly cores: number }[]): Sentence {
  return coreCounts([...new Set(warnings.map(({ cores }) => cores))].sort((a, b) => a - b))
}

function points(warnings: readonly unknown[]): Sentence {
  return warnings.length === 1 ? say`this point gives` : say`these points give`
}
