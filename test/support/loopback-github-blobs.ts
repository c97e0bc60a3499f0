import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Fault, faultReply } from './loopback-github-faults.ts'

export interface BlobOptions {
  /** How long a signed address is good. */
  readonly seconds: number
  bytesOf(artifactId: number): Uint8Array | undefined
  takeFault(): Fault | undefined
  /** Told of every request, with its path and query. */
  log(request: IncomingMessage): void
}

/**
 * Where the bytes of artifacts lie: an origin of its own, as with GitHub, so that a client that follows the
 * redirect with its token is found out. Whoever has an address signed for an artifact gets it, for a short while.
 */
export class BlobServer implements AsyncDisposable {
  readonly #options: BlobOptions
  readonly #key = randomBytes(32)
  readonly #server: Server

  private constructor(options: BlobOptions) {
    this.#options = options
    this.#server = createServer((request, response) => this.#answer(request, response))
  }

  static async start(options: BlobOptions): Promise<BlobServer> {
    const blobs = new BlobServer(options)
    await new Promise<void>((resolve) => blobs.#server.listen(0, '127.0.0.1', resolve))
    return blobs
  }

  /** A signed address, good from now on. */
  sign(artifactId: number): string {
    const expires = String(Date.now() + this.#options.seconds * 1000)
    const query = new URLSearchParams({ se: expires, sig: this.#signature(artifactId, expires) })
    return `${this.#origin}/artifacts/${artifactId}.zip?${query}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  get #origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    this.#options.log(request)
    const fault = this.#options.takeFault()
    const isDrop = fault?.kind === 'drop'
    if (isDrop && !fault.afterwards) return void request.socket.destroy()
    if (fault !== undefined && !isDrop) {
      response.writeHead(faultReply(fault)!.status, { 'content-type': 'application/xml' })
      return void response.end(errorText('ServerBusy'))
    }
    const found = this.#bytesFor(request)
    if (typeof found === 'string') {
      response.writeHead(403, { 'content-type': 'application/xml' })
      return void response.end(errorText(found))
    }
    response.writeHead(200, { 'content-type': 'application/zip', 'content-length': found.length })
    // Broken off in the middle.
    if (isDrop) response.write(found.subarray(0, found.length / 2), () => request.socket.destroy())
    else response.end(found)
  }

  /** The bytes, or the name of the error in Azure's words. */
  #bytesFor(request: IncomingMessage): Uint8Array | string {
    // As Azure does: it takes any such header for its own, and does not know GitHub's tokens.
    if (request.headers.authorization !== undefined) return 'InvalidAuthenticationInfo'
    const url = new URL(request.url ?? '/', this.#origin)
    const id = Number(/^\/artifacts\/(\d+)\.zip$/.exec(url.pathname)?.[1])
    const expires = url.searchParams.get('se') ?? ''
    const given = Buffer.from(url.searchParams.get('sig') ?? '')
    const right = Buffer.from(this.#signature(id, expires))
    const isSigned = given.length === right.length && timingSafeEqual(given, right)
    if (!isSigned || Date.now() >= Number(expires)) return 'AuthenticationFailed'
    return this.#options.bytesOf(id) ?? 'BlobNotFound'
  }

  #signature(id: number, expires: string): string {
    return createHmac('sha256', this.#key).update(`${id} ${expires}`).digest('base64url')
  }
}

/** Azure speaks XML. */
function errorText(code: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`
}
