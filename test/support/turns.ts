import type { HeldRequest } from './loopback-github.ts'

/** What several steps write at once, by how the operations on it begin. */
const RACED = ['issues/', 'checks/'] as const
export type Raced = (typeof RACED)[number]

/** Of one thing that is raced for: whose requests wait, and whose were answered. */
interface Line {
  readonly waiting: { readonly client: string; readonly pass: () => void }[]
  readonly seen: Map<string, number>
  passed: string
}

export interface TurnsOptions {
  /** Letters of clients: whose request is answered first, whose second and so on. */
  readonly order: string
  /** Client by token. A request with another token waits for nobody. */
  readonly clients: ReadonlyMap<string, string>
  /** So many first requests of each client wait for nobody. */
  readonly skip?: number
}

/**
 * The order in which a GitHub answers the requests of several clients for the comment, and likewise those for the check.
 * Once it is through, requests are answered as they come. A client whose turn never comes to be taken holds up the rest.
 */
export class Turns {
  readonly #options: TurnsOptions
  readonly #lines = new Map<Raced, Line>(
    RACED.map((raced) => [raced, { waiting: [], seen: new Map(), passed: '' }]),
  )

  constructor(options: TurnsOptions) {
    this.#options = options
  }

  /** For `LoopbackGitHub.holdBack`. */
  readonly gate = async ({ operation, token }: HeldRequest): Promise<void> => {
    const { order, clients, skip = 0 } = this.#options
    const raced = RACED.find((each) => operation.startsWith(each))
    const client = clients.get(token)
    if (raced === undefined || client === undefined) return
    const line = this.#lines.get(raced)!
    const seen = line.seen.get(client) ?? 0
    line.seen.set(client, seen + 1)
    if (seen < skip || line.passed.length === order.length) return
    await new Promise<void>((pass) => {
      line.waiting.push({ client, pass })
      setImmediate(() => this.#answer(line))
    })
  }

  /** Whose requests were answered in their turns. */
  taken(raced: Raced): string {
    return this.#lines.get(raced)!.passed
  }

  /** One at a time: each has done its work before the next is let through. */
  #answer(line: Line): void {
    const { order } = this.#options
    const isOver = line.passed.length === order.length
    const at = isOver ? 0 : line.waiting.findIndex(({ client }) => client === order[line.passed.length])
    const [next] = at < 0 ? [] : line.waiting.splice(at, 1)
    if (next === undefined) return
    if (!isOver) line.passed += next.client
    next.pass()
    setImmediate(() => this.#answer(line))
  }
}
