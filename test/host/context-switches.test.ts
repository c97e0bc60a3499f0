import { expect, test } from 'vitest'
import { readContextSwitches } from '../../src/host/context-switches.ts'
import { fileTree } from './file-tree.ts'
import { eventually, running } from './running.ts'

test('a process tree that sleeps often gives up its CPU often', async () => {
  const nap = 'const nap = new Int32Array(new SharedArrayBuffer(4)); for (;;) Atomics.wait(nap, 0, 0, 1)'
  await using shell = running('sh', ['-c', `${process.execPath} -e '${nap}'; true`])
  const before = readContextSwitches(shell.pid)!
  await eventually(() => readContextSwitches(shell.pid)!.voluntary > before.voluntary + 100)
})

test('all threads of all processes count', async () => {
  const status = (voluntary: number, involuntary: number) =>
    `Name:\tx\nThreads:\t2\nvoluntary_ctxt_switches:\t${voluntary}\nnonvoluntary_ctxt_switches:\t${involuntary}\n`
  await using tree = await fileTree({
    'proc/10/stat': '10 (x) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 2 0 9000 1 10 0 0\n',
    'proc/11/stat': '11 (x) S 10 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 9000 1 10 0 0\n',
    'proc/10/task/10/children': '11 ',
    'proc/10/task/10/status': status(1, 10),
    'proc/10/task/12/status': status(2, 20),
    'proc/11/task/11/status': status(4, 40),
  })
  expect(readContextSwitches(10, [], `${tree.root}/proc`)).toEqual({ voluntary: 7, involuntary: 70 })
})

test('without the root there is nothing to know', () => {
  expect(readContextSwitches(10, [], '/nowhere')).toBeUndefined()
})
