import { spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeProject } from '../support/cli.ts'
import { ownTemporary } from '../support/duels.ts'
import { survivors } from '../support/faulty-service.ts'
import { markedProcessesIn } from '../support/marked-processes.ts'
import { SOURCE_CLI } from './source-cli.ts'

const CONFIG = `services:
  faulty: { directory: ., start: node server.mjs, ready: /healthz }
benchmarks:
  work: { service: faulty, request: { path: /work }, connections: 4 }
`

test('a comparison killed in the middle leaves no worktree, no folder and no process', async () => {
  await using project = await makeProject('faulty', CONFIG)
  const theirs = join(project.folder, 'theirs')
  await project.git('worktree', 'add', '--quiet', '--detach', theirs)
  const env = { ...process.env, ...(await ownTemporary(project)) }
  const command = [
    'compare',
    '--cores',
    '1',
    '--base',
    'HEAD',
    '--head',
    'HEAD',
    '--evidence',
    'duel',
    '--budget',
    '8s',
  ]
  const child = spawn(process.execPath, [SOURCE_CLI, ...command], {
    cwd: project.checkout,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise((done) => child.once('exit', done))
  // The plan is said after the first round.
  let said = ''
  for await (const piece of child.stderr) {
    said += piece
    if (said.includes('base against head: 1 point')) break
  }
  const worktrees = async () =>
    (await project.git('worktree', 'list', '--porcelain')).match(/^worktree .*$/gm)
  expect(await worktrees(), said).toHaveLength(4)
  child.kill('SIGKILL')
  await ended
  const left = () => readdir(join(project.folder, 'tmp'))
  for (let tries = 0; tries < 200 && (await left()).length > 0; tries++) {
    await new Promise((done) => setTimeout(done, 50))
  }
  expect(await left()).toEqual([])
  expect(await worktrees()).toEqual([`worktree ${project.checkout}`, `worktree ${theirs}`])
  expect(await survivors(markedProcessesIn(project.folder))).toEqual([])
})
