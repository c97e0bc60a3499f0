import { readdir } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { findings } from '../support/comment-audit.ts'
import { aDuel, aDuelled } from '../support/duelled.ts'
import { hostileArtifacts } from '../support/hostile-artifacts.ts'
import type { WorkflowRun } from '../support/loopback-github-model.ts'
import { BASE, HEAD, MERGE, type Outcome, Publishing, REPOSITORY, runBundled } from '../support/publishing.ts'
import { type Step, workflowCommands } from '../support/runner.ts'

// What the bundled Action, started as the runner starts it, does with the hostile corpus: with all of it as parts of one
// run, and with some of every kind in place of the result. Whoever adds one to the corpus has it tried here as well.

const COMMITS = { base: BASE, head: MERGE }
const HONEST = aDuel(COMMITS, [aDuelled('checkout', -0.2)])
const ARTIFACTS = hostileArtifacts(HONEST)

/** Those in place of a result: one process each. With them goes every other that may be read. */
const ALONE = [
  // No archive, or a broken one.
  ...['nothing at all', 'an archive cut off in its directory', 'a wrong checksum'],
  ...['an encrypted file', 'zip64: 2^64 - 1 entries'],
  // Bombs.
  ...['a GiB of zeros', 'a GiB of zeros that claims to be small', 'a bomb within the file'],
  ...['zeros beyond the limit, by a ratio that is allowed', 'an archive larger than any result'],
  // Paths and kinds of files.
  ...['a path that climbs out', 'an absolute path', 'a name with a zero byte'],
  ...['a symbolic link', 'a device', 'the file beside another', 'ten thousand entries'],
  // No JSON, or none of ours.
  ...['a file: a page of HTML', 'a file: two results', 'a file: a key twice'],
  ...['a file: a record', 'a file: a schema that is none'],
  // Numbers and counts.
  ...['a file: NaN where a number is expected'],
  ...['a file: a billion benchmarks, claimed'],
  ...['a file: a hundred thousand arrays deep', 'a file: five million commas'],
  // Words.
  ...['a file: a name of markup', 'a file: a name that mentions', 'a file: a name of 100 kB'],
  ...['a file: a verdict that is none', 'a file: a head that is no commit'],
]
/** Who refuses it first has other words for it than the reader of archives. */
const EARLIER = new Map([['an archive larger than any result', /The artifact is larger than/]])

