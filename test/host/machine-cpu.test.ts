import { expect, test } from 'vitest'
import { kernelUnits } from '../../src/host/kernel-units.ts'
import { readMachineCpu } from '../../src/host/machine-cpu.ts'
import { fileTree } from './file-tree.ts'
import { eventually } from './running.ts'

test('time is busy, idle or stolen on the CPUs that are asked for, and that of guests is counted once', async () => {
  await using tree = await fileTree({
    'proc/stat':
      'cpu  9 9 9 9 9 9 9 9 0 0\ncpu0 60 20 30 4000 0 6 7 80 90 10\ncpu1 9 9 9 9 9 9 9 9 0 0\ncpu12 40 0 0 0 500 0 0 0 0 0\nbtime 1\n',
  })
  const tick = 1 / kernelUnits().ticksPerSecond
  const { busy, idle, steal } = readMachineCpu([0, 12], `${tree.root}/proc`)!
  expect(busy).toBeCloseTo(163 * tick)
  expect(idle).toBeCloseTo(4500 * tick)
  expect(steal).toBeCloseTo(80 * tick)
})

test('this machine gets busier while we work', async () => {
  const before = readMachineCpu([0, 1])!
  await eventually(() => readMachineCpu([0, 1])!.busy > before.busy)
})

test('without /proc nothing is known', () => {
  expect(readMachineCpu([0], '/nowhere')).toBeUndefined()
})
