import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { largest, smallest } from '../../src/stats/extremes.ts'

const SOURCES = join(import.meta.dirname, '../../src')
/** A list of any length as arguments: `Math.max(...all)`, `Math.min(0, ...all)`, `list.push(...all)`. */
const SPREAD_INTO_ARGUMENTS =
  /(?:Math\.\w+|\.(?:push|unshift|splice|concat|apply|fromCharCode))\([^(){[]*\.\.\./

describe('the extremes of values', () => {
  it('are found in more of them than a call has room for arguments', () => {
    const many = Array.from({ length: 300_000 }, (_, index) => index - 1000)
    expect([smallest(many), largest(many)]).toEqual([-1000, 298_999])
  })

  it('are infinite where there is none, and not a number where one is none', () => {
    expect([smallest([]), largest([])]).toEqual([Infinity, -Infinity])
    expect([smallest([1, Number.NaN]), largest([Number.NaN, 1])]).toEqual([Number.NaN, Number.NaN])
  })
})

describe('the sources', () => {
  it('hand no list of a stranger’s length to a call as its arguments: they would overflow the stack', () => {
    const spread = globSync('**/*.ts', { cwd: SOURCES }).filter((file) =>
      SPREAD_INTO_ARGUMENTS.test(readFileSync(join(SOURCES, file), 'utf8')),
    )
    expect(spread).toEqual([])
    expect('Math.max(0, ...all)').toMatch(SPREAD_INTO_ARGUMENTS)
  })
})
