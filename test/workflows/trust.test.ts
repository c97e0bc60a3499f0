import { describe, expect, it } from 'vitest'
import { MAX_RATIO, MAX_ZIP_BYTES } from '../../src/github/zip-limits.ts'
import { MAX_SHARDS } from '../../src/result/read-shard.ts'
import {
  JSON_LIMITS,
  MAX_POINTS,
  MAX_RESULT_BYTES,
  MAX_SERIES,
  MAX_TOGETHER,
} from '../../src/result/untrusted-limits.ts'
import { EXAMPLES, example, isOurs, type Job, jobsOf, OUR_OWN, readText } from './workflow-files.ts'

// What docs/security.md promises of the workflow files.

const files = [...EXAMPLES, ...OUR_OWN]
const uses = (job: Job, action: string) => job.steps.filter((step) => step.uses?.startsWith(action))
const modeOf = (job: Job) => job.steps.find(isOurs)?.with?.mode
const written = (job: Job) =>
  Object.entries(job.permissions ?? {})
    .filter(([, access]) => access === 'write')
    .map(([name]) => name)

describe('every workflow', () => {
  it.each(files)('grants nothing but reading to jobs that do not ask for more: $path', ({ content }) => {
    expect(Object.values(content.permissions)).not.toContain('write')
  })

  it.each(files)('has no pull_request_target: $path', ({ content }) => {
    expect(Object.keys(content.on)).not.toContain('pull_request_target')
  })

  it.each(files)('says which of its runs wait for each other: $path', ({ content }) => {
    for (const job of Object.values(content.jobs))
      expect(content.concurrency ?? job.concurrency).toBeDefined()
  })

  it.each(files)('holds no command up with the comments that are none: $path', ({ content }) => {
    // Runs join the group of a workflow before `if` of its jobs is read, and a new one cancels one that waits.
    if ('issue_comment' in content.on) expect(content.concurrency).toBeUndefined()
  })

  it.each(EXAMPLES)('uses no secret: $path', ({ text }) => {
    expect(text).not.toMatch(/\$\{\{[^}]*\bsecrets\b/)
  })

  it.each(files)('leaves no token in the checkout: $path', ({ content }) => {
    const checkouts = Object.values(content.jobs).flatMap((job) => uses(job, 'actions/checkout@'))
    for (const step of checkouts) expect(step.with?.['persist-credentials']).toBe(false)
  })

  it.each(files)('gives a reason with each finding that it ignores: $path', ({ text }) => {
    const ignored = text.split('\n').filter((line) => line.includes('zizmor: ignore'))
    for (const line of ignored)
      expect(line).toMatch(/# zizmor: ignore\[(dangerous-triggers|unpinned-uses)\] \w+:?( [^ ]+){4,}$/)
  })

  it('pins every Action of others to a commit, one commit for each', () => {
    const pins = files.flatMap(({ text }) => [...text.matchAll(/uses: (\S+?)@(\S+)(.*)/g)])
    const commits = new Map<string, Set<string>>()
    for (const [, action, ref, comment] of pins) {
      if (action === 'corecurve/corecurve') continue
      expect(`${ref}${comment}`).toMatch(/^[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
      commits.set(action!, (commits.get(action!) ?? new Set()).add(`${ref}${comment}`))
    }
    expect(commits.size).toBeGreaterThan(3)
    for (const refs of commits.values()) expect(refs.size).toBe(1)
  })
})

describe('a job of the examples', () => {
  const jobs = jobsOf(EXAMPLES)
  const inMode = (...modes: unknown[]) => jobs.filter(([, job]) => modes.includes(modeOf(job)))

  it.each(inMode('measure'))(
    'that measures for another to publish may only read, and has no token: %s',
    (_, job) => {
      expect(job.permissions).toEqual({ contents: 'read' })
      expect(job.steps.find(isOurs)?.with?.['github-token']).toBe('')
    },
  )

  it.each(inMode('publish', 'bot'))('that holds the token of others checks nothing out: %s', (_, job) => {
    expect(job.steps.every(isOurs)).toBe(true)
  })

  it.each(jobs)('writes to the repository only where no pull request starts it: %s', (name, job) => {
    if (!written(job).includes('contents')) return
    const isNightly = name.startsWith('examples/workflows/nightly.yml ')
    expect(isNightly || /event(_name)? == 'push'/.test(job.if ?? '')).toBe(true)
  })

  it.each(jobs)('is not called as the check run is, which may be required: %s', (name, job) => {
    expect([name.split(' ')[1], job.name]).not.toContain('corecurve')
  })
})

describe('the two steps', () => {
  const measure = example('two-steps-measure.yml')
  const publish = example('two-steps-publish.yml')

  it.each(['two-steps-measure.yml', 'shards.yml', 'single-job.yml'])(
    'know each other by name and by path: two-steps-publish.yml and %s',
    (name) => {
      const { content, text } = example(name)
      expect(publish.content.on.workflow_run).toMatchObject({ workflows: [content.name] })
      for (const job of Object.values(publish.content.jobs))
        expect(text).toContain(String(job.steps.find(isOurs)?.with?.workflow))
    },
  )

  it('never hold a token that writes beside code of a pull request', () => {
    for (const [, job] of jobsOf([measure])) expect(written(job)).toEqual([])
  })
})

describe('docs/security.md', () => {
  const page = readText('docs/security.md')
  const rows = page.split('\n').filter((line) => line.startsWith('| **'))

  it.each(jobsOf(EXAMPLES))('has a row with the permissions of %s', (name, job) => {
    const file = name.split(' ')[0]!.split('/').pop()!
    const granted = Object.entries(job.permissions ?? {}).map(([what, access]) => `${what}: ${access}`)
    const stated = rows
      .map((row) => row.split('|').slice(1, 3) as [string, string])
      .filter(([who]) => who.includes(file))
      .map(([, permissions]) => [...permissions.matchAll(/`([a-z-]+: [a-z]+)`/g)].map(([, one]) => one!))
    expect(stated.map((permissions) => permissions.sort())).toContainEqual(granted.sort())
  })

  it('states the limits of the file that are in force', () => {
    const mebibytes = (bytes: number) => `${bytes / 1024 / 1024} MiB`
    const limits = [
      `at most ${MAX_SHARDS} shards`,
      `| the archive | ${mebibytes(MAX_ZIP_BYTES)},`,
      `| unpacked | ${mebibytes(MAX_RESULT_BYTES)}, and ${MAX_RATIO} times`,
      `depth (${JSON_LIMITS.depth}), the number of values (${JSON_LIMITS.values})`,
      `strings (${JSON_LIMITS.stringLength}) and keys (${JSON_LIMITS.keyLength})`,
      `number above ${JSON_LIMITS.largest.toExponential().replace('+', '')}`,
      `${MAX_SERIES} series and ${MAX_POINTS} points`,
      `and ${MAX_TOGETHER.values} values`,
    ]
    for (const limit of limits) expect(page).toContain(limit)
  })
})
