import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { readAnyResult } from '../../src/result/read-result.ts'
import { survivors } from '../support/faulty-service.ts'
import { hostRepository, REPOSITORY, type StepChanges } from '../support/hosted-repository.ts'
import { markedProcessesIn } from '../support/marked-processes.ts'
import { said } from '../support/runner.ts'

const CONFIG = `services:
  api: { directory: ., start: node server.mjs, ready: /healthz, env: { FAIL: spawn-children } }
benchmarks:
  work: { service: api, request: { path: /work } }
`

/** Ends the step in the middle of the round after the first whose result is there. */
function afterFirstRound(signal: NodeJS.Signals): NonNullable<StepChanges['during']> {
  return ({ results, kill }) => {
    void (async () => {
      const saved = () => readdir(results).then((names) => names.some((name) => name.endsWith('.json')))
      for (let tries = 0; tries < 600 && !(await saved().catch(() => false)); tries++) await delay(50)
      await delay(700)
      kill(signal)
    })()
  }
}

describe('a job that is cancelled while it measures', () => {
  it.each([
    ['SIGINT', 'push'],
    ['SIGTERM', 'push'],
    ['SIGTERM', 'pull request'],
  ] as const)(
    'by %s on a %s keeps the rounds so far and leaves no process and no folder',
    async (signal, on) => {
      await using hosted = await hostRepository('faulty', CONFIG)
      const changes = { with: { cores: '1', budget: '60s' }, during: afterFirstRound(signal) }
      const opened = await hosted.openPullRequest({ 'README.md': 'A change of nothing.\n' })
      const step = on === 'push' ? await hosted.push('main', changes) : await opened.run(changes)
      expect(step.status, step.stdout + step.stderr).toBe(1)
      expect(said(step, 'error')).toEqual([`stopped by ${signal}`])
      expect(step.stdout).toContain(`What was measured until then is in ${step.outputs.report}`)
      const result = readAnyResult(await readFile(step.outputs.report ?? '', 'utf8'))
      expect(result).toMatchObject({ kind: 'ok', value: { method: { complete: false } } })
      expect(result.kind === 'ok' && result.value.method.rounds).toBeGreaterThan(0)
      expect(await survivors(markedProcessesIn(hosted.project.folder))).toEqual([])
      expect(await readdir(step.temporary)).toEqual([])
      expect(await readdir(join(step.outputs.report ?? '', '..'))).toHaveLength(1)
      expect(opened.comments()).toEqual([])
      expect(hosted.branchFiles()).toBeUndefined()
      // A check that was left in progress would stay so for ever.
      expect(hosted.github.checkRuns(REPOSITORY, opened.head)).toMatchObject(
        on === 'push'
          ? []
          : [{ conclusion: 'neutral', output: { title: 'Not measured: the run was stopped, or failed' } }],
      )
    },
  )
})
