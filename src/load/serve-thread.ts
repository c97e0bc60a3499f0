import type { MessagePort } from 'node:worker_threads'
import { compileLoop } from './compile-loop.ts'
import type { ThreadAnswer, ThreadCommand } from './load-thread.ts'
import type { Loop } from './loop.ts'
import { startLoop } from './start-loop.ts'

/** The inner side of a `LoadThread`: runs loops and answers each command over `port`. */
export function serveThread(port: MessagePort): void {
  const loops = new Map<number, Loop>()
  let compiled: Promise<void> | undefined
  const answer = (message: ThreadAnswer) => port.postMessage(message)

  port.on('message', (command: ThreadCommand) => {
    carryOut(command).then(answer, (error: unknown) =>
      answer({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
    )
  })

  async function carryOut(command: ThreadCommand): Promise<ThreadAnswer> {
    const loop = loops.get(command.id)
    switch (command.kind) {
      case 'open':
        compiled ??= compileLoop()
        await compiled
        loops.set(command.id, startLoop(command.target))
        return { kind: 'done' }
      case 'run':
        if (loop === undefined) throw new Error(`loop ${command.id} is not open`)
        return { kind: 'counts', counts: await loop.run(command.milliseconds) }
      case 'close':
        loops.delete(command.id)
        await loop?.close()
        return { kind: 'done' }
    }
  }
}
