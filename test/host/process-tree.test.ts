import { describe, expect, test } from 'vitest'
import { kernelUnits } from '../../src/host/kernel-units.ts'
import { readProcessTree } from '../../src/host/process-tree.ts'
import { fileTree } from './file-tree.ts'
import { eventually, type Running, running } from './running.ts'

/** Runs a script that may run `sh -c "$WORK"`: work on one CPU that ends by itself. */
function shell(script: string, steps: number): Running {
  const WORK = `i=0; while [ $i -lt ${steps} ]; do i=$((i+1)); done`
  return running('sh', ['-c', script], { ...process.env, WORK })
}

describe('a real process tree', () => {
  test('counts its descendants', async () => {
    await using parent = running('sh', ['-c', 'sleep 60 & sh -c "sleep 60; true" & wait'])
    const usage = await eventually(() => {
      const now = readProcessTree(parent.pid)
      return now?.processes === 4 && now
    })
    expect(usage.threads).toBe(4)
    expect(usage.memoryBytes).toBeGreaterThan(4 * 4096)
  })

  test('counts threads of a program that has many', async () => {
    await using node = running(process.execPath, ['-e', 'console.log("up"); setInterval(() => {}, 1000)'])
    await node.outputUntil('up')
    expect(readProcessTree(node.pid)).toMatchObject({ processes: 1 })
    expect(readProcessTree(node.pid)?.threads).toBeGreaterThan(4)
  })

  test('holds the time of a child while it runs', async () => {
    await using parent = shell('sh -c "$WORK" & wait', 10_000_000)
    const usage = await eventually(() => {
      const now = readProcessTree(parent.pid)
      return now !== undefined && now.cpuSeconds >= 0.1 && now
    })
    expect(usage.processes).toBe(2)
  })

  test('keeps the time of children that ended, once, as the shell itself tells it', async () => {
    await using parent = shell(`sh -c 'sh -c "$WORK"; true'; times; echo end; read -r _`, 400_000)
    const told = [...(await parent.outputUntil('end')).matchAll(/(\d+)m([\d.]+)s/g)]
    const seconds = told.reduce((sum, [, minutes, rest]) => sum + 60 * Number(minutes) + Number(rest), 0)
    expect(seconds).toBeGreaterThan(0.1)
    const usage = readProcessTree(parent.pid)!
    expect(usage.processes).toBe(1)
    expect(Math.abs(usage.cpuSeconds - seconds)).toBeLessThan(0.06)
  })

  test('never falls while a parent starts, waits for and forgets children', async () => {
    await using parent = shell('for _ in $(seq 2000); do sh -c "$WORK"; done', 3_000)
    let last = 0
    await eventually(() => {
      const now = readProcessTree(parent.pid)!.cpuSeconds
      expect(now).toBeGreaterThanOrEqual(last)
      last = now
      return now > 0.5
    })
  })

  test('is not there once its root is gone', async () => {
    await using parent = running('true', [])
    await eventually(() => parent.process.exitCode !== null)
    expect(readProcessTree(parent.pid)).toBeUndefined()
  })
})

describe('a described process tree', () => {
  const stat = (pid: number, parent: number, own: number, waitedFor = 0, state = 'S') =>
    `${pid} (a (b) c) ${state} ${parent} 1 1 0 -1 0 0 0 0 0 ${own} 0 ${waitedFor} 0 20 0 2 0 9000 1 10 0 0\n`
  const processes = {
    'proc/10/stat': stat(10, 1, 100, 50),
    'proc/11/stat': stat(11, 10, 20, 7),
    'proc/12/stat': stat(12, 11, 3),
    'proc/13/stat': stat(13, 10, 1, 0, 'Z'),
    'proc/99/stat': stat(99, 1, 1000),
  }
  const children = {
    'proc/10/task/10/children': '13 ',
    'proc/10/task/15/children': '11 ',
    'proc/11/task/11/children': '12 ',
    'proc/12/task/12/children': '',
    'proc/13/task/13/children': '',
  }

  test.each([
    ['lists of children', { ...processes, ...children }],
    ['the parent of every process', processes],
  ])('is found by %s', async (_, files) => {
    await using tree = await fileTree(files)
    const { ticksPerSecond, pageBytes } = kernelUnits()
    expect(readProcessTree(10, [], `${tree.root}/proc`)).toEqual({
      cpuSeconds: 181 / ticksPerSecond,
      processes: 3,
      threads: 6,
      memoryBytes: 30 * pageBytes,
    })
  })

  test('does without a child that has vanished', async () => {
    await using tree = await fileTree({ ...processes, ...children, 'proc/11/task/11/children': '12 14 ' })
    expect(readProcessTree(10, [], `${tree.root}/proc`)?.processes).toBe(3)
  })

  test('is unknown where there is no /proc', () => {
    expect(readProcessTree(process.pid, [], '/nowhere')).toBeUndefined()
  })
})
