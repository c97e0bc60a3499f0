import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const REPOSITORY = join(import.meta.dirname, '../..')
const PROGRAMS = ['action.cjs', 'cli.cjs', 'generator.cjs', 'metronome-thread.cjs', 'reaper.cjs']

const TREE = {
  'package.json': JSON.stringify({ name: 'tree', version: '7.8.9', type: 'module' }),
  'src/action.ts': `import { loud } from 'loud'\nconsole.log(loud('action'))\n`,
  'src/cli.ts': [
    `import { VERSION } from './version.ts'`,
    `import { workerFile } from './worker-file.ts'`,
    `async function main() {`,
    `  await using end = { [Symbol.asyncDispose]: async () => console.log('undone') }`,
    `  console.log(VERSION, workerFile('generator'), workerFile('reaper'))`,
    `  if (process.argv[2] === 'loud') console.log((await import('loud')).loud('cli'))`,
    `}`,
    `void main()\n`,
  ].join('\n'),
  'src/load/generator.ts': `console.log('generator')\n`,
  'src/load/metronome-thread.ts': `console.log('beat')\n`,
  'src/service/reaper.ts': `import quiet from '@of/quiet'\nconsole.log(quiet)\n`,
  'node_modules/loud/package.json': JSON.stringify({
    name: 'loud',
    version: '1.2.3',
    license: 'ISC',
    main: 'main.cjs',
    module: 'module.js',
  }),
  'node_modules/loud/module.js': `console.log('loud is loaded')\nexport const loud = (text) => text.toUpperCase()\n`,
  'node_modules/loud/main.cjs': `throw new Error('not the ESM one')\n`,
  'node_modules/loud/LICENSE': 'Be loud.\r\nBut fair.\r\n',
  'node_modules/@of/quiet/package.json': JSON.stringify({
    name: '@of/quiet',
    version: '0.0.1',
    license: 'CC0-1.0',
    main: 'a.js',
  }),
  'node_modules/@of/quiet/a.js': `module.exports = 'hush'\n`,
  'node_modules/unused/package.json': JSON.stringify({ name: 'unused', version: '1.0.0', license: 'MIT' }),
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'build-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function plant(root: string, files: Record<string, string> = TREE): Promise<void> {
  const own = ['version.ts', 'worker-file.ts'].map(async (name) => {
    return [`src/${name}`, await readFile(join(REPOSITORY, 'src', name), 'utf8')] as const
  })
  for (const [path, text] of [...Object.entries(files), ...(await Promise.all(own))]) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
}

function run(program: string, args: string[], cwd = folder): Promise<{ status: number; output: string }> {
  return new Promise((resolve) => {
    execFile(program, args, { cwd }, (error, stdout, stderr) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr })
    })
  })
}

function build(root: string, ...options: string[]): Promise<{ status: number; output: string }> {
  return run(process.execPath, [join(REPOSITORY, 'scripts/build.ts'), ...options, root])
}

