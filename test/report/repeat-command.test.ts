import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { repeatCommand } from '../../src/report/repeat-command.ts'
import { aComparison } from '../support/results.ts'

test('names the commit and the seed, and nothing that is so anyway', () => {
  expect(repeatCommand(aComparison({}), { only: [], evidence: 'auto' })).toBe(
    'npx corecurve compare --base 9d31c0700000 --seed 118',
  )
})

test('names all that was asked for', () => {
  expect(
    repeatCommand(aComparison({}), {
      only: ['checkout', 'search'],
      shard: { index: 2, of: 8 },
      config: '.github/corecurve.yml',
      cores: [1, 2],
      budget: 90_000,
      evidence: 'duel',
      headNamed: true,
    }),
  ).toBe(
    'npx corecurve compare --base 9d31c0700000 --head 4f2a9c100000 --config .github/corecurve.yml --only checkout,search --shard 2/8 --cores 1,2 --evidence duel --budget 90s --seed 118',
  )
})

test('is one command whatever a path or a seed holds', () => {
  const config = `it's $(touch x); "here".yml`
  const command = repeatCommand(aComparison({ seed: '' }), { only: [], config })
  const words = execFileSync('bash', ['-c', `npx() { printf '%s\\n' "$@"; }; ${command}`], {
    encoding: 'utf8',
  })
  expect(words.trimEnd().split('\n')).toEqual([
    ...['corecurve', 'compare', '--base', '9d31c0700000', '--config', config],
  ])
})
