import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { MARKER_VARIABLE, pidsWithMarker } from '../../src/host/pids-with-marker.ts'
import { eventually, running } from './running.ts'

test('a process that left its parent, group and session is still found', async () => {
  const marker = randomUUID()
  const env = { ...process.env, [MARKER_VARIABLE]: marker }
  spawnSync('sh', ['-c', 'setsid sleep 60 >/dev/null 2>&1 &'], { env })
  const [escaped] = await eventually(() => {
    const pids = pidsWithMarker(marker)
    return pids.length === 1 && pids
  })
  process.kill(escaped!, 'SIGKILL')
  await eventually(() => pidsWithMarker(marker).length === 0)
})

test('another marker, or one that only begins alike, is another program', async () => {
  const marker = randomUUID()
  await using other = running('sleep', ['60'], { ...process.env, [MARKER_VARIABLE]: `${marker}-2` })
  await eventually(() => pidsWithMarker(`${marker}-2`).includes(other.pid))
  expect(pidsWithMarker(marker)).toEqual([])
})

test('the marker in the value of another variable does not count', async () => {
  const marker = randomUUID()
  await using other = running('sleep', ['60'], {
    A: `${MARKER_VARIABLE}=${marker}`,
    PATH: process.env.PATH,
    [MARKER_VARIABLE]: 'x',
  })
  await eventually(() => pidsWithMarker('x').includes(other.pid))
  expect(pidsWithMarker(marker)).toEqual([])
})

test('without /proc nothing is found', () => {
  expect(pidsWithMarker('x', '/nowhere')).toEqual([])
})
