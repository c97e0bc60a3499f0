import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** How long the neighbour has to go by itself. */
const GRACE = 2000

/** Starts the noisy neighbour; disposing of it ends it, and so does our own end, however it comes. */
export async function startNeighbour(): Promise<AsyncDisposable & { readonly pid: number }> {
  const program = fileURLToPath(new URL('./noisy-neighbour.ts', import.meta.url))
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'ignore', 'inherit'] })
  await once(child, 'spawn')
  const ended = once(child, 'exit')
  return {
    pid: child.pid as number,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.stdin.end()
      const late = setTimeout(() => child.kill('SIGKILL'), GRACE)
      await ended
      clearTimeout(late)
    },
  }
}
