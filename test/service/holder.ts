/** Test program: starts a service with children, prints their pids, and then ends in the way its argument names. */

import { temporaryFolder } from '../../src/service/reaper-client.ts'
import { startService } from '../../src/service/start-service.ts'
import { faultyService } from '../support/faulty-service.ts'

const signal = new AbortController().signal
const folder = await temporaryFolder('holder')
// Seen while its parent lives, then without parent, environment, session or output that tells whose it is.
const start = '(setsid env -i sleep 7777 >/dev/null 2>&1 & sleep 0.3); exec node server.mjs'
const service = await startService(faultyService({ FAIL: 'spawn-children' }, { start }), {
  cores: 1,
  inherited: process.env,
  signal,
})
await fetch(`${service.origin}/pids`)
const pids = service.program.pids()
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
