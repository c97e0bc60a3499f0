import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { obtainHyperfine } from '../../../src/load/hyperfine/obtain-hyperfine.ts'
import { PINNED_RELEASES, type Release } from '../../../src/load/hyperfine/pinned-releases.ts'
import { type FileTree, fileTree } from '../../host/file-tree.ts'

const hyperfine = (version: string) => `#!/bin/sh\necho hyperfine ${version}\n`

/** A machine whose PATH is the tree's `bin` alone; what its programs do is in the tree's `log`. */
function machineIn(tree: FileTree, env: Record<string, string> = {}, root = true) {
  const said: string[] = []
  const world = {
    env: { PATH: join(tree.root, 'bin'), HOME: tree.root, ...env },
    signal: new AbortController().signal,
    root,
    platform: 'linux-x64',
  }
  return {
    said,
    obtain: (releases: readonly Release[] = []) =>
      obtainHyperfine(world, (line) => said.push(line), releases),
    log: () => (existsSync(join(tree.root, 'log')) ? readFileSync(join(tree.root, 'log'), 'utf8') : ''),
  }
}

/** Stands for apt-get: `script` is what it does once it has written down how it was called. */
const aptGet = (script: string) => `#!/bin/sh
cd "\${0%/*}"
echo "apt-get $*" >> ../log
${script}
`
/** Writes a hyperfine where PATH finds it, on install only; no program but the shell is needed for it. */
const installs = (version: string) =>
  `case "$*" in *install*) printf '#!/bin/sh\\necho hyperfine ${version}\\n' > hyperfine; /bin/chmod +x hyperfine;; esac`
const ENV = '#!/bin/sh\nexec /usr/bin/env "$@"\n'
const TAR = '#!/bin/sh\nPATH=/usr/bin:/bin exec tar "$@"\n'
const SUDO = `#!/bin/sh\necho "sudo $*" >> "\${0%/*}/../log"\nshift\nexec "$@"\n`

