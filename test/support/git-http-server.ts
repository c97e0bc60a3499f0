import { execFileSync, spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { scratchEnv } from './scratch-repository.ts'

export interface GitHttpServer extends AsyncDisposable {
  /** Address of the server itself, as GITHUB_SERVER_URL has it. */
  readonly url: string
  /** The authorization header of every request, undefined where there was none. */
  readonly authorizations: (string | undefined)[]
}

/** What GitHub does with a token: `write` may push, `read` may only fetch, any other is unknown. */
export interface Tokens {
  readonly write: string
  readonly read: string
}

/** Serves the bare repositories of a folder by git's own `http-backend`, to those who bring a token. */
export async function gitHttpServer(folder: string, tokens: Tokens): Promise<GitHttpServer> {
  const backend = join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend')
  const authorizations: (string | undefined)[] = []
  const server = createServer((request, response) => {
    const { authorization } = request.headers
    authorizations.push(authorization)
    const token = tokenOf(authorization)
    if (token !== tokens.write && token !== tokens.read) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end('unauthorized')
    } else if (token === tokens.read && /git-receive-pack/.test(request.url ?? '')) {
      response.writeHead(403).end('Permission denied')
    } else {
      serve(backend, folder, request, response)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    authorizations,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function tokenOf(authorization: string | undefined): string | undefined {
  const [scheme, value = ''] = authorization?.split(' ') ?? []
  if (scheme?.toLowerCase() !== 'basic') return undefined
  return /^x-access-token:(.*)$/.exec(Buffer.from(value, 'base64').toString())?.[1]
}

/** One request by the Common Gateway Interface, RFC 3875. */
function serve(backend: string, folder: string, request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost')
  const header = (name: string) => String(request.headers[name] ?? '')
  const child = spawn(backend, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...scratchEnv,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      REMOTE_USER: 'x-access-token',
      REQUEST_METHOD: request.method,
      PATH_INFO: pathname,
      QUERY_STRING: search.slice(1),
      CONTENT_TYPE: header('content-type'),
      CONTENT_LENGTH: header('content-length'),
      HTTP_CONTENT_ENCODING: header('content-encoding'),
      GIT_PROTOCOL: header('git-protocol'),
    },
  })
  request.pipe(child.stdin)
  child.stdin.on('error', () => {})
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.on('close', () => {
    const output = Buffer.concat(chunks)
    const end = output.indexOf('\r\n\r\n')
    const headers = output
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line) => line.split(': ', 2) as [string, string])
    const status = headers.find(([name]) => name === 'Status')?.[1]
    response.writeHead(
      Number.parseInt(status ?? '200', 10),
      headers.filter(([name]) => name !== 'Status').flat(),
    )
    response.end(output.subarray(end + 4))
  })
}
