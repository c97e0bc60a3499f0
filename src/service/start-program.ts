import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { MARKER_VARIABLE } from '../host/pids-with-marker.ts'
import { pinned } from '../host/pin.ts'
import { findMembers, outputsOf } from './find-members.ts'
import { followTree } from './follow-tree.ts'
import { groupRuns, killTree, signalGroup } from './kill-tree.ts'
import { OutputTail } from './output-tail.ts'
import { tellReaper } from './reaper-client.ts'

/** How long a program has between SIGTERM and SIGKILL. */
const GRACE = 2000
/** How long we wait for the last of its output once its first process has ended. */
const DRAIN = 250

/** How a program ended: by itself with a status, or by a signal. */
export interface Exit {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
}

/** A running program; disposing of it ends its whole process tree. */
export interface Program extends AsyncDisposable {
  readonly pid: number
  readonly output: OutputTail
  /** Settles when the program's first process has ended and its output has been read; never rejects. */
  readonly exited: Promise<Exit>
  readonly exit: () => Exit | undefined
  /** Every process of it that is alive now. */
  readonly pids: () => number[]
  /** Those that have left the tree below `pid`, none of them below another. */
  readonly strays: () => number[]
}

/**
 * Starts a shell command in a process group of its own, pinned to `cpus` where given.
 * @throws Error where the shell itself cannot be started (a missing folder, no memory)
 */
export async function startProgram(options: {
  readonly command: string
  readonly directory: string
  readonly env: Readonly<Record<string, string>>
  readonly cpus?: readonly number[]
}): Promise<Program> {
  const marker = randomUUID()
  const [file, ...args] = pinned(['/bin/sh', '-c', options.command], options.cpus)
  const child = spawn(file as string, args, {
    cwd: options.directory,
    env: { ...options.env, [MARKER_VARIABLE]: marker },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = new OutputTail()
  output.follow(child.stdout, 'stdout')
  output.follow(child.stderr, 'stderr')
  const closed = new Promise((resolve) => child.once('close', resolve))
  let ended: Exit | undefined
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', async (status, signal) => {
      // What it printed last is still in the pipes, which only then close; what it leaves behind may hold them open.
      await Promise.race([closed, delay(DRAIN)])
      ended = { status, signal }
      resolve(ended)
    })
  })
  const pid = await spawned(child)
  const start = { marker, group: pid, outputs: outputsOf(pid) }
  tellReaper({ kind: 'guard-tree', tree: { ...start, known: [] } })
  const followed = followTree(start, (known) => tellReaper({ kind: 'guard-tree', tree: { ...start, known } }))
  return {
    pid,
    output,
    exited,
    exit: () => ended,
    pids: () => findMembers(followed.tree()).map((member) => member.pid),
    strays: () => followed.strays(),
    async [Symbol.asyncDispose]() {
      followed.search()
      signalGroup(pid, 'SIGTERM')
      await waitUntilGone(pid)
      followed[Symbol.dispose]()
      killTree(followed.tree())
      await exited
      tellReaper({ kind: 'release-tree', marker })
      child.stdout.destroy()
      child.stderr.destroy()
    },
  }
}

async function spawned(child: ChildProcess): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', reject)
  })
  if (child.pid === undefined) throw new Error('the program has no process id')
  return child.pid
}

async function waitUntilGone(group: number): Promise<void> {
  for (let waited = 0; waited < GRACE && groupRuns(group); waited += 10) await delay(10)
}

/** What ended it, for people: “exited with status 1”, “was ended by SIGSEGV”. */
export function describeExit(exit: Exit): string {
  return exit.signal === null ? `exited with status ${exit.status}` : `was ended by ${exit.signal}`
}