/** A release with a made-up hyperfine, served on loopback. */
async function aRelease(version: string, sha256?: string) {
  const tree = await fileTree({ 'bin/hyperfine': hyperfine(version) })
  const archive = join(tree.root, 'archive.tar.gz')
  execFileSync('tar', ['-czf', archive, '-C', tree.root, 'bin/hyperfine'])
  const bytes = readFileSync(archive)
  let asked = 0
  const server = createServer((request, response) => {
    asked += 1
    if (request.url === '/release.tar.gz') response.writeHead(302, { location: '/elsewhere' }).end()
    else if (request.url === '/elsewhere') response.end(bytes)
    else response.writeHead(404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const release: Release = {
    version: '1.20.0',
    platform: 'linux-x64',
    url: `${origin}/release.tar.gz`,
    sha256: sha256 ?? createHash('sha256').update(bytes).digest('hex'),
    program: 'bin/hyperfine',
  }
  return {
    release,
    origin,
    asked: () => asked,
    async [Symbol.asyncDispose]() {
      server.close()
      await tree[Symbol.asyncDispose]()
    },
  }
}

describe('obtainHyperfine', () => {
  it('takes the one on PATH without a word', async () => {
    await using tree = await fileTree({ 'bin/hyperfine': hyperfine('1.15.0'), 'bin/apt-get': aptGet('') })
    const machine = machineIn(tree, { CI: 'true' })
    const file = join(tree.root, 'bin/hyperfine')
    expect(await machine.obtain()).toEqual({ kind: 'ready', file, version: '1.15.0' })
    expect(machine.said).toEqual([])
    expect(machine.log()).toBe('')
  })

  it.each([{}, { CI: '' }, { CI: 'false' }])(
    'installs and fetches nothing on a person’s machine, and says what to run (%j)',
    async (env) => {
      await using served = await aRelease('1.20.0')
      await using tree = await fileTree({ 'bin/apt-get': aptGet(installs('1.19.0')), 'bin/env': ENV })
      const machine = machineIn(tree, env as Record<string, string>)
      const answer = await machine.obtain([served.release])
      expect(answer).toMatchObject({ kind: 'missing', why: expect.stringContaining('not found on PATH') })
      expect(answer).toMatchObject({ why: expect.stringContaining('`apt-get install hyperfine`') })
      expect(machine.log()).toBe('')
      expect(served.asked()).toBe(0)
    },
  )

  it('installs Debian’s package in CI as root, and says so', async () => {
    await using tree = await fileTree({ 'bin/apt-get': aptGet(installs('1.19.0')), 'bin/env': ENV })
    const machine = machineIn(tree, { CI: 'true' })
    expect(await machine.obtain()).toMatchObject({ kind: 'ready', version: '1.19.0' })
    expect(machine.log()).toMatch(/^apt-get .*install .*hyperfine\n$/)
    expect(machine.said).toEqual([expect.stringMatching(/not found.*installed hyperfine 1\.19\.0/)])
  })

  it('reads the lists of packages anew where they do not know it', async () => {
    const once = `[ -e ../updated ] || case "$*" in *update*) : > ../updated;; *) exit 100;; esac`
    await using tree = await fileTree({
      'bin/apt-get': aptGet(`${once}\n${installs('1.19.0')}`),
      'bin/env': ENV,
    })
    const machine = machineIn(tree, { CI: 'true' })
    expect(await machine.obtain()).toMatchObject({ kind: 'ready', version: '1.19.0' })
    expect(machine.log().split('\n')).toMatchObject([
      expect.stringContaining('install'),
      expect.stringContaining('update'),
      expect.stringContaining('install'),
      '',
    ])
  })

  it('is root by sudo on a hosted runner, and nowhere else', async () => {
    const files = {
      'bin/apt-get': aptGet(installs('1.19.0')),
      'bin/env': ENV,
      'bin/sudo': SUDO,
      'bin/true': '#!/bin/sh\n',
    }
    await using hosted = await fileTree(files)
    const runner = machineIn(hosted, { CI: 'true', RUNNER_ENVIRONMENT: 'github-hosted' }, false)
    expect(await runner.obtain()).toMatchObject({ kind: 'ready' })
    expect(runner.log()).toMatch(/^sudo -n true\nsudo -n env .*apt-get/)
    await using other = await fileTree(files)
    const elsewhere = machineIn(other, { CI: 'true' }, false)
    expect(await elsewhere.obtain()).toMatchObject({ kind: 'missing' })
    expect(elsewhere.log()).toBe('')
  })

  it('leaves the packages of a self-hosted runner alone', async () => {
    await using tree = await fileTree({ 'bin/apt-get': aptGet(installs('1.19.0')), 'bin/env': ENV })
    const machine = machineIn(tree, { CI: 'true', RUNNER_ENVIRONMENT: 'self-hosted' })
    expect(await machine.obtain()).toMatchObject({ kind: 'missing' })
    expect(machine.log()).toBe('')
  })

  it('says what apt-get said where it fails', async () => {
    const failing = aptGet('echo "E: Unable to locate package hyperfine" >&2; exit 100')
    await using tree = await fileTree({ 'bin/apt-get': failing, 'bin/env': ENV })
    const answer = await machineIn(tree, { CI: 'true' }).obtain()
    expect(answer).toMatchObject({ why: expect.stringContaining('E: Unable to locate package hyperfine') })
  })

  it('fetches a pinned release once where the package is too old, keeps it, and says so', async () => {
    await using served = await aRelease('1.20.0')
    await using tree = await fileTree({
      'bin/apt-get': aptGet(installs('1.12.0')),
      'bin/env': ENV,
      'bin/tar': TAR,
    })
    const machine = machineIn(tree, { CI: 'true', RUNNER_TOOL_CACHE: join(tree.root, 'tools') })
    const file = join(tree.root, 'tools/corecurve/hyperfine/1.20.0/linux-x64/hyperfine')
    expect(await machine.obtain([served.release])).toEqual({ kind: 'ready', file, version: '1.20.0' })
    expect(machine.said.join()).toMatch(
      /not found.*too old, version 1\.12\.0.*fetched hyperfine 1\.20\.0.*SHA-256 verified/,
    )
    expect(served.asked()).toBe(2)
    expect(await machine.obtain([served.release])).toMatchObject({ file })
    expect(served.asked()).toBe(2)
    expect(readdirSync(dirname(file))).toEqual(['hyperfine'])
  })

  it('refuses a release with another checksum: nothing of it is kept or run', async () => {
    await using served = await aRelease('1.20.0', 'a'.repeat(64))
    await using tree = await fileTree({})
    const machine = machineIn(tree, { CI: 'true', XDG_CACHE_HOME: join(tree.root, 'cache') })
    const answer = await machine.obtain([served.release])
    expect(answer).toMatchObject({
      kind: 'missing',
      why: expect.stringMatching(/SHA-256 [0-9a-f]{64}, not a{64}/),
    })
    expect(existsSync(join(tree.root, 'cache'))).toBe(false)
    expect(machine.said).toEqual([])
  })

  it('says what the server answered, and does not take a release that is another than its name', async () => {
    await using served = await aRelease('1.19.0')
    await using tree = await fileTree({ 'bin/tar': TAR })
    const env = { CI: 'true', XDG_CACHE_HOME: join(tree.root, 'cache') }
    const gone = { ...served.release, url: `${served.origin}/gone` }
    expect(await machineIn(tree, env).obtain([gone])).toMatchObject({ why: expect.stringContaining('404') })
    const other = await machineIn(tree, env).obtain([served.release])
    expect(other).toMatchObject({ kind: 'missing', why: expect.stringContaining('does not run here') })
  })

  it('has releases that are pinned whole', () => {
    for (const release of PINNED_RELEASES) {
      expect(release.sha256).toMatch(/^[0-9a-f]{64}$/)
      expect(release.url).toContain(release.version)
      expect(release.url).toMatch(/^https:/)
    }
  })
})
