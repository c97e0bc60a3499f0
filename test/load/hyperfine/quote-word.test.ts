import { execFileSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { quoteWord } from '../../../src/load/hyperfine/quote-word.ts'

/** Any text that a process can be given: no NUL, no half of a surrogate pair. */
const anyText = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom("'", '"', '\\', '$', '`', '\n', ' ', '!', '*') }),
  )
  .filter((text) => !text.includes('\0') && text.isWellFormed())

describe('quoteWord', () => {
  it('makes one word of any texts, and a shell gives them on unchanged', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 4 }), (texts) => {
        const command = `printf '%s\\0' ${['first', ...texts].map(quoteWord).join(' ')}`
        const printed = execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' })
        expect(printed.split('\0').slice(1, -1)).toEqual(texts)
      }),
      { numRuns: 60 },
    )
  })
})
