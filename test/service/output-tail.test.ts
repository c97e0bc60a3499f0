import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OutputTail } from '../../src/service/output-tail.ts'

describe('OutputTail', () => {
  it('keeps the last 50 lines, oldest first', () => {
    const tail = new OutputTail()
    for (let line = 1; line <= 120; line++) tail.append(`line ${line}\n`)
    expect(tail.lines()).toHaveLength(50)
    expect(tail.lines().at(0)).toBe('line 71')
    expect(tail.lines().at(-1)).toBe('line 120')
  })

  it('puts lines together however the output was cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 7 }),
        (lines, size) => {
          const tail = new OutputTail()
          const text = `${lines.join('\n')}\n`
          for (let at = 0; at < text.length; at += size) tail.append(text.slice(at, at + size))
          expect(tail.lines()).toEqual(lines)
        },
      ),
    )
  })

  it('keeps a last line that has no newline, and cuts an endless one', () => {
    const tail = new OutputTail()
    tail.append('x'.repeat(1_000_000))
    expect(tail.lines()).toEqual(['x'.repeat(2000)])
  })

  it('never mixes the unfinished lines of two streams', () => {
    const tail = new OutputTail()
    tail.append('progress 1 %')
    tail.append('fatal: no ', 'stderr')
    tail.append(' … 2 %')
    tail.append('memory\n', 'stderr')
    expect(tail.lines()).toEqual(['fatal: no memory', 'progress 1 % … 2 %'])
  })

  it('keeps what one stream says behind an endless line of the other', () => {
    const tail = new OutputTail()
    tail.append('x'.repeat(5000))
    tail.append('the reason\n', 'stderr')
    tail.append('y'.repeat(5000))
    tail.append('and the end\n', 'stderr')
    tail.append('\n')
    expect(tail.lines()).toEqual(['the reason', 'and the end', 'x'.repeat(2000)])
  })
})
