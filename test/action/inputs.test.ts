import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readInputs } from '../../src/action/inputs.ts'
import { UserError } from '../../src/user-error.ts'

/** Inputs as a workflow has them; what is left out is empty, as the runner has it. */
function inputs(given: Readonly<Record<string, string>>) {
  return readInputs((name) => given[name] ?? '')
}

const DEFAULTS = {
  ...{ mode: 'auto', evidence: 'auto', failOn: 'regression', only: [] },
  ...{ comment: 'auto', workflow: '.github/workflows/corecurve.yml', artifact: 'corecurve' },
  name: 'corecurve',
}

test('inputs that are all left out mean: read the event, duel where needed, fail on a regression', () => {
  expect(inputs({})).toEqual(DEFAULTS)
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
    comment: 'never',
    shard: '3/8',
    workflow: '.github/workflows/perf.yaml',
    artifact: 'perf-results',
    name: 'corecurve-arm',
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
    comment: 'never',
    shard: { index: 3, of: 8 },
    workflow: '.github/workflows/perf.yaml',
    artifact: 'perf-results',
    name: 'corecurve-arm',
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
    ['comment', 'sometimes'],
    ['name', 'corecurve arm'],
    ['name', 'x'.repeat(65)],
    ['workflow', 'corecurve.yml'],
    ['workflow', '../.github/workflows/x.yml'],
    ['workflow', '.github/workflows/x.yml@main'],
    ['artifact', 'a/b'],
    ['artifact', 'a'.repeat(101)],
  ])('%s: %s', (name, value) => {
    const found = value.split(',').at(-1) ?? ''
    const read = () => inputs({ [name]: value })
    expect(read).toThrow(UserError)
    expect(read).toThrow(`input ${name}: found "${found}"`)
  })
})

test.each(['0/4', '5/4', '1', '1/257', '1/4/4', 'a/b', '-1/4'])('shard: %s is no part', (shard) => {
  expect(() => inputs({ mode: 'measure', shard })).toThrow(UserError)
  expect(() => inputs({ mode: 'measure', shard })).toThrow('input shard: found')
})

test.each(['0', '257', '1.5', 'four', '-1'])('shards: %s is no number of parts', (shards) => {
  expect(() => inputs({ mode: 'plan', shards })).toThrow(UserError)
  expect(() => inputs({ mode: 'plan', shards })).toThrow(`input shards: found "${shards}"; allowed: how many`)
})

describe('an input that the mode would leave unread is refused:', () => {
  test.each([
    ['auto', 'shard', '1/4'],
    ['auto', 'shards', '4'],
    ['measure', 'shards', '4'],
    ['publish', 'cores', '1'],
    ['publish', 'budget', '5m'],
    ['publish', 'shard', '1/4'],
    ['plan', 'cores', '1'],
    ['plan', 'budget', '5m'],
    ['bot', 'only', 'checkout'],
    ['bot', 'config', 'corecurve.yml'],
    ['bot', 'baseline-branch', 'perf'],
  ])('mode %s has no use for %s', (mode, name, value) => {
    const given = { mode, [name]: value, ...(mode === 'plan' ? { shards: '4' } : {}) }
    expect(() => inputs(given)).toThrow(UserError)
    expect(() => inputs(given)).toThrow(`input ${name}: mode ${mode} has no use for it`)
  })

  test('and plan needs the number of parts', () => {
    expect(() => inputs({ mode: 'plan' })).toThrow('input shards: mode plan needs the number of parts')
    expect(inputs({ mode: 'plan', shards: '4' })).toMatchObject({ mode: 'plan', shards: 4 })
  })
})

test('whatever is given, the answer is usable inputs or a UserError', () => {
  const names = fc.constantFrom(
    ...['mode', 'only', 'cores', 'budget', 'evidence', 'fail-on', 'baseline-branch'],
    ...['comment', 'shard', 'shards', 'workflow', 'artifact'],
  )
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
