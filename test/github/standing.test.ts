import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Answer, answerOf, formatAnswered, outlasts, parseAnswered } from '../../src/github/standing.ts'

const ANSWERS = ['regression', 'no-regression', 'unproven', 'none'] as const satisfies Answer[]

describe('what was said of a commit stands', () => {
  test.each([
    ['regression', ['unproven', 'none']],
    ['no-regression', ['none']],
    ['unproven', []],
    ['none', []],
  ] as const)('where it is %s, though these follow: %j', (there, outlasted) => {
    expect(ANSWERS.filter((next) => outlasts(there, next))).toEqual(outlasted)
  })
})

test.each([
  ['regression', 'regression'],
  ['unchanged', 'no-regression'],
  ['improvement', 'no-regression'],
  ['inconclusive', 'unproven'],
  ['failed', 'unproven'],
  [undefined, 'none'],
] as const)('the verdict %s is %s', (verdict, answer) => {
  expect(answerOf(verdict)).toBe(answer)
})

test('an attempt and its answer are read back as they were written', () => {
  expect(formatAnswered({ run: 118, attempt: 2 })).toBe('118/2')
  expect(formatAnswered({ run: 118, attempt: 2 }, 'unproven')).toBe('118/2/unproven')
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.option(fc.constantFrom(...ANSWERS)), (run, attempt, answer) => {
      const written = formatAnswered({ run, attempt }, answer ?? undefined)
      expect(parseAnswered(written)).toEqual({ run, attempt, ...(answer === null ? {} : { answer }) })
    }),
  )
})

test.each(['118', '118/1/', '118/1/1', '118/1/yes', '118/1/none\n', '/none', 'ca395085-040a-526b'])(
  '%j is none',
  (text) => {
    expect(parseAnswered(text)).toBeUndefined()
  },
)
