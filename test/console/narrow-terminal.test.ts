import { PassThrough } from 'node:stream'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { barLine, progressOn } from '../../src/console/progress-bar.ts'

const state = { done: 42, total: 100, label: 'checkout on 2 cores', secondsLeft: 65 }
const bar = `${'━'.repeat(10)}${'─'.repeat(14)}`

test.each([
  [120, `${bar}  42 %  1 min 05 s left  checkout on 2 cores`],
  [60, `${bar}  42 %  1 min 05 s left`],
  [40, '42 %  1 min 05 s left'],
  [20, '1 min 05 s left'],
  [3, '1 min 05 s left'],
])('on %i columns what says least goes first, and never the time left', (columns, line) => {
  expect(barLine(state, columns)).toBe(line)
})

test('before the time left is known, the share stays', () => {
  const { secondsLeft: _, ...early } = state
  expect(barLine(early, 4)).toBe('42 %')
})

test('a line never fills the last column, where a terminal would wrap it', () => {
  for (let columns = 16; columns < 90; columns++) {
    expect(stringWidth(barLine(state, columns))).toBeLessThan(columns)
  }
})

test('a terminal that does not know its size gets plain lines', () => {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY: true, columns: 0, rows: 0 })
  progressOn(stream as unknown as NodeJS.WriteStream, { quiet: false, now: () => 0 }).advance(state)
  expect(stream.read()).toBe(`${bar}  42 %  1 min 05 s left  checkout on 2 cores\n`)
})
