/**
 * Worker: the load generator, a process of its own so that its CPU can be pinned, counted and kept away from the
 * program under test. It speaks `generator-protocol` over the channel to its parent and ends with it. Started again as
 * a thread of that process, it carries a share of the load.
 */
import { isMainThread, parentPort } from 'node:worker_threads'
import { compileLoop } from './compile-loop.ts'
import type { GeneratorAnswer, GeneratorCommand, Target } from './generator-protocol.ts'
import { LoadThread } from './load-thread.ts'
import { measureSlice, type OpenTarget } from './measure-slice.ts'
import { readDescriptorLimit } from './read-limits.ts'
import { serveThread } from './serve-thread.ts'
import { startLoop } from './start-loop.ts'
import { ThreadedLoop } from './threaded-loop.ts'

let compiled: Promise<void> | undefined
const threads: LoadThread[] = []
const targets = new Map<number, OpenTarget>()

if (isMainThread) serveParent()
else if (parentPort !== null) serveThread(parentPort)

function serveParent(): void {
  process.on('disconnect', () => process.exit(0))
  // Ctrl-C reaches the whole foreground group; our parent decides when we end.
  process.on('SIGINT', () => {})
  process.on('message', (command: GeneratorCommand) => {
    carryOut(command).then(answer, (error: unknown) =>
      answer({
        kind: 'failed',
        id: command.id,
        message: error instanceof Error ? error.message : String(error),
      }),
    )
  })
}

function answer(message: GeneratorAnswer): void {
  // A parent that is gone by now needs no answer.
  process.send?.(message, undefined, undefined, () => {})
}

async function carryOut(command: GeneratorCommand): Promise<GeneratorAnswer> {
  const { id } = command
  switch (command.kind) {
    case 'ready':
      return { kind: 'done', id }
    case 'open':
      targets.set(id, await open(id, command.target, command.threads))
      return { kind: 'done', id }
    case 'slice':
      return { kind: 'slice', id, slice: await measureSlice(opened(id), command) }
    case 'close':
      await opened(id).loop.close()
      targets.delete(id)
      return { kind: 'done', id }
  }
}

async function open(id: number, target: Target, wanted: number): Promise<OpenTarget> {
  const descriptors = readDescriptorLimit(target.connections)
  const count = Math.max(1, Math.min(wanted, target.connections))
  if (count === 1) {
    compiled ??= compileLoop()
    await compiled
    return { loop: startLoop(target), target, threads: 1, descriptors }
  }
  while (threads.length < count) threads.push(new LoadThread())
  const loop = await ThreadedLoop.open(id, target, threads.slice(0, count))
  return { loop, target, threads: count, descriptors }
}

function opened(id: number): OpenTarget {
  const target = targets.get(id)
  if (target === undefined) throw new Error(`target ${id} is not open`)
  return target
}
