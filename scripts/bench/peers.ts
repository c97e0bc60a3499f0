import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findProgram } from '../../src/host/find-program.ts'
import { pinned } from '../../src/host/pin.ts'

/** Another load generator, as it is found on this machine. */
export interface Peer {
  readonly name: string
  readonly file: string
  /** Arguments for so many seconds over so many connections, at saturation. */
  arguments(load: PeerLoad): readonly string[]
  /** Requests answered, from what it printed. */
  requests(stdout: string): number
}

export interface PeerLoad {
  readonly url: string
  readonly connections: number
  readonly seconds: number
}

/** Times in seconds. */
export interface PeerRun {
  readonly requests: number
  readonly cpu: number
  readonly elapsed: number
}

const KNOWN: readonly Omit<Peer, 'file'>[] = [
  {
    name: 'wrk',
    arguments: ({ url, connections, seconds }) => ['-t1', `-c${connections}`, `-d${seconds}s`, url],
    requests: (stdout) => Number(/(\d+) requests in/.exec(stdout)?.[1]),
  },
  {
    name: 'autocannon',
    arguments: ({ url, connections, seconds }) => ['-j', '-c', `${connections}`, '-d', `${seconds}`, url],
    requests: (stdout) => (JSON.parse(stdout) as { '2xx': number })['2xx'],
  },
  {
    name: 'oha',
    arguments: ({ url, connections, seconds }) => [
      '--no-tui',
      '--output-format=json',
      '-c',
      `${connections}`,
      '-z',
      `${seconds}s`,
      url,
    ],
    requests: (stdout) =>
      Object.values(
        (JSON.parse(stdout) as { statusCodeDistribution: Record<string, number> }).statusCodeDistribution,
      ).reduce((sum, count) => sum + count, 0),
  },
]

/** Those on `path` (as PATH has it), and the names of those that are not. */
export async function findPeers(
  path: string,
): Promise<{ readonly found: Peer[]; readonly missing: string[] }> {
  const found: Peer[] = []
  const missing: string[] = []
  for (const peer of KNOWN) {
    const file = await findProgram(peer.name, path)
    if (file === undefined) missing.push(peer.name)
    else found.push({ ...peer, file })
  }
  return { found, missing }
}

/** A shell whose `time` tells what the kernel accounted to the program and its children. */
const TIMED = 'TIMEFORMAT="%U %S %R"; time "$@"'

/** Runs a peer on one CPU, its start and end included. */
export async function runPeer(peer: Peer, load: PeerLoad, cpu: number): Promise<PeerRun> {
  const command = pinned([peer.file, ...peer.arguments(load)], [cpu])
  const { stdout, stderr } = await promisify(execFile)('bash', ['-c', TIMED, 'bash', ...command], {
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, LC_ALL: 'C' },
  })
  const [user = Number.NaN, system = Number.NaN, elapsed = Number.NaN] = (
    stderr.trim().split('\n').at(-1) ?? ''
  )
    .split(' ')
    .map(Number)
  const requests = peer.requests(stdout)
  if (!(requests > 0) || !(user + system > 0))
    throw new Error(`${peer.name} printed nothing to read:\n${stderr}`)
  return { requests, cpu: user + system, elapsed }
}
