import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { pinned } from '../../src/host/pin.ts'
import { readTopology } from '../../src/host/read-topology.ts'

test('a command is prefixed with the CPUs it may use, in their order', () => {
  expect(pinned(['./api', '-c', 'x'], [0, 2])).toEqual(['taskset', '-c', '0,2', './api', '-c', 'x'])
})

test('a command without CPUs stays as it is', () => {
  expect(pinned(['./api'], undefined)).toEqual(['./api'])
  expect(pinned(['./api'], [])).toEqual(['./api'])
})

test('a pinned program sees exactly its CPUs', async () => {
  const { cpus, pinnable } = await readTopology()
  expect(pinnable).toBe(true)
  const last = cpus.at(-1)!.id
  const [program, ...args] = pinned(['grep', 'Cpus_allowed_list', '/proc/self/status'], [last])
  expect(execFileSync(program!, args, { encoding: 'utf8' })).toBe(`Cpus_allowed_list:\t${last}\n`)
})
