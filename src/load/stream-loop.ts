import { setTimeout as delay } from 'node:timers/promises'
import type { StreamUnit } from '../config/config.ts'
import { apportion } from './apportion.ts'
import { SilentStreamError } from './describe-failure.ts'
import { ExpectationCheck } from './expectation.ts'
import type { Regime, Target } from './generator-protocol.ts'
import { Connection } from './http/connection.ts'
import type { Loop, LoopCounts } from './loop.ts'
import { OpenStream } from './open-stream.ts'
import { type ReadyRequest, RequestSequence } from './request-sequence.ts'
import { StreamSlice } from './stream-slice.ts'
import { addressOf } from './target-address.ts'

/** Milliseconds that a service is given, at the least and at the most, to notice that its streams were closed. */
const SETTLE = { least: 10, most: 250 }

/** How often within a timeout it is looked whether streams are silent. */
const WATCH = 10

type StreamRegime = Extract<Regime, { kind: 'stream' }>

/** Where a stream comes from: the same in every slice, for a mix that changed between slices would be noise. */
interface Source {
  readonly request: ReadyRequest
  readonly connection: Connection
}

/**
 * Streams that are opened at the start of a slice, all at once, and closed at its end. Events are counted while all of
 * them flow; the first of each stream is not, for the service may have had it ready.
 */
export class StreamLoop implements Loop {
  readonly #unit: StreamUnit
  readonly #timeout: number
  readonly #check: ExpectationCheck
  readonly #sources: readonly Source[]

  constructor(target: Target, { count }: StreamRegime) {
    const { host, port, authority } = addressOf(target.origin)
    const { requests, seed, connections } = target
    const sequences = requests.map((request) => new RequestSequence([request], { seed, authority }))
    const weights = requests.map(({ weight }) => weight)
    this.#unit = count
    this.#timeout = target.timeout
    this.#check = new ExpectationCheck(target.expect)
    this.#sources = apportion(connections, weights).map((index) => ({
      request: (sequences[index] as RequestSequence).next(),
      connection: new Connection({ host, port }, { connectTimeout: target.timeout }),
    }))
  }

  async run(milliseconds: number): Promise<LoopCounts> {
    const slice = new StreamSlice(this.#sources.length, this.#timeout)
    const streams = this.#sources.map((source) => this.#open(source, slice))
    const impatience = setTimeout(() => this.#abortSilent(streams), this.#timeout)
    await slice.begun
    clearTimeout(impatience)
    const watch = setInterval(() => this.#abortStalled(streams), this.#timeout / WATCH)
    await within(milliseconds, slice.allFailed)
    clearInterval(watch)
    this.#abortStalled(streams)
    const counts = slice.finish(streams)
    this.close()
    await delay(settling(streams.length, counts))
    return counts
  }

  close(): void {
    for (const { connection } of this.#sources) connection.close()
  }

  #open({ request: { planned, bytes, options }, connection }: Source, slice: StreamSlice): OpenStream {
    const check = this.#check
    const stream: OpenStream = new OpenStream(this.#unit, {
      head(head) {
        const unmet = check.status(head.status) ?? check.headers(head.headers())
        if (unmet === undefined) return
        connection.close()
        slice.unmet(planned, unmet)
      },
      first: () => slice.first(),
      events: (count, gap) => slice.events(count, gap),
      over: (error) => slice.over(planned, error, stream.flows),
    })
    connection.send(bytes, stream, options)
    return stream
  }

  /** A stream that has been silent for longer than the timeout is lost, though it gave events before. */
  #abortStalled(streams: readonly OpenStream[]): void {
    for (const [index, { connection }] of this.#sources.entries())
      if ((streams[index]?.silence ?? 0) > this.#timeout) connection.abort(new SilentStreamError(this.#unit))
  }

  #abortSilent(streams: readonly OpenStream[]): void {
    for (const [index, { connection }] of this.#sources.entries())
      if (streams[index]?.flows === false) connection.abort(new SilentStreamError(this.#unit))
  }
}

/** Waits so many milliseconds, or until `over` if that comes first. */
async function within(milliseconds: number, over: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  await Promise.race([promise, over])
  clearTimeout(timer)
}

/**
 * How long the service may need to notice that its streams are gone, in ms: it does when it writes, some not before the
 * second time, and it writes events as often as it did.
 */
function settling(
  streams: number,
  { completed, elapsed }: { readonly completed: number; readonly elapsed: number },
): number {
  const gap = completed > 0 ? (1000 * elapsed * streams) / completed : 0
  return Math.min(SETTLE.most, Math.max(SETTLE.least, 2 * gap))
}
