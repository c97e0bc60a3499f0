import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import type { Slice } from '../../src/load/slice.ts'

const CHILD = fileURLToPath(new URL('./starved-load.ts', import.meta.url))
const FILES = 80

/** A slice from a process that may open `FILES` files, on a service that answers each request after 150 ms. */
async function starvedSlice(kind: 'overload' | 'open'): Promise<Slice> {
  const server = createServer((_, response) => void setTimeout(() => response.end(), 150))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const command = `ulimit -n ${FILES} && exec "$0" "$1" "$2" "$3"`
  const child = spawn('sh', ['-c', command, process.execPath, CHILD, origin, kind], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return await new Promise((resolve, reject) => {
    child.once('message', (slice) => resolve(slice as Slice))
    child.once('exit', (code) => reject(new Error(`the child ended with ${code}`)))
  })
}

it('of overload, connections that could not be opened are a limit of ours, and no failure of the service', async () => {
  const { errors, overload, limits } = await starvedSlice('overload')
  expect(limits).toEqual({ descriptors: { limit: FILES, needed: 1088 }, short: true })
  expect(overload?.failed).toBe(0)
  expect(errors.connection).toBe(0)
}, 30_000)

it('of an open loop they fail the load in words that say whose they are', async () => {
  const { errors, firstError, limits } = await starvedSlice('open')
  expect(limits).toMatchObject({ descriptors: { limit: FILES }, short: true })
  expect(errors.connection).toBeGreaterThan(0)
  expect(firstError).toContain('no more files can be opened')
}, 30_000)
