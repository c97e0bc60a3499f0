import { PassThrough } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barLine, progressOn } from '../../src/console/progress-bar.ts'

/** What is written to a stream that is no terminal. */
function logged() {
  const stream = new PassThrough()
  let text = ''
  stream.on('data', (chunk) => {
    text += chunk
  })
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => text }
}

describe('barLine', () => {
  it('shows share, time left and what is measured', () => {
    const state = { done: 1, total: 4, label: 'checkout on 2 cores', secondsLeft: 64.2 }
    expect(barLine(state)).toBe(
      `${'━'.repeat(6)}${'─'.repeat(18)}  25 %  1 min 05 s left  checkout on 2 cores`,
    )
  })

  it('leaves the time out until it is known', () => {
    expect(barLine({ done: 0, total: 4, label: 'x' })).toBe(`${'─'.repeat(24)}   0 %  x`)
    expect(barLine({ done: 0, total: 4, label: 'x', secondsLeft: 9.1 })).toContain('  10 s left')
  })

  it('is as wide as ever, whatever is left', () => {
    fc.assert(
      fc.property(
        fc.nat(500),
        fc.nat(200),
        fc.double({ min: -10, max: 1e5, noNaN: true }),
        (done, total, secondsLeft) => {
          const line = barLine({ done, total, label: 'x', secondsLeft })
          expect(line).toMatch(/^[━─]{24} [ \d]{3} % {2}(\d+ min \d\d s|\d+ s) left {2}x$/)
        },
      ),
    )
  })
})

describe('progressOn', () => {
  it('says nothing where it is quiet', () => {
    const { stream, text } = logged()
    const progress = progressOn(stream, { quiet: true, now: () => 0 })
    progress.say('building')
    progress.advance({ done: 1, total: 2, label: 'x' })
    progress.finish()
    expect(text()).toBe('')
  })

  it('writes to a log every line that is said, and the bar once in fifteen seconds', () => {
    const { stream, text } = logged()
    let now = 0
    const progress = progressOn(stream, { quiet: false, now: () => now })
    for (const seconds of [0, 5, 14, 15, 29, 31]) {
      now = seconds * 1000
      progress.advance({ done: seconds, total: 31, label: `at ${seconds}` })
    }
    progress.say('building api')
    expect(text().match(/at \d+/g)).toEqual(['at 0', 'at 15', 'at 31'])
    expect(text()).toMatch(/\nbuilding api\n$/)
    expect(text()).not.toContain('\u001B')
  })

  it('redraws one line on a terminal, and takes it away at the end', () => {
    const { stream, text } = logged()
    const progress = progressOn(stream, { quiet: false, now: () => 0, live: true })
    progress.advance({ done: 0, total: 2, label: 'first' })
    progress.say('a line that stays')
    progress.advance({ done: 1, total: 2, label: 'second' })
    progress.finish()
    expect(text()).toContain('a line that stays\n')
    expect(text()).toContain('\u001B[')
  })
})

describe('what a line quotes', () => {
  const hostile = 'a\u001b[2J\u202eb\n::error::x ##[group]y'

  it('neither steers a terminal nor commands a runner', () => {
    const { stream, text } = logged()
    const progress = progressOn(stream, { quiet: false, now: () => 0 })
    progress.say(hostile)
    progress.advance({ done: 0, total: 1, label: hostile })
    expect(text()).toMatch(/^ab\n: :error::x ## \[group\]y\n─+ {3}0 % {2}ab : :error::x ## \[group\]y\n$/)
  })
})
