import type { Comparison, ComparisonBenchmark, Evidence } from './comparison.ts'
import type { BaselineRecord, RecordBenchmark } from './record.ts'
import type { Failure, Host } from './shared-schema.ts'

/** Stands where the file gave a reason: of a failure only the phase is taken from strangers. */
export const WITHHELD_REASON = 'the log of the run says why'

/** Characters of a host's description that are kept: a processor's full name is below 50. */
const HOST_TEXT_LIMIT = 64
const SEED_LIMIT = 64

/**
 * A comparison in which no text of its file is left to show: numbers, known words, names and commit ids. Which parts
 * there are is for the one who merges them to say, never for a part.
 */
export function comparisonWithoutText({ parts: _, ...comparison }: Comparison): Comparison {
  return { ...headWithoutText(comparison), benchmarks: comparison.benchmarks.map(comparedWithoutText) }
}

/** A record likewise. */
export function recordWithoutText(record: BaselineRecord): BaselineRecord {
  return { ...headWithoutText(record), benchmarks: record.benchmarks.map(recordedWithoutText) }
}

function headWithoutText<T extends { at: string; seed: string; host: Host }>(result: T): T {
  return {
    ...result,
    at: plainInstant(result.at),
    seed: plainSeed(result.seed),
    host: plainHost(result.host),
  }
}

function comparedWithoutText(benchmark: ComparisonBenchmark): ComparisonBenchmark {
  const evidence = evidenceWithoutText(benchmark.evidence)
  return benchmark.verdict === 'failed'
    ? { ...benchmark, ...failureWithoutText(benchmark), evidence }
    : { ...benchmark, evidence }
}

function recordedWithoutText(benchmark: RecordBenchmark): RecordBenchmark {
  return benchmark.verdict === 'failed' ? { ...benchmark, ...failureWithoutText(benchmark) } : benchmark
}

function evidenceWithoutText(evidence: Evidence): Evidence {
  if (evidence.kind === 'duel') return evidence
  const { baseFailure } = evidence
  const stripped = baseFailure === undefined ? {} : { baseFailure: failureWithoutText(baseFailure) }
  if (evidence.kind === 'none') return { ...evidence, ...stripped }
  return { ...evidence, ...stripped, at: plainInstant(evidence.at), cpu: plainText(evidence.cpu) }
}

function failureWithoutText({ phase }: Failure): Failure {
  return { phase, reason: WITHHELD_REASON, output: [] }
}

function plainHost(host: Host): Host {
  const runtimes = Object.entries(host.runtimes).map(([name, version]) => [name, plainText(version)])
  return {
    ...host,
    cpu: plainText(host.cpu),
    arch: plainText(host.arch),
    os: plainText(host.os),
    kernel: plainText(host.kernel),
    runtimes: Object.fromEntries(runtimes) as Host['runtimes'],
  }
}

/** “Intel(R) Xeon(R) CPU 2.80GHz”, “go1.26.8”: letters, digits, spaces and `()+_-`, and dots within a number. */
function plainText(text: string): string {
  const plain = withoutDots(text.replaceAll(/[^A-Za-z0-9()+_.-]+/g, ' '), ' ')
  return plain.replaceAll(/ +/g, ' ').trim().slice(0, HOST_TEXT_LIMIT).trimEnd()
}

/** A seed stands in the command line that a report gives to repeat the run: no space, and no option. */
function plainSeed(seed: string): string {
  return withoutDots(seed.replaceAll(/[^A-Za-z0-9._-]+/g, ''), '')
    .replace(/^-+/, '')
    .slice(0, SEED_LIMIT)
}

/** Between digits a dot makes a version; elsewhere it would make the name of a site. */
function withoutDots(text: string, instead: string): string {
  return text.replaceAll(/(?<!\d)\.|\.(?!\d)/g, instead)
}

/** Whole seconds: a fraction may have any number of digits, and seconds may be left out. */
function plainInstant(at: string): string {
  return `${at.slice(0, 16)}:${at.charAt(16) === ':' ? at.slice(17, 19) : '00'}Z`
}
