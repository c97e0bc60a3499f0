import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { BlobServer } from './loopback-github-blobs.ts'
import { type Reply, refusal, unprocessable } from './loopback-github-call.ts'
import { GitHubContract, type Operation } from './loopback-github-contract.ts'
import { type Fault, Faults, faultReply, isAfterwards, rateLimitExceeded } from './loopback-github-faults.ts'
import type { Grant } from './loopback-github-grant.ts'
import { RateLimit } from './loopback-github-rate-limit.ts'
import { routes } from './loopback-github-routes.ts'
import { GitHubState } from './loopback-github-state.ts'

export interface LoggedRequest {
  readonly method: string
  /** Path below the API, with the query. */
  readonly path: string
  /** Operation id of GitHub's description, `graphql`, `blob` for the bytes of an artifact, or `unknown`. */
  readonly operation: string
  readonly userAgent: string
  readonly body: unknown
}

/** A request that is not answered yet. Those for the bytes of artifacts are none of them. */
export interface HeldRequest {
  readonly operation: string
  readonly token: string
}

export interface LoopbackOptions {
  /** Where the API lies below the origin: '' as on github.com, '/api/v3' as on Enterprise. */
  readonly prefix?: '' | '/api/v3'
  /** Other forges have no GraphQL. */
  readonly graphql?: boolean
  /** Requests an hour for each token. */
  readonly rateLimit?: number
  /** How long the address of an artifact's bytes is good. */
  readonly blobSeconds?: number
}

/** One for all: its schemas take a while to compile. */
const contract = new GitHubContract()

interface Asked {
  readonly request: IncomingMessage
  readonly url: URL
  readonly target: string
  readonly body: unknown
  /** Operation id, `graphql` or `unknown`. */
  readonly id: string
  readonly operation: Operation | undefined
  readonly token: string | undefined
}

/**
 * A GitHub on 127.0.0.1 with the state that a test gives it. Every request and response is checked against
 * GitHub's OpenAPI description; disposing of it throws where something was not allowed.
 *
 *   await using github = await LoopbackGitHub.start()
 */
export class LoopbackGitHub extends GitHubState implements AsyncDisposable {
  readonly requests: LoggedRequest[] = []
  readonly #faults = new Faults()
  readonly #rateLimit: RateLimit
  readonly #server: Server
  readonly #prefix: string
  readonly #graphql: boolean
  readonly #before = new Map<string, () => void | Promise<void>>()
  #gate: (request: HeldRequest) => Promise<void> = async () => {}
  #blobs!: BlobServer
  #violations: string[] = []

  private constructor(options: LoopbackOptions) {
    super()
    this.#prefix = options.prefix ?? ''
    this.#graphql = options.graphql ?? true
    this.#rateLimit = new RateLimit(options.rateLimit ?? 5000, Date.now())
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  static async start(options: LoopbackOptions = {}): Promise<LoopbackGitHub> {
    const github = new LoopbackGitHub(options)
    await new Promise<void>((resolve) => github.#server.listen(0, '127.0.0.1', resolve))
    github.#blobs = await BlobServer.start({
      seconds: options.blobSeconds ?? 60,
      bytesOf: (id) => github.#artifact(id)?.bytes,
      takeFault: () => github.#faults.take('blob'),
      log: (request) =>
        github.#log(request, { path: request.url ?? '/', operation: 'blob', body: undefined }),
    })
    return github
  }

  /** What GITHUB_API_URL says. */
  get url(): string {
    return `${this.#origin}${this.#prefix}`
  }

  get violations(): readonly string[] {
    return this.#violations
  }

  /** Takes the violations that a test meant to cause, so that disposing passes. */
  takeViolations(): string[] {
    return this.#violations.splice(0)
  }

  addFault(fault: Fault): void {
    this.#faults.add(fault)
  }

  /** Does something once, just before the next request of an operation is answered: a race, on demand. */
  before(operation: string, happens: () => void | Promise<void>): void {
    this.#before.set(operation, happens)
  }

  /** Every request waits for this before it is answered: who holds some back decides the order of several clients. */
  holdBack(gate: (request: HeldRequest) => Promise<void>): void {
    this.#gate = gate
  }

