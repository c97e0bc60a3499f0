import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { pinned } from '../../src/host/pin.ts'

/** Starts the server of `fixed-time-server.ts` on these CPUs; disposing of it ends it, and so does our own end. */
export async function startFixedTimeServer(options: {
  /** Milliseconds. */
  readonly service: number
  readonly cpus: readonly number[]
}): Promise<AsyncDisposable & { readonly pid: number; readonly origin: string }> {
  const program = fileURLToPath(new URL('./fixed-time-server.ts', import.meta.url))
  const [file, ...args] = pinned([process.execPath, program, String(options.service)], options.cpus)
  const child = spawn(file as string, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const [port] = await Promise.race([
    once(child.stdout, 'data'),
    ended.then(() => Promise.reject(new Error('the server of a fixed time did not start'))),
  ])
  return {
    pid: child.pid as number,
    origin: `http://127.0.0.1:${String(port).trim()}`,
    async [Symbol.asyncDispose]() {
      child.stdin.end()
      await ended
    },
  }
}
