// npm run build: writes dist/. With --check it writes nothing and fails where dist/ is not what a build makes.
// A folder given as the last argument is built instead of this repository.
import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { bundleSources, type DistFile } from './bundle/bundle-sources.ts'
import { collectLicences } from './bundle/collect-licences.ts'
import { compareDist } from './bundle/compare-dist.ts'

const { values, positionals } = parseArgs({
  options: { check: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const root = resolve(positionals[0] ?? join(import.meta.dirname, '..'))
const directory = join(root, 'dist')

try {
  const built = await buildDist()
  if (values.check) await check(built)
  else await write(built)
} catch (error) {
  console.error(`build: ${(error as Error).message}`)
  process.exitCode = 1
}

async function buildDist(): Promise<DistFile[]> {
  const { files, inputs } = await bundleSources(root)
  const licences = await collectLicences(root, inputs)
  return [...files, { name: 'licenses.txt', contents: Buffer.from(licences), executable: false }]
}

async function write(built: readonly DistFile[]): Promise<void> {
  await mkdir(directory, { recursive: true })
  const names = new Set(built.map((file) => file.name))
  for (const name of await readdir(directory)) {
    if (!names.has(name)) await rm(join(directory, name), { recursive: true })
  }
  for (const file of built) {
    const path = join(directory, file.name)
    await writeFile(path, file.contents)
    await chmod(path, file.executable ? 0o755 : 0o644)
    console.log(`${(file.contents.length / 1024).toFixed(0).padStart(6)} KiB  dist/${file.name}`)
  }
}

async function check(built: readonly DistFile[]): Promise<void> {
  const differences = await compareDist(directory, built)
  if (differences.length === 0) {
    console.log('dist is what the sources build.')
    return
  }
  for (const { name, kind } of differences) console.error(`dist/${name}: ${kind}`)
  console.error('dist is not what the sources build: run `npm run build` and commit dist.')
  process.exitCode = 1
}
