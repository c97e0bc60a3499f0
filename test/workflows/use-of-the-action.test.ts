import { describe, expect, it } from 'vitest'
import { readInputs } from '../../src/action/inputs.ts'
import { ACTION, EXAMPLES, isOurs, jobsOf, readText, type Step } from './workflow-files.ts'

// A stranger copies these: whatever they say to corecurve must be understood by this version of it.

/** What the expressions in inputs come to in a run. */
const VALUES: Readonly<Record<string, string>> = {
  '${{ github.token }}': 'token',
  '${{ matrix.shard }}': '1/4',
  '${{ matrix.benchmarks }}': 'checkout,import',
}

const uses = jobsOf(EXAMPLES).flatMap(([name, job]) =>
  job.steps.filter(isOurs).map((step): [string, Step] => [name, step]),
)

describe('an example', () => {
  it('runs corecurve', () => {
    const files = new Set(uses.map(([name]) => name.split(' ')[0]))
    expect(files.size).toBe(EXAMPLES.length)
  })

  it.each(uses)('gives corecurve inputs that it has and can read: %s', (_, step) => {
    const given = step.with ?? {}
    expect(Object.keys(ACTION.inputs)).toEqual(expect.arrayContaining(Object.keys(given)))
    const read = (name: string) => {
      const value = String(given[name] ?? ACTION.inputs[name]?.default ?? '')
      return value.includes('${{') ? VALUES[value]! : value
    }
    expect(readInputs(read)).toMatchObject(given.mode === undefined ? {} : { mode: given.mode })
  })

  it.each(jobsOf(EXAMPLES))('reads outputs that the step has: %s', (_, job) => {
    const ours = new Set(job.steps.filter(isOurs).map(({ id }) => id))
    const read = [...JSON.stringify(job).matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)]
    for (const [, id, output] of read) {
      expect(ours).toContain(id)
      expect(Object.keys(ACTION.outputs)).toContain(output)
    }
  })

  const untokened = jobsOf(EXAMPLES).filter(([, job]) =>
    job.steps.some((step) => isOurs(step) && step.with?.['github-token'] === ''),
  )
  it.each(untokened)('has base in the clone where nothing can be fetched later: %s', (_, job) => {
    const [checkout] = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkout?.with?.['fetch-depth']).toBe(2)
  })

  const uploads = jobsOf(EXAMPLES).flatMap(([name, job]) =>
    job.steps
      .filter((step) => step.uses?.startsWith('actions/upload-artifact@'))
      .map((step): [string, Step] => [name, step]),
  )
  it.each(uploads)('can be run again: its upload replaces that of the same name: %s', (_, step) => {
    expect(step.with).toMatchObject({ overwrite: true })
  })

  it.each(EXAMPLES)('says under which name to save it, and stands in the table: $path', ({ path, text }) => {
    const readme = readText('examples/workflows/README.md')
    const saved = /[Ss]ave as (?:\S+ )*?\.github\/workflows\/(corecurve[\w-]*\.yml)/.exec(
      text.replaceAll('\n#', ''),
    )?.[1]
    const rows = readme.split('\n').filter((line) => line.includes(`(${path.split('/').pop()})`))
    expect(saved).toBeDefined()
    expect(rows.some((row) => row.includes(`\`${saved}\``))).toBe(true)
  })
})

describe('the README', () => {
  it('has base in the clone of a job that holds no token', () => {
    const untokened = readText('README.md')
      .split(/^```/m)
      .filter((text) => text.includes("github-token: ''"))
    expect(untokened.length).toBeGreaterThan(0)
    for (const snippet of untokened) expect(snippet).toContain('fetch-depth: 2')
  })
})

describe.each(['inputs', 'outputs'] as const)('docs/github.md', (kind) => {
  const section = readText('docs/github.md')
    .split(/^## /m)
    .find((text) => text.startsWith(kind === 'inputs' ? 'Inputs' : 'Outputs'))!
  const documented = [...section.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, name]) => name!)

  it(`has a row for each of the ${kind}, and for nothing else`, () => {
    expect(documented.sort()).toEqual(Object.keys(ACTION[kind]).sort())
  })
})
