import type { PlannedRequest } from '../generator-protocol.ts'

/** Methods whose requests say so where they have no body (RFC 9110, 8.6). */
const WITH_BODY: readonly string[] = ['POST', 'PUT', 'PATCH']

/**
 * The bytes of a request, ready to be sent, one for each of its bodies, at least one. The user's own headers win, but for
 * those that tell where the body ends: they are ours.
 * @param authority `127.0.0.1:8080`
 * @throws Error where a part of it would end its line: the configuration does not let such a one through
 */
export function serialiseRequest(request: PlannedRequest, authority: string): readonly Uint8Array[] {
  const { method, path, bodies } = request
  const lines = [`${method} ${path} HTTP/1.1`]
  const declared = Object.entries(request.headers).filter(([name]) => !isFraming(name))
  const names = new Set(declared.map(([name]) => name.toLowerCase()))
  if (!names.has('host')) lines.push(`host: ${authority}`)
  if (!names.has('connection')) lines.push('connection: keep-alive')
  for (const [name, value] of declared) lines.push(`${name}: ${value}`)
  for (const line of lines) {
    if (/[\r\n\0]/.test(line)) throw new Error(`a request has a line break in ${JSON.stringify(line)}`)
  }
  const head = lines.join('\r\n')
  if (bodies.length > 0) return bodies.map((body) => withBody(head, body))
  const end = WITH_BODY.includes(method) ? '\r\ncontent-length: 0\r\n\r\n' : '\r\n\r\n'
  return [Buffer.from(head + end, 'latin1')]
}

function isFraming(name: string): boolean {
  return /^(content-length|transfer-encoding)$/i.test(name)
}

function withBody(head: string, body: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from(`${head}\r\ncontent-length: ${body.length}\r\n\r\n`, 'latin1'), body])
}
