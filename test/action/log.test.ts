import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostileText, TRICKS, UNSEEN } from '../support/hostile-text.ts'
import { REPOSITORY } from '../support/publishing.ts'
import { type EndedStep, runStep, type Step, workflowCommands } from '../support/runner.ts'

// The bundled Action in a process of its own, and what the runner reads of it.

const SHA = 'a'.repeat(40)
const repository = { full_name: REPOSITORY, default_branch: 'main' }

/** Ways of a stranger's text into the log, each to an end of its own: no request, no checkout, nothing measured. */
const WAYS: Readonly<Record<string, (text: string) => Pick<Step, 'event' | 'with'>>> = {
  'a line': (ref) => ({
    event: { name: 'push', payload: { ref, after: '0'.repeat(40), deleted: true, repository } },
    with: { 'github-token': '' },
  }),
  'a warning': (path) => ({
    event: {
      name: 'workflow_run',
      payload: {
        action: 'completed',
        workflow_run: {
          ...{ id: 1, run_attempt: 1, event: 'pull_request', path, conclusion: 'success' },
          ...{ head_sha: SHA, head_branch: 'change', html_url: 'https://github.example/run' },
        },
        repository,
      },
    },
  }),
  'the error': (mode) => ({
    event: { name: 'push', payload: { ref: 'refs/heads/main', after: SHA, repository } },
    with: { 'github-token': '', mode },
  }),
}

/** As long as GitHub's names may be. */
const LONGEST = 1000

/** The tricks that could do something in a log, in as few texts as hold them. */
function packedTricks(): string[] {
  const tricks = TRICKS.map(([, text]) => text).filter((text) => /::|##\[|%0|[^\x20-\x7e]/.test(text))
  const texts: string[] = []
  for (const trick of tricks) {
    const longer = `${texts.at(-1) ?? ''}\n${trick}`
    if (texts.length > 0 && longer.length <= LONGEST) texts.splice(-1, 1, longer)
    else texts.push(trick)
  }
  return texts
}

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function stepWith(way: string, text: string): Promise<EndedStep> {
  return runStep({
    ...{ folder, workspace: folder, sha: SHA, ref: 'refs/heads/main', token: 'ghs_token' },
    ...{ apiUrl: 'http://127.0.0.1:9', serverUrl: 'https://github.example', repository: REPOSITORY },
    ...WAYS[way]!(text),
  })
}

/** The command that the way itself means to give, and nothing else that a runner or a terminal would obey. */
function expectHarmless(step: EndedStep, expected: readonly string[]): void {
  const commands = step.commands.filter(({ command }) => command !== 'add-mask')
  expect(commands.map(({ command }) => command)).toEqual(expected)
  // The runner prints the message of a command as lines of the log.
  for (const { data } of commands) {
    expect(workflowCommands(data)).toEqual([])
    expect(data.replaceAll('\n', '')).not.toMatch(UNSEEN)
  }
  expect((step.stdout + step.stderr).replaceAll('\n', '')).not.toMatch(UNSEEN)
  // Marks that paint over the lines around them.
  expect(step.stdout + step.stderr).not.toMatch(/\p{M}{5}/u)
  expect(step.stderr).toBe('')
  expect(step.otherFiles).toBe('')
}

const EXPECTED: readonly (readonly [
  way: string,
  says: string,
  status: number,
  commands: readonly string[],
])[] = [
  ['a line', 'was deleted: nothing to measure', 0, []],
  ['a warning', 'and only runs of', 0, ['warning']],
  ['the error', 'input mode: found', 1, ['error']],
]

describe.concurrent.each(EXPECTED)(
  'what a stranger wrote, in %s of the log',
  (way, says, status, commands) => {
    test.each(packedTricks().map((text, at) => [at + 1, text] as const))(
      'neither commands the runner nor steers a terminal: tricks, part %i',
      async (_, text) => {
        const step = await stepWith(way, text.replaceAll('\0', ''))
        expect(step.stdout + step.stderr).toContain(says)
        expect(step.status).toBe(status)
        expectHarmless(step, commands)
      },
    )

    test('and mixed, the tricks do no better', async () => {
      const text = fc
        .array(hostileText, { minLength: 20 })
        .map((lines) => lines.join('\n').replaceAll('\0', ''))
      await fc.assert(
        fc.asyncProperty(text, async (lines) => {
          const step = await stepWith(way, `x${lines}`.slice(0, LONGEST))
          expect(step.stdout + step.stderr).toContain(says)
          expectHarmless(step, commands)
        }),
        { numRuns: 1, endOnFailure: true },
      )
    })
  },
)
