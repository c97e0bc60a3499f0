/**
 * A server that serves one request at a time, first come first served, each for a fixed time: the M/D/1 queue's. The
 * milliseconds are its argument, its port is the line that it prints. It ends when its input does.
 *
 * A request's service begins when the one before it ended or when it came, whichever is later, by the clock: what it costs
 * to read and to answer it happens beside the service, for the loop goes on reading while it waits.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const service = Number(process.argv[2])
const queue: { readonly served: number; readonly response: ServerResponse }[] = []
let free = 0

const server = createServer((_, response) => {
  free = Math.max(performance.now(), free) + service
  if (queue.push({ served: free, response }) === 1) setImmediate(answer)
})
server.keepAliveTimeout = 600_000
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port))
process.stdin.on('end', () => process.exit(0)).resume()

/** Waits busily on the clock: a timer would be a millisecond late. */
function answer(): void {
  for (;;) {
    const [first] = queue
    if (first === undefined) return
    if (first.served > performance.now()) break
    queue.shift()
    first.response.end('ok')
  }
  setImmediate(answer)
}
