import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface RawServer {
  readonly host: string
  readonly port: number
  /** Connections accepted so far. */
  readonly accepted: number
}

/** A server of bytes: `serve` gets each connection with a number from 0. It ends with the test. */
export async function rawServer(serve: (socket: Socket, connection: number) => void): Promise<RawServer> {
  const sockets = new Set<Socket>()
  let accepted = 0
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
    serve(socket, accepted++)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as { port: number }
  return {
    host: '127.0.0.1',
    port,
    get accepted() {
      return accepted
    },
  }
}

/** Calls `answer` for each request on a connection, in order; requests have no body. */
export function onRequests(socket: Socket, answer: (request: string, index: number) => void): void {
  let text = ''
  let index = 0
  socket.on('data', (data) => {
    text += data.toString('latin1')
    for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n')) {
      const request = text.slice(0, end)
      text = text.slice(end + 4)
      answer(request, index++)
    }
  })
}