  requestsOf(operation: string): LoggedRequest[] {
    return this.requests.filter((request) => request.operation === operation)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
    await this.#blobs[Symbol.asyncDispose]()
    if (this.#violations.length > 0)
      throw new Error(`Not allowed by GitHub's API:\n${this.#violations.join('\n')}`)
  }

  get #origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = this.#asked(request, Buffer.concat(await request.toArray()).toString())
    const { id, url, target, body, operation, token = '' } = asked
    this.#log(request, { path: `${target}${url.search}`, operation: id, body })
    await this.#takeBefore(id)
    await this.#gate({ operation: id, token })

    const fault = this.#faults.take(id)
    const works = fault === undefined || isAfterwards(fault)
    const reply = works ? conditional(request, this.#reply(asked)) : faultReply(fault)
    if (reply === undefined) return void request.socket.destroy()
    if (reply.status !== 304) this.#rateLimit.count(token)
    if (operation !== undefined && reply.headers?.['content-type'] === undefined) {
      const problems = contract.responseProblems(operation, reply.status, reply.body)
      this.#violations.push(...problems.map((problem) => `${operation.id} answered: ${problem}`))
    }
    const sent = works && fault !== undefined ? faultReply(fault) : reply
    if (sent === undefined) return void request.socket.destroy()
    send(response, { ...sent, headers: { ...this.#rateLimit.headers(token), ...sent.headers } })
  }

  #asked(request: IncomingMessage, text: string): Asked {
    const url = new URL(request.url ?? '/', this.#origin)
    const isGraphql = url.pathname === `${this.#prefix.replace('/v3', '')}/graphql`
    const target = this.#byName(url.pathname.slice(this.#prefix.length))
    const inside = url.pathname.startsWith(`${this.#prefix}/`) && !isGraphql
    const operation = inside ? contract.operation(request.method ?? 'GET', target) : undefined
    const id = isGraphql ? 'graphql' : (operation?.id ?? 'unknown')
    const token = /^(?:token|bearer) (.+)$/i.exec(request.headers.authorization ?? '')?.[1]
    return { request, url, target, body: text === '' ? undefined : parsed(text), id, operation, token }
  }

  #reply({ request, url, target, body, id, operation, token }: Asked): Reply {
    const grant = token === undefined ? undefined : this.tokens.get(token)
    if (token !== undefined && grant === undefined) return refusal(401, 'Bad credentials')
    if (this.#rateLimit.isUsedUp(token ?? '')) return rateLimitExceeded(this.#rateLimit.resetAt)
    if (id === 'graphql') return this.#graphqlReply(grant, body)
    const route = routes[id]
    if (operation === undefined || route === undefined) {
      this.#violations.push(`${request.method} ${url.pathname}: no such operation here`)
      return refusal(404, 'Not Found')
    }
    const query = url.searchParams
    const problems = contract.requestProblems(operation, { query, body })
    this.#violations.push(...problems.map((problem) => `${id}: ${problem}`))
    if (problems.length > 0) return unprocessable(problems.map((message) => ({ code: 'invalid', message })))
    const accept = request.headers.accept ?? ''
    const signedUrl = (artifactId: number) => this.#blobs.sign(artifactId)
    const path = operation.pathParameters
    return route({ state: this, api: this.url, grant, path, query, body, accept, target, signedUrl })
  }

  /** The one query that is known here: whose token is this? Installation tokens may ask it too. */
  #graphqlReply(grant: Grant | undefined, body: unknown): Reply {
    if (!this.#graphql) return refusal(404, 'Not Found')
    if (grant === undefined) return refusal(401, 'This endpoint requires you to be authenticated.')
    const query = (body as { query?: string } | undefined)?.query?.replaceAll(/\s+/g, ' ').trim() ?? ''
    if (/^(query )?\{ ?viewer ?\{ ?login ?\} ?\}$/.test(query))
      return { status: 200, body: { data: { viewer: { login: grant.login } } } }
    this.#violations.push(`graphql: unknown query ${query}`)
    return { status: 200, body: { errors: [{ type: 'undefinedField', message: 'unknown query' }] } }
  }

  /** Links to further pages name a repository by its id. */
  #byName(path: string): string {
    const id = /^\/repositories\/(\d+)(?=\/|$)/.exec(path)
    const repository = [...this.repositories.values()].find((one) => one.id === Number(id?.[1]))
    return id === null || repository === undefined
      ? path
      : `/repos/${repository.fullName}${path.slice(id[0].length)}`
  }

  #log(request: IncomingMessage, what: { path: string; operation: string; body: unknown }): void {
    const userAgent = request.headers['user-agent'] ?? ''
    this.requests.push({ method: request.method ?? 'GET', userAgent, ...what })
    if (userAgent === '') this.#violations.push(`${what.operation}: a request without a user agent`)
  }

  async #takeBefore(operation: string): Promise<void> {
    const happens = this.#before.get(operation)
    this.#before.delete(operation)
    await happens?.()
  }

  #artifact(id: number) {
    return [...this.repositories.values()].flatMap(({ artifacts }) => artifacts).find((one) => one.id === id)
  }
}

/** Marks what was read with an ETag, and says 304 to whoever has it already. */
function conditional(request: IncomingMessage, reply: Reply): Reply {
  if (request.method !== 'GET' || reply.status !== 200) return reply
  const hash = createHash('sha256').update(JSON.stringify(reply.body)).digest('hex')
  const etag = `W/"${hash}"`
  const has = (request.headers['if-none-match'] ?? '').split(/,\s*/).includes(etag)
  return has ? { status: 304, headers: { etag } } : { ...reply, headers: { ...reply.headers, etag } }
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  const isText = typeof body === 'string'
  const type = isText ? 'text/html' : 'application/json; charset=utf-8'
  response.writeHead(status, { ...(body === undefined ? {} : { 'content-type': type }), ...headers })
  response.end(isText || body === undefined ? body : JSON.stringify(body))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
