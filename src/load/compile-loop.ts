import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ClosedLoop } from './closed-loop.ts'

const HOST = '127.0.0.1'
const MILLISECONDS = 300

/**
 * Sends a burst of requests to a server of our own, so that the engine has compiled the loop before it is measured:
 * the first few thousand requests cost several times the CPU of the later ones.
 */
export async function compileLoop(): Promise<void> {
  const server = createServer((_, response) => response.end('ok'))
  await new Promise<void>((resolve) => server.listen(0, HOST, resolve))
  const { port } = server.address() as AddressInfo
  const loop = new ClosedLoop({
    origin: `http://${HOST}:${port}`,
    requests: [{ method: 'GET', path: '/', headers: {}, weight: 1, bodies: [] }],
    seed: '',
    regime: { kind: 'closed' },
    connections: 8,
    expect: { status: [200], headers: {} },
    timeout: 5000,
    pid: process.pid,
    cpus: [],
  })
  await loop.run(MILLISECONDS)
  await loop.close()
  server.closeAllConnections()
  server.close()
}