/** What strangers put into them to be shown, obeyed or linked. */
const STRANGERS =
  /octocat|evil|onerror|alert\(|<b>|<script|\$\(|passwd|bashrc|polluted|octo\/other|TOKEN=|[\u001b\u202e\ud800]/
/** What a publishing job may tell the runner. */
const COMMANDS = ['add-mask', 'warning', 'error']
/** What a publishing job may write to: checks of the repository, and comments of pull request 7. */
const WRITTEN = /^\/repos\/octo\/shop\/(check-runs(\/\d+)?|issues\/7\/comments|issues\/comments\/\d+)$/

/** A GitHub with pull requests that a file may name beside the one that was measured. */
async function start(files: string[] = []): Promise<Publishing> {
  const world = await Publishing.start(async (step) => {
    const outcome = await runBundled(step)
    files.push(...(await filesOf(step)))
    return outcome
  })
  const bystander = { headSha: 'd'.repeat(40), headRef: 'bystander' }
  world.github.addPullRequest(REPOSITORY, { number: 1, baseSha: BASE, ...bystander })
  world.github.addRepository('octo/other')
  world.github.addPullRequest('octo/other', { number: 1, ...bystander })
  return world
}

/** Files of the step and around it, without what is drawn in their names. */
async function filesOf({ folder }: Step): Promise<string[]> {
  const all = await readdir(folder, { recursive: true })
  return all.map((path) => path.replace(/^(empty|step)-\w{6}/, '$1')).sort()
}

function expectNothingOfStrangers(world: Publishing, run: WorkflowRun, step: Outcome): void {
  const { requests } = world.github
  const comments = world.comments().map(({ body }) => body)
  const outputs = world.checks().map(({ output }) => output)
  const said = [step.log, step.summary, JSON.stringify(step.outputs), ...comments, JSON.stringify(outputs)]
  for (const text of said) expect(text).not.toMatch(STRANGERS)
  const page = 'https://github.example/octo/shop/actions/runs/'
  const links = [`${page}5000`, `${page}${run.id}`]
  const markdowns = [...outputs.map(({ summary }) => summary ?? ''), step.summary]
  for (const markdown of markdowns) expect(findings(markdown, { links })).toEqual([])
  for (const body of comments) {
    const [, marker = ''] = /^<!-- (.*) -->\n/.exec(body) ?? []
    expect(findings(body, { links, marker })).toEqual([])
  }
  expect(workflowCommands(step.log).filter(({ command }) => !COMMANDS.includes(command))).toEqual([])

  const writes = requests.filter(({ method, operation }) => method !== 'GET' && operation !== 'graphql')
  for (const { path, operation, body } of writes) {
    expect(path).toMatch(WRITTEN)
    if (operation === 'checks/create') expect(body).toMatchObject({ head_sha: HEAD })
  }
  expect(world.github.repository(REPOSITORY).comments.filter(({ number }) => number !== 7)).toEqual([])
  expect(world.github.repository('octo/other')).toMatchObject({ comments: [], checkRuns: [], statuses: [] })
}

describe('the bundled Action', () => {
  /** After an honest artifact, and after a run that left none. */
  const usual: Record<'result' | 'nothing', string[]> = { result: [], nothing: [] }
  beforeAll(async () => {
    await using world = await start(usual.result)
    await world.publish(world.measured([HONEST]))
    await using other = await start(usual.nothing)
    await other.publish(other.run())
  })

  const chosen = ARTIFACTS.filter(({ what, outcome }) => outcome.kind !== 'refused' || ALONE.includes(what))
  it('is given every kind', () => {
    const whats = chosen.map(({ what }) => what)
    expect(ALONE.filter((what) => !whats.includes(what))).toEqual([])
  })

  it.concurrent.each(chosen)(
    'in place of a result takes nothing of $what',
    async ({ what, bytes, outcome }) => {
      const files: string[] = []
      await using world = await start(files)
      const run = world.run()
      world.github.addArtifact(REPOSITORY, run, 'corecurve', bytes)
      const step = await world.publish(run, { with: { comment: 'always' } })
      expectNothingOfStrangers(world, run, step)
      if (outcome.kind === 'harmless') {
        // Its numbers are those of the honest one, as far as they are there, and are all that is believed.
        const { verdict } = step.outputs
        expect(verdict, step.log).toMatch(/^(regression|inconclusive|failed)$/)
        expect(step.status).toBe(verdict === 'inconclusive' ? 0 : 1)
        expect(world.ours()).toHaveLength(1)
        expect(files).toEqual(usual.result)
        return
      }
      const words =
        outcome.kind === 'newer' ? /a newer corecurve writes/ : (EARLIER.get(what) ?? outcome.words)
      expect(step.status, step.log).toBe(1)
      expect(step.errors).toEqual(['The result of the run cannot be used. The job summary says why.'])
      expect(step.warnings).toEqual([expect.stringMatching(words)])
      expect(step.log.length).toBeLessThan(1000)
      expect(step.outputs).toEqual({ 'comment-url': expect.any(String) })
      expect(world.comments()).toMatchObject([
        { body: expect.stringMatching(/\n### Not measured: the result of the run cannot be used\n/) },
      ])
      expect(world.checks()).toMatchObject([
        { conclusion: 'neutral', output: { title: 'Not measured: the result of the run cannot be used' } },
      ])
      expect(files).toEqual(usual.nothing)
    },
  )

  it('among the parts of a run takes nothing of any, and judges the honest one', async () => {
    await using world = await start()
    const run = world.run()
    const of = ARTIFACTS.length + 1
    for (const [at, { bytes }] of ARTIFACTS.entries())
      world.github.addArtifact(REPOSITORY, run, `corecurve-${at + 1}-of-${of}`, bytes)
    world.upload(run, aDuel(COMMITS, [aDuelled('checkout', -0.2)], { index: of, of }))
    const step = await world.publish(run)
    expect(step.outputs.verdict, step.log).toBe('regression')
    expect(step.warnings).toHaveLength(ARTIFACTS.length)
    expectNothingOfStrangers(world, run, step)
    expect(world.ours()).toHaveLength(1)
    expect(world.ours()[0]!.body).toContain(`${ARTIFACTS.length} of ${of} shards are missing`)
    expect(world.checks()).toMatchObject([{ conclusion: 'failure' }])
  })
})
