import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import { pinned } from '../host/pin.ts'
import { UserError } from '../user-error.ts'
import { workerFile } from '../worker-file.ts'
import type { GeneratorAnswer, GeneratorCommand, Target } from './generator-protocol.ts'
import type { Slice } from './slice.ts'

/** A running load generator; disposing of it ends its process. */
export interface Generator extends AsyncDisposable {
  /**
   * Moves the generator's process, all its threads, to these CPUs. What is opened from now on is shared by so many
   * threads, one unless told, and at most one for each connection.
   * @throws Error where `taskset` cannot
   */
  pin(cpus: readonly number[], threads?: number): Promise<void>
  /**
   * Opens connections to a service; disposing of the stream closes them. `strays` is asked before each slice for the
   * processes that count with `target.pid` but are not below it.
   */
  open(target: Target, strays?: () => readonly number[]): Promise<LoadStream>
}

/** Load on one service, driven in slices; one slice at a time. */
export interface LoadStream extends AsyncDisposable {
  slice(milliseconds: number): Promise<Slice>
}

/**
 * Starts the generator's process, pinned to `cpus` where given.
 * Where it ends unexpectedly, what is under way and all that is asked later rejects with a UserError.
 */
export async function startGenerator(options: {
  readonly cpus?: readonly number[]
  readonly env: Readonly<Record<string, string>>
}): Promise<Generator> {
  const [file, ...args] = pinned([process.execPath, workerFile('generator')], options.cpus)
  const child = spawn(file as string, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
    env: { ...options.env },
  })
  const channel = new Channel(child)
  let count = 0
  let threads = 1
  let place = options.cpus?.join(',')
  return {
    async pin(cpus, count = 1) {
      threads = count
      if (place === cpus.join(',')) return
      // The program that pins it at its start would undo what is done before.
      await channel.ask({ kind: 'ready', id: 0 })
      place = cpus.join(',')
      await promisify(execFile)('taskset', ['-a', '-c', '-p', place, String(child.pid)], {
        env: { ...options.env },
      })
    },
    async open(target, strays = () => []) {
      assertLoopback(target.origin)
      const id = ++count
      await channel.ask({ kind: 'open', id, target, threads })
      return {
        async slice(milliseconds) {
          const answer = await channel.ask({ kind: 'slice', id, milliseconds, strays: strays() })
          if (answer.kind !== 'slice')
            throw new Error(`the load generator answered ${answer.kind} to a slice`)
          return answer.slice
        },
        async [Symbol.asyncDispose]() {
          // A slice cut off by an interrupt is still under way: its connections go with the generator.
          if (child.connected && !channel.busy) await channel.ask({ kind: 'close', id })
        },
      }
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect()
      await channel.ended
    },
  }
}

/** Load goes to this machine only: a configuration cannot point it elsewhere, and neither can a bug of ours. */
export function assertLoopback(origin: string): void {
  const { hostname } = new URL(origin)
  if (hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)) return
  throw new Error(`load goes to loopback addresses only, not to ${origin}`)
}

/** One question at a time and its answer, over a child's message channel. */
class Channel {
  readonly ended: Promise<void>
  readonly #child: ChildProcess
  #failure: Error | undefined
  #waiting: { resolve(answer: GeneratorAnswer): void; reject(error: Error): void } | undefined

  constructor(child: ChildProcess) {
    this.#child = child
    this.ended = new Promise((resolve) => {
      child.once('exit', () => resolve())
      child.once('error', () => resolve())
    })
    child.on('message', (answer: GeneratorAnswer) => {
      const waiting = this.#waiting
      this.#waiting = undefined
      if (answer.kind === 'failed') waiting?.reject(new Error(`the load generator failed: ${answer.message}`))
      else waiting?.resolve(answer)
    })
    child.on('error', (error) =>
      this.#fail(new UserError(`the load generator did not start: ${error.message}`)),
    )
    child.once('exit', (status, signal) => this.#fail(new UserError(describeEnd(status, signal))))
  }

  get busy(): boolean {
    return this.#waiting !== undefined
  }

  async ask(command: GeneratorCommand): Promise<GeneratorAnswer> {
    if (this.#failure !== undefined) throw this.#failure
    if (this.#waiting !== undefined) throw new Error('the load generator is asked one thing at a time')
    return await new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      // A channel that is broken belongs to a process that is ending: its end says more, and follows.
      this.#child.send(command, () => {})
    })
  }

  #fail(error: Error): void {
    this.#failure ??= error
    this.#waiting?.reject(error)
    this.#waiting = undefined
  }
}

/** How the generator's end is told: it is our own program, so only its surroundings can end it. */
function describeEnd(status: number | null, signal: NodeJS.Signals | null): string {
  const how = signal === null ? `with status ${status}` : `by ${signal}`
  const advice =
    signal === 'SIGKILL'
      ? 'the kernel ends programs so when memory runs out; free some, or use fewer connections, and run again'
      : 'run again'
  return `the load generator ended unexpectedly (${how}), so nothing more can be measured: ${advice}`
}
