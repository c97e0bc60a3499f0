import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { UserError } from '../user-error.ts'
import { cleanEnvironment } from './clean-environment.ts'
import { GitError, type GitFailure } from './git-error.ts'

/** What every question to git may be given: the job's environment and a signal that ends it early. */
export interface GitContext {
  /** Defaults to the environment of this process. */
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal
}

export interface GitOptions extends GitContext {
  readonly cwd: string
  /** A repository named outright, instead of the one that `cwd` lies in. */
  readonly gitDir?: string
  readonly indexFile?: string
  readonly input?: string | Uint8Array
  /** Exit statuses that are answers; any other is a GitError. Default: 0 only. */
  readonly okStatuses?: readonly number[]
  /** Milliseconds, two minutes by default. */
  readonly timeout?: number
  /** Most bytes of stdout, 64 MiB by default. */
  readonly maxOutput?: number
}

export interface GitResult {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

const STDERR_BYTES = 64 * 1024
/** Git removes its lock files on SIGTERM; one that does not end within this time is killed. */
const GRACE = 3000

const live = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of live) endGroup(child, 'SIGTERM')
})

/**
 * Runs git, in a process group of its own that is ended as a whole on abort, timeout and exit.
 * Throws GitError where git failed, the signal's reason on abort, UserError where git or `cwd` is not there.
 */
export function git(args: readonly string[], options: GitOptions): Promise<GitResult> {
  const { cwd, signal, okStatuses = [0], timeout = 120_000, maxOutput = 64 * 1024 * 1024 } = options
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const child = spawn('git', args, {
      cwd,
      env: cleanEnvironment(options.env ?? process.env, options),
      stdio: 'pipe',
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
    live.add(child)
    const stdout: Buffer[] = []
    let stdoutBytes = 0
    let stderr = Buffer.alloc(0)
    /** The first reason for an end wins. */
    let ended: { failure: GitFailure } | { aborted: unknown } | undefined
    let kill: NodeJS.Timeout | undefined

    const end = (reason: NonNullable<typeof ended>) => {
      if (ended !== undefined) return
      ended = reason
      endGroup(child, 'SIGTERM')
      kill = setTimeout(() => endGroup(child, 'SIGKILL'), GRACE)
    }
    const onAbort = () => end({ aborted: signal?.reason })
    signal?.addEventListener('abort', onAbort, { once: true })
    const timer = setTimeout(() => end({ failure: { kind: 'timeout', milliseconds: timeout } }), timeout)
    const settle = () => {
      live.delete(child)
      clearTimeout(timer)
      clearTimeout(kill)
      signal?.removeEventListener('abort', onAbort)
    }

    child.stdout.on('data', (chunk: Buffer) => {
      stdoutBytes += chunk.length
      if (stdoutBytes > maxOutput) end({ failure: { kind: 'too-much-output', bytes: maxOutput } })
      else stdout.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = Buffer.concat([stderr, chunk]).subarray(-STDERR_BYTES)
    })
    // A git that ends before it has read its input says why by its status, not by our broken pipe.
    child.stdin.on('error', () => {})
    child.stdin.end(options.input)

    child.on('error', (error: NodeJS.ErrnoException) => {
      settle()
      reject(error.code === 'ENOENT' ? notFound(cwd) : error)
    })
    child.on('close', (status, killedBy) => {
      settle()
      const output = { stdout: Buffer.concat(stdout).toString('utf8'), stderr: stderr.toString('utf8') }
      if (ended !== undefined) {
        reject('aborted' in ended ? ended.aborted : new GitError(args, ended.failure, output))
      } else if (status === null) {
        reject(new GitError(args, { kind: 'killed', signal: killedBy ?? 'a signal' }, output))
      } else if (okStatuses.includes(status)) {
        resolve({ status, ...output })
      } else {
        reject(new GitError(args, { kind: 'status', status }, output))
      }
    })
  })
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // The group has ended by itself in the meantime.
  }
}

function notFound(cwd: string): UserError {
  return existsSync(cwd)
    ? new UserError('git was not found on PATH. corecurve needs git 2.29 or newer.')
    : new UserError(`There is no folder ${cwd}.`)
}
