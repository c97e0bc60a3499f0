import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readInputs } from '../../src/action/inputs.ts'
import { UserError } from '../../src/user-error.ts'

/** Inputs as a workflow has them; what is left out is empty, as the runner has it. */
function inputs(given: Readonly<Record<string, string>>) {
  return readInputs((name) => given[name] ?? '')
}

test('inputs that are all left out mean: read the event, duel where needed, fail on a regression', () => {
  expect(inputs({})).toEqual({ mode: 'auto', evidence: 'auto', failOn: 'regression', only: [] })
})

test('every input is read into a value of its own type', () => {
  const given = {
    config: 'bench/corecurve.yml',
    mode: 'measure',
    'github-token': ' ghs_token\n',
    only: 'checkout, search\nimport',
    cores: '1,2, 4',
    budget: '5m',
    evidence: 'stored',
    'fail-on': 'never',
    'baseline-branch': 'perf/baseline',
  }
  expect(inputs(given)).toEqual({
    config: 'bench/corecurve.yml',
    mode: 'measure',
    token: 'ghs_token',
    only: ['checkout', 'search', 'import'],
    cores: [1, 2, 4],
    budget: 300_000,
    evidence: 'stored',
    failOn: 'never',
    baselineBranch: 'perf/baseline',
  })
})

test('cores: auto says nothing: the configuration decides', () => {
  expect(inputs({ cores: 'auto' })).not.toHaveProperty('cores')
})

describe('an input that nobody can mean is refused with its name and what was found:', () => {
  test.each([
    ['mode', 'publsh'],
    ['evidence', 'gut feeling'],
    ['fail-on', 'true'],
    ['cores', '0'],
    ['cores', '1,two'],
    ['cores', '1.5'],
    ['cores', '-1'],
    ['cores', '99999'],
    ['budget', '5'],
    ['budget', 'soon'],
    ['budget', '-3s'],
    ['baseline-branch', 'a..b'],
    ['baseline-branch', '--upload-pack=x'],
    ['baseline-branch', 'refs/heads/x'],
  ])('%s: %s', (name, value) => {
    const found = value.split(',').at(-1) ?? ''
    const read = () => inputs({ [name]: value })
    expect(read).toThrow(UserError)
    expect(read).toThrow(`input ${name}: found "${found}"`)
  })
})

test('whatever is given, the answer is usable inputs or a UserError', () => {
  const names = fc.constantFrom('mode', 'only', 'cores', 'budget', 'evidence', 'fail-on', 'baseline-branch')
  fc.assert(
    fc.property(fc.dictionary(names, fc.string()), (given) => {
      try {
        const { cores = [1], budget = 1 } = inputs(given)
        return cores.every((count) => Number.isInteger(count) && count >= 1) && budget >= 1
      } catch (error) {
        return error instanceof UserError
      }
    }),
  )
})
