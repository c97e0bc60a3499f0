import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findConfig } from '../../src/config/find-config.ts'
import { scratchFolder } from '../support/scratch-repository.ts'

function tree(...files: string[]) {
  const folder = scratchFolder()
  for (const file of files) {
    mkdirSync(dirname(join(folder.path, file)), { recursive: true })
    writeFileSync(join(folder.path, file), '')
  }
  return folder
}

describe('findConfig', () => {
  it('takes the nearest from where it is called up to the repository’s root', async () => {
    using folder = tree('corecurve.yml', 'apps/shop/corecurve.yaml', 'apps/shop/src/main.go', 'apps/docs/x')
    const at = (cwd: string) => findConfig({ cwd: join(folder.path, cwd), repositoryRoot: folder.path })
    expect(await at('apps/shop/src')).toEqual({
      root: join(folder.path, 'apps/shop'),
      file: join(folder.path, 'apps/shop/corecurve.yaml'),
    })
    expect(await at('apps/docs')).toEqual({ root: folder.path, file: join(folder.path, 'corecurve.yml') })
  })

  it('makes paths relative to the folder above .github', async () => {
    using folder = tree('.github/corecurve.yml')
    const file = join(folder.path, '.github/corecurve.yml')
    expect(await findConfig({ cwd: folder.path, repositoryRoot: folder.path })).toEqual({
      root: folder.path,
      file,
    })
    const named = { cwd: folder.path, repositoryRoot: folder.path, named: '.github/corecurve.yml' }
    expect(await findConfig(named)).toEqual({ root: folder.path, file })
  })

  it('prefers corecurve.yml to the one in .github', async () => {
    using folder = tree('corecurve.yml', '.github/corecurve.yml')
    const { file } = await findConfig({ cwd: folder.path, repositoryRoot: folder.path })
    expect(file).toBe(join(folder.path, 'corecurve.yml'))
  })

  it('takes a named file from where it is called, whether it is there or not', async () => {
    using folder = tree('corecurve.yml', 'apps/x')
    const cwd = join(folder.path, 'apps')
    expect(await findConfig({ cwd, repositoryRoot: folder.path, named: '../bench.yml' })).toEqual({
      root: folder.path,
      file: join(folder.path, 'bench.yml'),
    })
  })

  it('never looks above the repository, nor above a folder outside of it', async () => {
    using folder = tree('corecurve.yml', 'inner/x', 'other/x')
    const repositoryRoot = join(folder.path, 'inner')
    expect(await findConfig({ cwd: repositoryRoot, repositoryRoot })).toEqual({ root: repositoryRoot })
    expect(await findConfig({ cwd: join(folder.path, 'other'), repositoryRoot })).toEqual({
      root: repositoryRoot,
    })
  })
})
