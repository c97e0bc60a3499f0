import { get } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Service } from '../config/config.ts'
import { MeasurementFailure } from '../result/measurement-failure.ts'
import { listeningPorts } from './listening-ports.ts'
import { describeExit, type Program } from './start-program.ts'

const PROBE_INTERVAL = 20
const PROBE_TIMEOUT = 2000

/**
 * Waits until the service answers `ready` below 500, or, without a path, until its port accepts.
 * @throws MeasurementFailure at phase `start` where it exits first, `ready` where `startTimeout` passes
 */
export async function waitUntilReady(options: {
  readonly service: Service
  readonly program: Program
  readonly origin: string
  readonly signal: AbortSignal
}): Promise<void> {
  const { service, program, origin, signal } = options
  const deadline = performance.now() + service.startTimeout
  let last = 'nothing accepted a connection'
  while (performance.now() < deadline) {
    signal.throwIfAborted()
    const exit = program.exit()
    if (exit !== undefined) {
      throw new MeasurementFailure(
        'start',
        `it ${describeExit(exit)} before it was ready`,
        program.output.lines(),
      )
    }
    const answer = service.ready === undefined ? await accepts(origin) : await answers(origin + service.ready)
    if (answer === 'ready') return
    last = answer
    await delay(PROBE_INTERVAL)
  }
  const seconds = service.startTimeout / 1000
  throw new MeasurementFailure(
    'ready',
    `not ready after ${seconds} s at ${origin}${service.ready ?? ''}: ${last}${elsewhere(program, origin)}`,
    program.output.lines(),
  )
}

/** “; it listens on port 3000 …” where the service ignored PORT: the most common mistake. */
function elsewhere(program: Program, origin: string): string {
  const wanted = Number(new URL(origin).port)
  const others = listeningPorts(program.pids()).filter((port) => port !== wanted)
  if (others.length === 0) return ''
  return `; it listens on port ${others.join(', ')} instead: read the port from the environment variable PORT`
}

function accepts(origin: string): Promise<string> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: PROBE_TIMEOUT })
    const finish = (answer: string) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => finish('ready'))
    socket.once('timeout', () => finish('the connection was not accepted in time'))
    socket.once('error', () => finish('nothing accepted a connection'))
  })
}

function answers(url: string): Promise<string> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: PROBE_TIMEOUT }, (response) => {
      response.resume()
      const status = response.statusCode ?? 0
      resolve(status < 500 ? 'ready' : `it answered ${status}`)
    })
    request.once('timeout', () => request.destroy(new Error('timeout')))
    request.once('error', (error) =>
      resolve(
        error.message === 'timeout' ? 'it accepted but did not answer' : 'nothing accepted a connection',
      ),
    )
  })
}
