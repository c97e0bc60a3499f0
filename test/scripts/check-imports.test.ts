import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PURE_ROOMS, TIERS, WORKER_ENTRIES } from '../../scripts/imports/tiers.ts'

const SCRIPT = join(import.meta.dirname, '../../scripts/check-imports.ts')

let tree: string
beforeEach(async () => {
  tree = await mkdtemp(join(tmpdir(), 'check-imports-'))
})
afterEach(() => rm(tree, { recursive: true }))

/** Writes files into the tree, with a README.md for every room, and checks it. */
async function check(files: Record<string, string>): Promise<{ status: number; output: string }> {
  const rooms = Object.keys(files).filter((path) => path.includes('/'))
  const readmes = Object.fromEntries(rooms.map((path) => [`${path.split('/')[0]}/README.md`, '# A room\n']))
  for (const [path, text] of Object.entries({ ...readmes, ...files })) {
    await mkdir(dirname(join(tree, path)), { recursive: true })
    await writeFile(join(tree, path), text)
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, '.'], { cwd: tree }, (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr })
    })
  })
}

describe('check-imports', () => {
  it('passes a tree whose imports run downwards', async () => {
    const result = await check({
      'cli.ts': `import { a } from './cli/a.ts'\nimport './pipeline.ts'\nimport 'node:fs'`,
      'cli/a.ts': `export const a = 1`,
      'pipeline.ts': `import { b } from './report/b.ts'\nawait import('./github/c.ts')`,
      'report/b.ts': `import { z } from 'zod'\nimport { UserError } from '../user-error.ts'\nimport './d.ts'`,
      'report/d.ts': `import type { Host } from '../host/host.ts'\nexport const d = new Date(0)`,
      'github/c.ts': `import '@actions/core'`,
      'host/host.ts': `import 'node:os'`,
      'user-error.ts': `export class UserError extends Error {}`,
    })
    expect(result).toEqual({ status: 0, output: expect.stringContaining('8 files keep the rules') })
  })

  it('refuses an import that runs upwards, by type only as well, with file, line and what to do', async () => {
    const { status, output } = await check({
      'config/a.ts': `\nimport type { B } from '../duel/b.ts'`,
      'duel/b.ts': `export interface B {}`,
    })
    expect(status).toBe(1)
    expect(output).toContain('./config/a.ts:2: tier: `config/a.ts` (words) imports `duel/b.ts` (products).')
    expect(output).toContain('Imports run downwards only: pass the value in')
    expect(output).toContain('1 found')
  })

  it('refuses an import of another room of the same tier', async () => {
    const { status, output } = await check({
      'report/a.ts': `export { b } from '../baseline/b.ts'`,
      'baseline/b.ts': `export const b = 1`,
    })
    expect(status).toBe(1)
    expect(output).toContain('report/a.ts:1: tier:')
    expect(output).toContain('Rooms of one tier do not know each other')
  })

  it('counts a dynamic import', async () => {
    const { output } = await check({ 'git/a.ts': `await import('../cli/b.ts')`, 'cli/b.ts': '' })
    expect(output).toContain('git/a.ts:1: tier:')
  })

  it.each([
    ['node:fs', `import { readFileSync } from 'node:fs'`],
    ['fs', `import fs from 'fs'`],
    ['@actions/core', `import '@actions/core'`],
    ['octokit', `export { Octokit } from 'octokit'`],
    ['Date.now', `const a = Date.now()`],
    ['new Date()', `const a = new Date()`],
    ['new Date', `const a = new Date\n`],
    ['Math.random', `const a = () => Math.random()`],
    ['performance.', `const a = performance.now()`],
    ['process.', `const a = process.env`],
    ['process[', `const a = process['env']`],
    ['console.', `console.log(1)`],
  ])('refuses %s in a pure room', async (what, code) => {
    const { status, output } = await check({ 'stats/a.ts': `// Pure.\n${code}` })
    expect(status).toBe(1)
    expect(output).toMatch(
      /stats\/a\.ts:2: purity: .*and `stats` is pure|stats\/a\.ts:2: purity: `stats` is pure/,
    )
    expect(output).toContain(`\`${what}`)
  })

  it('lets a pure room name a date that it was given, and words in text', async () => {
    const { output, status } = await check({
      'scaling/a.ts': `// Date.now() is not for us\nexport const a = (at: number) => new Date(at)\nconst b = 'Math.random()'`,
    })
    expect(output).toContain('keep the rules')
    expect(status).toBe(0)
  })

  it('follows the imports of a pure room to the world and shows the way', async () => {
    const { status, output } = await check({
      'report/a.ts': `import '../host/b.ts'`,
      'host/b.ts': `import './c.ts'`,
      'host/c.ts': `import 'node:os'`,
    })
    expect(status).toBe(1)
    expect(output).toContain('report/a.ts:1: purity: `report` is pure, and this import reaches')
    expect(output).toContain('`host/b.ts` → `host/c.ts` → `node:os`')
  })

  it('refuses files that import each other in a circle, by type only as well', async () => {
    const { status, output } = await check({
      'load/a.ts': `import './b.ts'`,
      'load/b.ts': `import './c.ts'`,
      'load/c.ts': `import type { B } from './b.ts'`,
    })
    expect(status).toBe(1)
    expect(output).toContain(
      'load/c.ts:1: cycle: imports run in a circle: load/b.ts → load/c.ts → load/b.ts.',
    )
    expect(output).toContain('1 found')
  })

  it('refuses an import of a worker entry', async () => {
    const { status, output } = await check({
      'load/start.ts': `import type { Slice } from './generator.ts'`,
      'load/generator.ts': `export interface Slice {}`,
    })
    expect(status).toBe(1)
    expect(output).toContain('load/start.ts:1: worker: imports `load/generator.ts`')
  })

  it('refuses an import of a file that is not there or outside', async () => {
    const { output } = await check({ 'git/a.ts': `import './gone.ts'\nimport '../../scripts/build.ts'` })
    expect(output).toContain('git/a.ts:1: missing: imports `./gone.ts`')
    expect(output).toContain('git/a.ts:2: missing: imports `../../scripts/build.ts`')
  })

  it('refuses an import by a computed name', async () => {
    const { output } = await check({ 'git/a.ts': `const name = './b.ts'\nawait import(name)` })
    expect(output).toContain('git/a.ts:2: computed:')
  })

  it('refuses a room that no tier declares', async () => {
    const { output } = await check({ 'utils/a.ts': '' })
    expect(output).toContain('utils/a.ts: room: room `utils` is in no tier')
  })

  it('wants a README.md that says something, or a head comment in the main file', async () => {
    const empty = await check({ 'git/a.ts': '', 'git/README.md': '\n' })
    expect(empty.output).toContain('git: readme: the room does not say what it is')
    const headed = await check({ 'git/git.ts': '// Runs git, and changes nothing of yours.\n' })
    expect(headed.status).toBe(0)
  })

  it('refuses a folder without sources, which would pass by saying nothing', async () => {
    expect(await check({})).toEqual({ status: 1, output: expect.stringContaining('no .ts file') })
  })
})

describe('the tiers', () => {
  it('are those of docs/architecture.md', async () => {
    const text = await readFile(join(import.meta.dirname, '../../docs/architecture.md'), 'utf8')
    const documented = [...text.matchAll(/^\| (?<tier>\w+) +\| (?<rooms>.*) \|$/gm)]
      .map(({ groups }) => ({
        name: groups?.tier ?? '',
        rooms: [
          ...new Set([...(groups?.rooms ?? '').matchAll(/`([\w-]+)(?:\/|\.ts)`/g)].map(([, room]) => room)),
        ],
      }))
      .filter(({ name }) => name !== 'tier')
    const sorted = (tiers: readonly { name: string; rooms: readonly (string | undefined)[] }[]) =>
      tiers.map(({ name, rooms }) => ({ name, rooms: rooms.toSorted() }))
    expect(sorted(documented)).toEqual(sorted(TIERS))
    for (const room of PURE_ROOMS) expect(text).toContain(`\`${room}\``)
    for (const entry of WORKER_ENTRIES) expect(text).toContain(`\`${entry}\``)
  })
})
