import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Runtime } from '../config/config.ts'
import { git } from '../git/run-git.ts'
import { findProgram } from '../host/find-program.ts'

/** A bundled service that the demo measures where its runtime is installed. */
interface DemoService {
  readonly runtime: Runtime
  readonly program: string
  readonly folder: string
  readonly build?: string
  readonly start: string
}

const SERVICES: readonly DemoService[] = [
  { runtime: 'node', program: 'node', folder: 'node-cluster', start: 'node server.mjs' },
  {
    runtime: 'go',
    program: 'go',
    folder: 'go-goroutines',
    build: 'go build -o bin/server .',
    start: './bin/server',
  },
  { runtime: 'python', program: 'python3', folder: 'python-processes', start: 'python3 server.py' },
]

/** What the pull request of the demo does: 60 % of the Node service's handler goes behind a lock. */
const CHANGE = { file: 'node-cluster/server.mjs', from: "LOCK_SHARE = '0'", to: "LOCK_SHARE = '0.6'" }

export interface DemoRepository {
  readonly checkout: string
  readonly services: readonly DemoService[]
  /** Commits the change of the pull request. */
  readonly openPullRequest: () => Promise<void>
}

/** Makes a git repository of the bundled services in `folder`, with a local bare repository as its origin. */
export async function makeDemoRepository(folder: string, env: NodeJS.ProcessEnv): Promise<DemoRepository> {
  const origin = join(folder, 'origin.git')
  const checkout = join(folder, 'shop')
  const found = await Promise.all(SERVICES.map(({ program }) => findProgram(program, env.PATH ?? '')))
  const services = SERVICES.filter((_, index) => found[index] !== undefined)
  await mkdir(checkout, { recursive: true })
  for (const { folder: name } of services) {
    await cp(join(bundledServices(), name), join(checkout, name), {
      recursive: true,
      filter: (path) => !/[\\/](bin|__pycache__|corecurve\.yml)$/.test(path),
    })
  }
  await writeFile(join(checkout, '.gitignore'), 'bin/\n__pycache__/\n.corecurve/\n')
  await writeFile(join(checkout, 'corecurve.yml'), configuration(services))
  await git(['init', '--quiet', '--bare', '--initial-branch=main', origin], { cwd: folder })
  await git(['init', '--quiet', '--initial-branch=main'], { cwd: checkout })
  await git(['remote', 'add', 'origin', origin], { cwd: checkout })
  await commitAll(checkout, 'A shop of small services')
  await git(['push', '--quiet', 'origin', 'main'], { cwd: checkout })
  return { checkout, services, openPullRequest: () => openPullRequest(checkout) }
}

async function openPullRequest(checkout: string): Promise<void> {
  await git(['switch', '--quiet', '--create', 'safer-cache'], { cwd: checkout })
  const file = join(checkout, CHANGE.file)
  const before = await readFile(file, 'utf8')
  const after = before.replace(CHANGE.from, CHANGE.to)
  if (after === before) throw new Error(`${CHANGE.file} does not contain ${CHANGE.from}`)
  await writeFile(file, after)
  await commitAll(checkout, 'Guard the cache with a lock')
}

async function commitAll(checkout: string, message: string): Promise<void> {
  const author = [
    '-c',
    'user.name=corecurve demo',
    '-c',
    'user.email=demo@example.invalid',
    '-c',
    'commit.gpgsign=false',
  ]
  await git(['add', '--all'], { cwd: checkout })
  await git([...author, 'commit', '--quiet', '--message', message], { cwd: checkout })
}

function configuration(services: readonly DemoService[]): string {
  const declared = services.map(
    ({ folder, build, start }) =>
      `  ${folder}:\n    directory: ${folder}\n${build === undefined ? '' : `    build: ${build}\n`}    start: ${start}\n    ready: /healthz\n`,
  )
  const benchmarks = services.map(
    ({ runtime, folder }) =>
      `  ${runtime}-work:\n    service: ${folder}\n    request: { path: /work }\n    connections: 16\n`,
  )
  return `services:\n${declared.join('')}benchmarks:\n${benchmarks.join('')}`
}

/** The services that ship with corecurve, beside the bundle or in the sources. */
function bundledServices(): string {
  const up = import.meta.url.endsWith('.cjs') ? '../' : '../../'
  return fileURLToPath(new URL(`${up}fixtures/services`, import.meta.url))
}
