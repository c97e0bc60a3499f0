import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { git } from '../../src/git/run-git.ts'

const ROOT = resolve(import.meta.dirname, '../..')
export const CLI = join(ROOT, 'dist/cli.cjs')

export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the bundled command line to its end. `during` is told of every piece of stderr and may end it early. */
export async function corecurve(
  args: readonly string[],
  options: {
    cwd: string
    env?: NodeJS.ProcessEnv
    during?: (stderr: string, kill: (signal: NodeJS.Signals) => void) => void
  },
): Promise<Ended> {
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return await endOf(child, (stderr) => options.during?.(stderr, (signal) => child.kill(signal)))
}

/** What a process printed, and its status, once it has ended. `heard` is told of stderr so far as it grows. */
export async function endOf(
  child: ChildProcessByStdio<null, Readable, Readable>,
  heard: (stderr: string) => void = () => {},
): Promise<Ended> {
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
    heard(stderr)
  })
  const status = await new Promise<number | null>((done) => child.once('close', done))
  return { status, stdout, stderr }
}

/** A temporary git repository with a bare one as its origin, gone when disposed of. */
export interface Project extends AsyncDisposable {
  readonly folder: string
  readonly checkout: string
  readonly origin: string
  write(file: string, text: string): Promise<void>
  /** Commits everything, and answers the commit's SHA. */
  commit(message: string): Promise<string>
  git(...args: string[]): Promise<string>
}

/** Starts with the named fixture service in the checkout's root. */
export async function makeProject(fixture: string, config?: string): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'corecurve-test-'))
  const checkout = join(folder, 'checkout')
  const origin = join(folder, 'origin.git')
  await cp(join(ROOT, 'fixtures/services', fixture), checkout, {
    recursive: true,
    filter: (path) => !/[\\/](bin|__pycache__)$/.test(path),
  })
  const run = async (...args: string[]) => (await git(args, { cwd: checkout })).stdout.trim()
  const write = (file: string, text: string) => writeFile(join(checkout, file), text)
  if (config !== undefined) await write('corecurve.yml', config)
  await write('.gitignore', 'bin/\n__pycache__/\n')
  await git(['init', '--quiet', '--bare', '--initial-branch=main', origin], { cwd: folder })
  await run('init', '--quiet', '--initial-branch=main')
  await run('config', 'user.name', 'Test')
  await run('config', 'user.email', 'test@example.invalid')
  await run('remote', 'add', 'origin', origin)
  const commit = async (message: string) => {
    await run('add', '--all')
    await run('commit', '--quiet', '--allow-empty', '--message', message)
    return await run('rev-parse', 'HEAD')
  }
  await commit('First')
  await run('push', '--quiet', 'origin', 'main')
  return {
    folder,
    checkout,
    origin,
    write,
    commit,
    git: run,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  }
}
