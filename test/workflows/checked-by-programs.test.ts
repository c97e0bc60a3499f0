import { execFile } from 'node:child_process'
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXAMPLES, OUR_OWN, ROOT, readText } from './workflow-files.ts'

const INSTALL = join(ROOT, '.ci/workflow-tools')

let tools: string
let temporary: string
beforeAll(async () => {
  tools = (await run(INSTALL, ['--folder'])).output.trim()
  temporary = await mkdtemp(join(tmpdir(), 'workflows-'))
})
afterAll(() => rm(temporary, { recursive: true }))

function run(program: string, args: readonly string[]): Promise<{ status: number; output: string }> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd: ROOT }, (error, stdout, stderr) => {
      if (error === null) resolve({ status: 0, output: stdout + stderr })
      else if (typeof error.code === 'number') resolve({ status: error.code, output: stdout + stderr })
      else reject(error)
    })
  })
}

async function tool(name: string): Promise<string> {
  const path = join(tools, name)
  await access(path).catch(() => {
    throw new Error(`${name} is not installed. \`.ci/workflow-tools\` does that, with Python and Go.`)
  })
  return path
}

async function actionlint(file: string) {
  return await run(await tool('actionlint'), ['-no-color', '-shellcheck', await tool('shellcheck'), file])
}

/** With the stricter of its sets of rules, and nothing asked of the network. */
async function zizmor(file: string) {
  const how = ['--offline', '--persona=pedantic', '--strict-collection', '--no-progress', '--quiet']
  return await run(await tool('zizmor'), [...how, '--color=never', '--render-links=never', file])
}

async function written(text: string): Promise<string> {
  const file = join(temporary, 'workflow.yml')
  await writeFile(file, text)
  return file
}

/** The workflows that the README shows, in its order. */
const shown = [...readText('README.md').matchAll(/^```yaml\n([\s\S]*?)^```$/gm)]
  .map(([, yaml = '']) => yaml)
  .filter((yaml) => yaml.includes('runs-on:'))

const paths = [...EXAMPLES, ...OUR_OWN].map(({ path }) => path)

describe('actionlint', () => {
  it.each(paths)('has nothing to say about %s', async (path) => {
    expect(await actionlint(path)).toEqual({ status: 0, output: '' })
  })

  it.each(shown.map((text, at) => [at, text] as const))(
    'has nothing to say about workflow %i in the README',
    async (_, text) => {
      expect(await actionlint(await written(text))).toEqual({ status: 0, output: '' })
    },
  )

  it('would have, of a context that is not there and of a careless script', async () => {
    const file = await written(
      `on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: rm $X/$\{{ matrx.a }}\n`,
    )
    const { status, output } = await actionlint(file)
    expect(status).not.toBe(0)
    expect(output).toMatch(/undefined variable "matrx"/)
    expect(output).toMatch(/SC2086/)
  })
})

describe('zizmor', () => {
  it.each([...paths, 'action.yml'])('finds nothing in %s', async (path) => {
    const { status, output } = await zizmor(path)
    expect(output).toMatch(/^No findings to report/)
    expect(status).toBe(0)
  })

  it('would find a trigger, a token and an Action that are not safe', async () => {
    const file = await written(
      'on: pull_request_target\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n' +
        '      - uses: actions/checkout@v5\n        with: { ref: "$' +
        '{{ github.event.pull_request.head.sha }}" }\n',
    )
    const { status, output } = await zizmor(file)
    expect(status).not.toBe(0)
    for (const rule of ['dangerous-triggers', 'excessive-permissions', 'artipacked', 'unpinned-uses'])
      expect(output).toContain(`[${rule}]`)
  })
})