describe('build', () => {
  it('bundles the four programs, which run, and prints their sizes', async () => {
    await plant(folder)
    const built = await build(folder)
    expect(built.output).toMatch(/^ +\d+ KiB {2}dist\/action\.cjs\n/)
    for (const program of PROGRAMS) expect(built.output).toContain(`dist/${program}`)
    expect(built.status).toBe(0)
    const output = async (name: string) => (await run(process.execPath, [join(folder, 'dist', name)])).output
    expect(await output('action.cjs')).toBe('loud is loaded\nACTION\n')
    expect(await output('generator.cjs')).toBe('generator\n')
    expect(await output('reaper.cjs')).toBe('hush\n')
  })

  it('makes the command line a program that knows its version and the workers beside it', async () => {
    await plant(folder)
    await build(folder)
    const { output } = await run(join(folder, 'dist/cli.cjs'), [])
    const dist = join(folder, 'dist')
    expect(output).toBe(`7.8.9 ${join(dist, 'generator.cjs')} ${join(dist, 'reaper.cjs')}\nundone\n`)
  })

  it('loads a dynamically imported package only when it is asked for', async () => {
    await plant(folder)
    await build(folder)
    const cli = join(folder, 'dist/cli.cjs')
    expect((await run(cli, [])).output).not.toContain('loud is loaded')
    expect((await run(cli, ['loud'])).output).toContain('loud is loaded\nCLI\n')
  })

  it('lowers `using`, for Node 22', async () => {
    await plant(folder)
    await build(folder)
    expect(await readFile(join(folder, 'dist/cli.cjs'), 'utf8')).not.toMatch(/await using/)
  })

  it('collects the licences of bundled packages only, sorted, and notes a missing text', async () => {
    await plant(folder)
    await build(folder)
    const text = await readFile(join(folder, 'dist/licenses.txt'), 'utf8')
    expect(text).toContain('loud 1.2.3 (ISC)\n\nBe loud.\nBut fair.\n')
    expect(text).toContain(
      '@of/quiet 0.0.1 (CC0-1.0)\n\nThe package ships no licence text. It declares: CC0-1.0',
    )
    expect(text.indexOf('@of/quiet')).toBeLessThan(text.indexOf('loud'))
    expect(text).not.toContain('unused')
  })

  it('writes the same bytes wherever the tree lies', async () => {
    const [here, there] = [join(folder, 'here'), join(folder, 'quite/elsewhere')]
    await plant(here)
    await plant(there)
    await build(here)
    await build(there)
    for (const name of [...PROGRAMS, 'licenses.txt']) {
      const bytes = await readFile(join(here, 'dist', name))
      expect(bytes.equals(await readFile(join(there, 'dist', name)))).toBe(true)
      expect(bytes.includes(folder)).toBe(false)
    }
  })

  it('removes what no build writes from dist', async () => {
    await plant(folder, { ...TREE, 'dist/old.cjs': '' })
    await build(folder)
    await expect(stat(join(folder, 'dist/old.cjs'))).rejects.toThrow('ENOENT')
  })

  it('fails where an entry is missing, and names it', async () => {
    const { 'src/service/reaper.ts': _, ...files } = TREE
    await plant(folder, files)
    const { status, output } = await build(folder)
    expect(status).toBe(1)
    expect(output).toContain('src/service/reaper.ts')
    await expect(stat(join(folder, 'dist'))).rejects.toThrow('ENOENT')
  })

  it('fails on a warning, such as a module that cannot have import.meta', async () => {
    await plant(folder, { ...TREE, 'src/action.ts': 'console.log(import.meta.resolve)' })
    const { status, output } = await build(folder)
    expect(status).toBe(1)
    expect(output).toMatch(/warns about dist\/action\.cjs:\nsrc\/action\.ts:1: .*import\.meta/)
  })
})

describe('build --check', () => {
  it('passes what a build has just written', async () => {
    await plant(folder)
    await build(folder)
    expect(await build(folder, '--check')).toEqual({
      status: 0,
      output: 'dist is what the sources build.\n',
    })
  })

  it('lists every file that differs, says what to do, and writes nothing', async () => {
    await plant(folder)
    await build(folder)
    await writeFile(join(folder, 'src/action.ts'), 'console.log(2)\n')
    await rm(join(folder, 'dist/reaper.cjs'))
    await writeFile(join(folder, 'dist/old.cjs'), '')
    await chmod(join(folder, 'dist/cli.cjs'), 0o644)
    const { status, output } = await build(folder, '--check')
    expect(status).toBe(1)
    expect(output).toContain('dist/action.cjs: changed\n')
    expect(output).toContain('dist/cli.cjs: not-executable\n')
    expect(output).toContain('dist/old.cjs: stale\n')
    expect(output).toContain('dist/reaper.cjs: missing\n')
    expect(output).not.toContain('dist/generator.cjs')
    expect(output).toContain('run `npm run build` and commit dist')
    await expect(stat(join(folder, 'dist/reaper.cjs'))).rejects.toThrow('ENOENT')
  })

  it('reports a dist that is not there', async () => {
    await plant(folder)
    const { status, output } = await build(folder, '--check')
    expect(status).toBe(1)
    expect(output).toContain('dist/cli.cjs: missing')
  })
})
