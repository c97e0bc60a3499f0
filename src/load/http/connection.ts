import { connect, type Socket } from 'node:net'
import { BrokenExchange } from './broken-exchange.ts'
import type { ResponseHead } from './response-head.ts'
import { ResponseParser, type ResponseSink } from './response-parser.ts'

export type { ResponseHead }

/** One request and its response. Exactly one of `end` and `broken` is called, never while `send` is under way. */
export interface Exchange extends ResponseSink {
  /** The response is complete. The connection is free: the next request may be sent from here. */
  end(status: number): void
  /** The connection was refused or closed early, or the response is malformed. The connection is free likewise. */
  broken(error: Error): void
}

/**
 * A request on a connection that lay idle so long may cross the service's closing of it, which is nobody's fault. One
 * that follows the answer before at once cannot: there a close is the service's answer to that request, and an error.
 */
const IDLE = 100

/** All connections of the thread read into the same bytes: they are used up before the next read. */
const READ_BUFFER = Buffer.allocUnsafeSlow(64 * 1024)

/** A service may say so to a connection that lay idle too long, before it closes it (RFC 9110, 15.5.9). */
const IDLE_TIMEOUT_ANSWER = /^HTTP\/1\.[01] 408 /

/**
 * One keep-alive connection with one exchange in flight. It opens with the first request, and anew with the next one after
 * it was closed.
 *
 * A request on a connection that had lain idle, and that is closed before a byte of the answer, is sent again, once, on a
 * fresh connection; whatever its method, for to a service under load a request more is no harm.
 */
export class Connection {
  readonly #address: { readonly host: string; readonly port: number }
  readonly #connectTimeout: number
  #socket: Socket | undefined
  #parser = new ResponseParser()
  #connecting: NodeJS.Timeout | undefined
  #exchange: Exchange | undefined
  #request: Uint8Array | undefined
  #isHead = false
  #mayRetry = false
  #ending = false
  #idleSince = 0
  /** What the service did while nothing was asked of it: the next exchange hears of it. */
  #fault: BrokenExchange | undefined

  /** @param options connectTimeout in ms */
  constructor(
    address: { readonly host: string; readonly port: number },
    options: { readonly connectTimeout: number },
  ) {
    this.#address = address
    this.#connectTimeout = options.connectTimeout
  }

  get busy(): boolean {
    return this.#exchange !== undefined
  }

  /**
   * Sends the bytes of a whole request. `head`: it is a HEAD.
   * @throws Error where an exchange is in flight
   */
  send(request: Uint8Array, exchange: Exchange, options?: { readonly head?: boolean }): void {
    if (this.#exchange !== undefined) throw new Error('a connection carries one exchange at a time')
    this.#exchange = exchange
    this.#request = request
    this.#isHead = options?.head === true
    if (this.#fault !== undefined) this.#tellFault(exchange, this.#fault)
    else if (this.#socket === undefined) this.#open()
    else {
      // In the midst of `end` the connection was not idle: no clock is asked.
      this.#mayRetry = !this.#ending && performance.now() - this.#idleSince >= IDLE
      this.#parser.expect(exchange, this.#isHead)
      this.#socket.write(request)
    }
  }

  /** Breaks the exchange in flight with this error, and drops the socket. */
  abort(error: Error): void {
    this.#break(error)
  }

  /** Drops the socket. An exchange in flight hears no more. */
  close(): void {
    this.#exchange = undefined
    this.#fault = undefined
    this.#drop()
  }

  #open(): void {
    const parser = new ResponseParser()
    parser.expect(this.#exchange as Exchange, this.#isHead)
    const socket: Socket = connect({
      ...this.#address,
      noDelay: true,
      onread: { buffer: READ_BUFFER, callback: (length) => this.#read(socket, parser, length) },
    })
    this.#socket = socket
    this.#parser = parser
    this.#mayRetry = false
    socket.once('connect', () => {
      if (this.#socket === socket) clearTimeout(this.#connecting)
    })
    socket.once('end', () => {
      if (this.#socket === socket) this.#ended()
    })
    socket.on('error', (error) => {
      if (this.#socket === socket) this.#failed(error)
    })
    this.#connecting = setTimeout(() => {
      this.#break(new BrokenExchange('connect-timeout', 'the connection was not accepted in time'))
    }, this.#connectTimeout)
    socket.write(this.#request as Uint8Array)
  }

  #read(socket: Socket, parser: ResponseParser, length: number): boolean {
    if (this.#exchange === undefined) {
      this.#unsolicited(length)
      return true
    }
    let used: number
    try {
      used = parser.push(READ_BUFFER, length)
    } catch (error) {
      if (!(error instanceof BrokenExchange)) throw error
      if (this.#socket === socket) this.#break(error)
      return true
    }
    // The exchange may have dropped the socket meanwhile.
    if (this.#socket !== socket || !parser.complete) return true
    if (used === length) this.#complete(socket, parser)
    else this.#break(unsolicited('the service sent more after the end of its answer'))
    return true
  }

  #complete(socket: Socket, parser: ResponseParser): void {
    const exchange = this.#exchange as Exchange
    this.#exchange = undefined
    // A request answered before it was sent whole leaves its rest on the way.
    if (!parser.keepAlive || socket.writableLength > 0) this.#drop()
    this.#ending = true
    exchange.end(parser.status)
    this.#ending = false
    if (this.#exchange === undefined) this.#idleSince = performance.now()
  }

  #unsolicited(length: number): void {
    if (!IDLE_TIMEOUT_ANSWER.test(READ_BUFFER.toString('latin1', 0, Math.min(length, 13))))
      this.#fault = unsolicited('the service answered before it was asked')
    this.#drop()
  }

  #ended(): void {
    const parser = this.#parser
    if (this.#exchange === undefined) this.#drop()
    else if (parser.started && parser.finish()) this.#complete(this.#socket as Socket, parser)
    else this.#failed(new BrokenExchange('closed', 'the connection was closed before an answer'))
  }

  #failed(error: Error): void {
    if (this.#exchange === undefined) this.#drop()
    else if (this.#parser.started)
      this.#break(new BrokenExchange('closed-early', 'the connection was closed in the middle of the answer'))
    else if (this.#mayRetry) {
      this.#drop()
      this.#open()
    } else this.#break(error)
  }

  #break(error: Error): void {
    const exchange = this.#exchange
    this.#exchange = undefined
    this.#drop()
    exchange?.broken(error)
  }

  #tellFault(exchange: Exchange, fault: BrokenExchange): void {
    this.#fault = undefined
    queueMicrotask(() => {
      if (this.#exchange === exchange) this.#break(fault)
    })
  }

  #drop(): void {
    clearTimeout(this.#connecting)
    this.#parser.mute()
    this.#socket?.destroy()
    this.#socket = undefined
  }
}

function unsolicited(what: string): BrokenExchange {
  return new BrokenExchange('unsolicited', what)
}
