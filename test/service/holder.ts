/** Test program: starts a service with children, prints their pids, and then ends in the way its argument names. */

import { temporaryFolder } from '../../src/service/reaper-client.ts'
import { startService } from '../../src/service/start-service.ts'
import { faultyService } from '../support/faulty-service.ts'

const signal = new AbortController().signal
const folder = await temporaryFolder('holder')
const service = await startService(faultyService({ FAIL: 'spawn-children' }), {
  cores: 1,
  inherited: process.env,
  signal,
})
const pids = (await (await fetch(`${service.origin}/pids`)).json()) as number[]
console.log(JSON.stringify({ pids, folder: folder.path }))

switch (process.argv[2]) {
  case 'uncaught':
    setTimeout(() => {
      throw new Error('a bug of ours')
    }, 50)
    break
  case 'rejection':
    void Promise.reject(new Error('a bug of ours'))
    break
  case 'exit':
    process.exit(0)
}
