import { expect, test } from 'vitest'
import { parseProcessStat } from '../../src/host/process-stat.ts'

const rest =
  '7 40 40 0 -1 4194304 900 800 1 2 150 25 30 4 20 0 6 0 9000 123456 77 18446744073709551615 1 1 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0\n'

test('times, threads and memory are read from their fields', () => {
  expect(parseProcessStat(`42 (api) S ${rest}`)).toEqual({
    pid: 42,
    parent: 7,
    group: 40,
    session: 40,
    zombie: false,
    ownTicks: 175,
    waitedForTicks: 34,
    threads: 6,
    startTicks: 9000,
    residentPages: 77,
  })
})

test.each(['a b', 'a) S 1 (b', '((sd-pam))', ') R 1 1', ''])('a process may be named %j', (name) => {
  expect(parseProcessStat(`42 (${name}) S ${rest}`)).toMatchObject({ pid: 42, parent: 7, ownTicks: 175 })
})

test('a process that waits to be waited for is a zombie', () => {
  expect(parseProcessStat(`42 (sh) Z ${rest}`)).toMatchObject({ zombie: true })
})

test('what is cut short is no process', () => {
  expect(parseProcessStat('')).toBeUndefined()
  expect(parseProcessStat('42 (api) S 7 40')).toBeUndefined()
})
