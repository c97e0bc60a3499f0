import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

export interface Running extends AsyncDisposable {
  readonly pid: number
  readonly process: ChildProcess
  /** What the program prints, `end` included. */
  outputUntil(end: string): Promise<string>
}

/** A real process in a process group of its own, all of which is ended on the way out. */
export function running(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Running {
  const child = spawn(program, args, { detached: true, env, stdio: ['pipe', 'pipe', 'inherit'] })
  const pid = child.pid!
  const ended = once(child, 'exit')
  return {
    pid,
    process: child,
    outputUntil: async (end) => {
      let text = ''
      while (!text.includes(end)) text += String((await once(child.stdout, 'data'))[0])
      return text
    },
    [Symbol.asyncDispose]: async () => {
      try {
        process.kill(-pid, 'SIGKILL')
      } catch {
        // Ended by itself.
      }
      await ended
    },
  }
}

const MAX_QUESTIONS = 4_000

/** Asks again and again until there is an answer; gives up after some 20 s, so that what was started is ended. */
export async function eventually<T>(ask: () => T | undefined | false): Promise<T> {
  for (let question = 0; question < MAX_QUESTIONS; question += 1) {
    const answer = ask()
    if (answer !== undefined && answer !== false) return answer
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error(`Still no answer: ${ask}`)
}
