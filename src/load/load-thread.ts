import { Worker } from 'node:worker_threads'
import { workerFile } from '../worker-file.ts'
import type { Target } from './generator-protocol.ts'
import type { LoopCounts } from './loop.ts'

export type ThreadCommand =
  | { readonly kind: 'open'; readonly id: number; readonly target: Target }
  | { readonly kind: 'run'; readonly id: number; readonly milliseconds: number }
  | { readonly kind: 'close'; readonly id: number }

export type ThreadAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'counts'; readonly counts: LoopCounts }
  | { readonly kind: 'failed'; readonly message: string }

/** A thread of the generator's process that carries a share of the load; asked one thing at a time. */
export class LoadThread {
  readonly #worker: Worker
  #waiting: PromiseWithResolvers<ThreadAnswer> | undefined
  #failure: Error | undefined

  constructor() {
    // The generator's own program: on a thread that is not the first it serves, see `serve-thread.ts`.
    this.#worker = new Worker(workerFile('generator'))
    this.#worker.on('message', (answer: ThreadAnswer) => {
      if (answer.kind === 'failed') this.#waiting?.reject(new Error(answer.message))
      else this.#waiting?.resolve(answer)
      this.#waiting = undefined
    })
    this.#worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))))
    this.#worker.on('exit', () => this.#fail(new Error('a thread of the load generator ended')))
  }

  async ask(command: ThreadCommand): Promise<ThreadAnswer> {
    if (this.#failure !== undefined) throw this.#failure
    if (this.#waiting !== undefined)
      throw new Error('a thread of the load generator is asked one thing at a time')
    this.#waiting = Promise.withResolvers()
    this.#worker.postMessage(command)
    return await this.#waiting.promise
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #fail(error: Error): void {
    this.#failure ??= error
    this.#waiting?.reject(error)
    this.#waiting = undefined
  }
}
