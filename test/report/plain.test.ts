import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainSentence, plainText } from '../../src/report/plain.ts'
import { code, foreign, link, name, say, strong, tone } from '../../src/report/sentence.ts'
import { hostileText, TRICKS, UNSEEN } from '../support/hostile-text.ts'

test('a sentence is its words without marks', () => {
  const bold = strong(say`${name('checkout')} got ${tone('bad', say`worse`)}`)
  const where = link('https://ci.example/1', say`the log`)
  expect(plainSentence(say`${bold}: run ${code('go test')}, see ${where} (${foreign('exit 1')})`)).toBe(
    'checkout got worse: run go test, see the log (exit 1)',
  )
})

test.each(TRICKS)('%s stays one visible line', (_, text) => {
  expect(plainText(text)).not.toMatch(UNSEEN)
})

test('nothing invisible comes through', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(plainSentence(say`${name(text)} ${foreign(text)}`)).not.toMatch(UNSEEN)
    }),
  )
})
