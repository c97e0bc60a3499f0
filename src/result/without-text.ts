import type { Comparison, ComparisonBenchmark, Evidence } from './comparison.ts'
import { plainArchitecture, plainCpu, plainKernel, plainSystem, plainVersion } from './plain-machine.ts'
import type { BaselineRecord, RecordBenchmark } from './record.ts'
import type { Failure, Host } from './shared-schema.ts'

/** Stands where the file gave a reason: of a failure only the phase and the arm are taken from strangers. */
export const WITHHELD_REASON = 'the log of the run says why'

/**
 * A comparison in which no text of its file is left to show: numbers, known words, names and commit ids. Which parts
 * there are, and what base declares, is for the one who publishes to say, never for a part.
 */
export function comparisonWithoutText(comparison: Comparison): Comparison {
  const { parts: _, shortfall: __, ...measured } = comparison
  const benchmarks = measured.benchmarks.map(comparedWithoutText)
  return { ...headWithoutText(measured), benchmarks, secondHand: true }
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
  return { ...evidence, ...stripped, at: plainInstant(evidence.at), cpu: plainCpu(evidence.cpu) }
}

function failureWithoutText({ phase, arm }: Failure): Failure {
  return { phase, reason: WITHHELD_REASON, output: [], ...(arm === undefined ? {} : { arm }) }
}

function plainHost(host: Host): Host {
  const runtimes = Object.entries(host.runtimes).map(([name, version]) => [name, plainVersion(version)])
  return {
    ...host,
    cpu: plainCpu(host.cpu),
    arch: plainArchitecture(host.arch),
    os: plainSystem(host.os),
    kernel: plainKernel(host.kernel),
    runtimes: Object.fromEntries(runtimes) as Host['runtimes'],
  }
}

/** What we draw, and what the number of a run is. Another seed is left out whole: a part of it would repeat nothing. */
function plainSeed(seed: string): string {
  return /^[0-9a-f]{1,64}$/.test(seed) ? seed : ''
}

/** Whole seconds: a fraction may have any number of digits, and seconds may be left out. */
function plainInstant(at: string): string {
  return `${at.slice(0, 16)}:${at.charAt(16) === ':' ? at.slice(17, 19) : '00'}Z`
}
