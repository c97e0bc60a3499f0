import type { Expectation, LatencyLoad, OverloadLoad, StreamLoad } from './config.ts'
import { declaredTexts } from './declared-texts.ts'
import type { KeyPath } from './problem.ts'
import type { DeclaredBenchmark } from './schema.ts'
import type { YamlSource } from './yaml-source.ts'

/** Statuses that count as an answer where the user names none. */
const SUCCESS: readonly number[] = Array.from({ length: 100 }, (_, index) => 200 + index)

export function declaredExpectation(
  { status, headers, body }: DeclaredBenchmark['expect'],
  path: KeyPath,
  source: YamlSource,
): Expectation {
  const texts = Object.entries(declaredTexts(headers, [...path, 'headers'], source))
  return {
    status: status === undefined ? SUCCESS : [status].flat(),
    headers: Object.fromEntries(texts.map(([name, value]) => [name.toLowerCase(), value])),
    body,
  }
}

/** The regimes beside the closed loop, each where it was declared. */
export function declaredRegimes({ latency, overload, stream }: DeclaredBenchmark): {
  latency?: LatencyLoad
  overload?: OverloadLoad
  stream?: StreamLoad
} {
  return {
    latency: latency && { ...latency, quantiles: ascending(latency.quantiles) },
    overload,
    stream: stream && { ...stream, quantiles: ascending(stream.quantiles) },
  }
}

function ascending(quantiles: number | readonly number[]): number[] {
  return [quantiles].flat().sort((a, b) => a - b)
}
