import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GitHubContract, type Operation } from './loopback-github-contract.ts'
import { type Reply, refusal, routes } from './loopback-github-routes.ts'
import { GitHubState, type Grant } from './loopback-github-state.ts'

export interface LoggedRequest {
  readonly method: string
  /** Path below the API, with the query. */
  readonly path: string
  /** Operation id of GitHub's description, `graphql`, or `unknown`. */
  readonly operation: string
  readonly userAgent: string
  readonly body: unknown
}

/** Something that goes wrong with the next requests of an operation, or of any where none is named. */
export type Fault = { readonly operation?: string; readonly times?: number } & (
  | { readonly kind: 'status'; readonly status: number; readonly message?: string }
  /** The connection ends without an answer, `afterwards`: when the work has been done. */
  | { readonly kind: 'drop'; readonly afterwards?: boolean }
  /** `retryAfter` in seconds. */
  | { readonly kind: 'secondary-rate-limit'; readonly retryAfter: number }
  | { readonly kind: 'rate-limit'; readonly resetAt: Date }
)

export interface LoopbackOptions {
  /** Where the API lies below the origin: '' as on github.com, '/api/v3' as on Enterprise. */
  readonly prefix?: '' | '/api/v3'
  /** Other forges have no GraphQL. */
  readonly graphql?: boolean
}

/**
 * A GitHub on 127.0.0.1 with the state that a test gives it. Every request and response is checked against
 * GitHub's OpenAPI description; disposing of it throws where something was not allowed.
 *
 *   await using github = await LoopbackGitHub.start()
 */
export class LoopbackGitHub extends GitHubState implements AsyncDisposable {
  readonly requests: LoggedRequest[] = []
  readonly #contract = new GitHubContract()
  readonly #server: Server
  readonly #prefix: string
  readonly #graphql: boolean
  readonly #before = new Map<string, () => void>()
  #violations: string[] = []
  #faults: { fault: Fault; left: number }[] = []

  private constructor(options: LoopbackOptions) {
    super()
    this.#prefix = options.prefix ?? ''
    this.#graphql = options.graphql ?? true
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  static async start(options: LoopbackOptions = {}): Promise<LoopbackGitHub> {
    const github = new LoopbackGitHub(options)
    await new Promise<void>((resolve) => github.#server.listen(0, '127.0.0.1', resolve))
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
    this.#faults.push({ fault, left: fault.times ?? 1 })
  }

  /** Does something once, just before the next request of an operation is answered: a race, on demand. */
  before(operation: string, happens: () => void): void {
    this.#before.set(operation, happens)
  }

  requestsOf(operation: string): LoggedRequest[] {
    return this.requests.filter((request) => request.operation === operation)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
    if (this.#violations.length > 0)
      throw new Error(`Not allowed by GitHub's API:\n${this.#violations.join('\n')}`)
  }

  get #origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.#origin)
    const text = Buffer.concat(await request.toArray()).toString()
    const body = text === '' ? undefined : parsed(text)
    const method = request.method ?? 'GET'
    const isGraphql = url.pathname === `${this.#prefix.replace('/v3', '')}/graphql`
    const target = this.#byName(url.pathname.slice(this.#prefix.length))
    const inside = url.pathname.startsWith(`${this.#prefix}/`)
    const operation = inside && !isGraphql ? this.#contract.operation(method, target) : undefined

    const id = isGraphql ? 'graphql' : (operation?.id ?? 'unknown')
    const userAgent = request.headers['user-agent'] ?? ''
    this.requests.push({ method, path: `${target}${url.search}`, operation: id, userAgent, body })
    if (userAgent === '') this.#violations.push(`${id}: a request without a user agent`)

    this.#before.get(id)?.()
    this.#before.delete(id)
    const fault = this.#takeFault(id)
    if (fault?.kind === 'drop' && !fault.afterwards) return void request.socket.destroy()
    const reply =
      fault === undefined || fault.kind === 'drop'
        ? this.#reply({ request, method, url, target, body, operation, isGraphql })
        : faultReply(fault)
    if (operation !== undefined) {
      const problems = this.#contract.responseProblems(operation, reply.status, reply.body)
      this.#violations.push(...problems.map((problem) => `${operation.id} answered: ${problem}`))
    }
    if (fault?.kind === 'drop') return void request.socket.destroy()
    send(response, reply)
  }

  #reply(asked: {
    request: IncomingMessage
    method: string
    url: URL
    target: string
    body: unknown
    operation: Operation | undefined
    isGraphql: boolean
  }): Reply {
    const { operation, url, body, target } = asked
    const token = /^(?:token|bearer) (.+)$/i.exec(asked.request.headers.authorization ?? '')?.[1]
    const grant = token === undefined ? undefined : this.tokens.get(token)
    if (token !== undefined && grant === undefined) return refusal(401, 'Bad credentials')
    if (asked.isGraphql) return this.#graphqlReply(grant, body)
    const handler = operation === undefined ? undefined : routes[operation.id]
    if (operation === undefined || handler === undefined) {
      this.#violations.push(`${asked.method} ${url.pathname}: no such operation here`)
      return refusal(404, 'Not Found')
    }
    const problems = this.#contract.requestProblems(operation, { query: url.searchParams, body })
    this.#violations.push(...problems.map((problem) => `${operation.id}: ${problem}`))
    if (problems.length > 0) return validationFailed(problems)
    const path = operation.pathParameters
    return handler({ state: this, api: this.url, grant, path, query: url.searchParams, body, target })
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

  #takeFault(operation: string): Fault | undefined {
    const found = this.#faults.find(
      ({ fault, left }) => left > 0 && (fault.operation ?? operation) === operation,
    )
    if (found !== undefined) found.left -= 1
    return found?.fault
  }
}

function faultReply(fault: Exclude<Fault, { kind: 'drop' }>): Reply {
  switch (fault.kind) {
    case 'status':
      if (fault.status < 500) return refusal(fault.status, fault.message ?? 'A fault on demand')
      return { status: fault.status, body: '<html><title>Unicorn!</title></html>' }
    case 'secondary-rate-limit': {
      const message =
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
      return refusal(403, message, { 'retry-after': String(fault.retryAfter) })
    }
    case 'rate-limit': {
      const reset = String(Math.ceil(fault.resetAt.getTime() / 1000))
      const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }
      return refusal(403, 'API rate limit exceeded for installation ID 1.', headers)
    }
  }
}

function validationFailed(problems: readonly string[]): Reply {
  const errors = problems.map((message) => ({ code: 'invalid', message }))
  return {
    status: 422,
    body: { message: 'Validation Failed', errors, documentation_url: 'https://docs.github.com/rest' },
  }
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  const isText = typeof body === 'string'
  response.writeHead(status, {
    'content-type': isText ? 'text/html' : 'application/json; charset=utf-8',
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    ...headers,
  })
  response.end(isText ? body : JSON.stringify(body))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
