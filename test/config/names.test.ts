import { expect, test } from 'vitest'
import { NAME_PATTERN } from '../../src/config/schema-values.ts'
import { NAME_PATTERN as RESULT_NAME_PATTERN } from '../../src/result/shared-schema.ts'

test('what a configuration may call a benchmark is what a result may', () => {
  expect(NAME_PATTERN.source).toBe(RESULT_NAME_PATTERN.source)
})
