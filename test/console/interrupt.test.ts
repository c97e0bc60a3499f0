import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const MODULE = join(import.meta.dirname, '../../src/console/interrupt.ts')

/** A process that waits for its first signal, says so, and would then go on for a minute. */
const PROGRAM = `
  import { abortOnSignals } from ${JSON.stringify(MODULE)}
  const signal = abortOnSignals(process)
  setTimeout(() => {}, 60_000)
  signal.addEventListener('abort', () => {
    console.log(signal.reason.name + ': ' + signal.reason.message)
    if (process.argv[1] === 'obey') process.exit(0)
  })
  console.log('ready')
`

async function signalled(mode: 'obey' | 'linger', ...signals: NodeJS.Signals[]) {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  let sent = 0
  child.stdout.on('data', (chunk) => {
    printed += chunk
    // One signal for each line: a second one before the first was seen would tell nothing.
    while (sent < printed.split('\n').length - 1 && sent < signals.length) child.kill(signals[sent++])
  })
  const status = await new Promise((done) => child.once('close', done))
  return { status, printed: printed.trim().split('\n') }
}

describe('abortOnSignals', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('turns %s into an abort that names it', async (name) => {
    expect(await signalled('obey', name)).toEqual({
      status: 0,
      printed: ['ready', `Interrupted: stopped by ${name}`],
    })
  })

  it('ends at once with 130 at the second signal', async () => {
    const { status, printed } = await signalled('linger', 'SIGINT', 'SIGTERM')
    expect(status).toBe(130)
    expect(printed).toEqual(['ready', 'Interrupted: stopped by SIGINT'])
  })
})
