import { expect, test } from 'vitest'
import { parseCpuList } from '../../src/host/cpu-list.ts'

test.each([
  ['0\n', [0]],
  ['0-3', [0, 1, 2, 3]],
  ['8,0-2', [0, 1, 2, 8]],
  ['0-1,1-2', [0, 1, 2]],
  ['', []],
  ['none', []],
])('the list %j is %j', (text, cpus) => {
  expect(parseCpuList(text)).toEqual(cpus)
})
