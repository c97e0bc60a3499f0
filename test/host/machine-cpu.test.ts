import { expect, test } from 'vitest'
import { kernelUnits } from '../../src/host/kernel-units.ts'
import { readMachineCpu } from '../../src/host/machine-cpu.ts'
import { fileTree } from './file-tree.ts'
import { eventually } from './running.ts'

test('time is busy, idle or stolen, and that of guests is counted once', async () => {
  await using tree = await fileTree({
    'proc/stat': 'cpu  100 20 30 4000 500 6 7 80 90 10\ncpu0 1 1 1 1 1 1 1 1 0 0\nbtime 1\n',
  })
  const tick = 1 / kernelUnits().ticksPerSecond
  const { busy, idle, steal } = readMachineCpu(`${tree.root}/proc`)!
  expect(busy).toBeCloseTo(163 * tick)
  expect(idle).toBeCloseTo(4500 * tick)
  expect(steal).toBeCloseTo(80 * tick)
})

test('this machine gets busier while we work', async () => {
  const before = readMachineCpu()!
  await eventually(() => readMachineCpu()!.busy > before.busy)
})

test('without /proc nothing is known', () => {
  expect(readMachineCpu('/nowhere')).toBeUndefined()
})
