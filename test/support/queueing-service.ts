import type { Config } from '../../src/config/config.ts'
import { parseConfig } from '../../src/config/parse-config.ts'
import { type TemporaryRepository, temporaryRepository } from '../config/temporary-repository.ts'

/**
 * A service that waits instead of working, so that what it can do does not hang on how busy the machine is: SLOTS requests
 * at a time take SERVICE ms each, the others queue; beyond QUEUE waiting ones it refuses with 503; DELAY ms are added to
 * every answer without holding a slot. `/events` streams a line every EVERY ms.
 */
const SERVER = `import { createServer } from 'node:http'
const setting = (name, otherwise) => Number(process.env[name] ?? otherwise)
const slots = setting('SLOTS', 4), service = setting('SERVICE', 10), delay = setting('DELAY', 0)
const most = setting('QUEUE', 1e9), every = setting('EVERY', 5)
const queue = []
let busy = 0
const next = () => {
  while (busy < slots && queue.length > 0) {
    const response = queue.shift()
    busy += 1
    setTimeout(() => {
      busy -= 1
      next()
      setTimeout(() => response.end('ok'), delay)
    }, service)
  }
}
createServer((request, response) => {
  if (request.url === '/events') {
    response.write('{}\\n')
    const timer = setInterval(() => response.write('{}\\n'), every)
    response.on('close', () => clearInterval(timer))
  } else if (queue.length >= most) {
    response.statusCode = 503
    response.end()
  } else {
    queue.push(response)
    next()
  }
}).listen(Number(process.env.PORT), process.env.HOST)
`

export interface QueueingProject extends AsyncDisposable {
  /** The configuration of one arm: its service has this environment. */
  config(env: Readonly<Record<string, string>>): Promise<Config>
}

/** @param load keys of the benchmark `work` beside `service`, in YAML */
export async function queueingProject(load: string): Promise<QueueingProject> {
  const folder: TemporaryRepository = await temporaryRepository({ 'server.mjs': SERVER })
  return {
    async config(env) {
      const yaml = `services:
  queue: { directory: ., start: node server.mjs, env: ${JSON.stringify(env)} }
benchmarks:
  work: { service: queue, ${load} }
`
      return await parseConfig(yaml, { file: 'corecurve.yml', root: folder.root })
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  }
}
