import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expandVariables } from '../../src/config/expand-variables.ts'

const env = { CORES: '4', A: '$CORES', EMPTY: '', GONE: undefined }

test.each([
  ['$CORES', '4'],
  [`\${CORES}x$CORES`, '4x4'],
  ['$CORESX', ''],
  ['[$EMPTY$GONE$UNKNOWN]', '[]'],
  ['$A', '$CORES'],
  ['$$CORES', '$CORES'],
  ['$$$CORES', '$4'],
  ['$1 ${ $ ${CORES $-', '$1 ${ $ ${CORES $-'],
  ['$constructor$toString', ''],
])('%s expands to "%s"', (text, expanded) => {
  expect(expandVariables(text, env)).toBe(expanded)
})

test('text whose dollar signs are doubled comes out as it was', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(expandVariables(text.replaceAll('$', '$$$$'), env)).toBe(text)
    }),
  )
})
