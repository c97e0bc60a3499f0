import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MINIMAL_CONFIG } from '../../src/config/minimal-config.ts'
import { readConfig } from '../../src/config/read-config.ts'
import { UserError } from '../../src/user-error.ts'
import { temporaryRepository } from './temporary-repository.ts'

async function problem(options: { file?: string; root: string }): Promise<string> {
  const error = await readConfig(options).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(UserError)
  return (error as UserError).message.replaceAll(options.root, 'ROOT')
}

describe('the configuration', () => {
  test.each(['corecurve.yml', 'corecurve.yaml', '.github/corecurve.yml', '.github/corecurve.yaml'])(
    'is found as %s, and services run from the root',
    async (file) => {
      await using repository = await temporaryRepository({ [file]: MINIMAL_CONFIG })
      const config = await readConfig({ root: repository.root })
      expect(config).toMatchObject({ file, root: repository.root })
      expect(config.services[0]?.directory).toBe(repository.root)
    },
  )

  test('at the root wins over the one in .github', async () => {
    await using repository = await temporaryRepository({
      'corecurve.yml': MINIMAL_CONFIG,
      '.github/corecurve.yml': 'not read',
    })
    expect((await readConfig({ root: repository.root })).file).toBe('corecurve.yml')
  })

  test('may be given by name, inside the repository or not', async () => {
    await using repository = await temporaryRepository({ 'perf/bench.yml': MINIMAL_CONFIG })
    await using elsewhere = await temporaryRepository({ 'bench.yml': MINIMAL_CONFIG })
    const { root } = repository
    expect((await readConfig({ root, file: 'perf/bench.yml' })).file).toBe('perf/bench.yml')
    expect((await readConfig({ root, file: join(root, 'perf/bench.yml') })).file).toBe('perf/bench.yml')
    const outside = join(elsewhere.root, 'bench.yml')
    expect(await readConfig({ root, file: outside })).toMatchObject({ file: outside, root })
  })

  test('may start with a byte order mark', async () => {
    await using repository = await temporaryRepository({ 'corecurve.yml': `\ufeff${MINIMAL_CONFIG}` })
    expect((await readConfig({ root: repository.root })).benchmarks).toHaveLength(1)
  })
})

describe('a user is told', () => {
  test('where no configuration was found, and what to start with', async () => {
    await using repository = await temporaryRepository()
    expect(await problem({ root: repository.root })).toMatchInlineSnapshot(`
      "No configuration found in ROOT.
      Looked for corecurve.yml, corecurve.yaml, .github/corecurve.yml, .github/corecurve.yaml.
      Start with this as corecurve.yml:

      services:
        api:
          start: node server.js # listens on $PORT
      benchmarks:
        home:
          service: api
          request: { path: / }
      "
    `)
  })

  test('that the given file is not there', async () => {
    await using repository = await temporaryRepository({ 'corecurve.yml': MINIMAL_CONFIG })
    expect(await problem({ root: repository.root, file: 'perf.yml' })).toMatchInlineSnapshot(
      `"perf.yml: there is no such file. Name another file, or none to use the first found of corecurve.yml, corecurve.yaml, .github/corecurve.yml, .github/corecurve.yaml."`,
    )
  })

  test('that the given file is a directory', async () => {
    await using repository = await temporaryRepository({ 'perf/x': '' })
    expect(await problem({ root: repository.root, file: 'perf' })).toMatchInlineSnapshot(
      `"perf: is a directory, and a YAML file is needed."`,
    )
  })

  test('that the file is too large', async () => {
    const large = `${MINIMAL_CONFIG}#${'x'.repeat(1024 * 1024)}`
    await using repository = await temporaryRepository({ 'corecurve.yml': large })
    expect(await problem({ root: repository.root })).toMatchInlineSnapshot(
      `"corecurve.yml: is larger than 1 MiB, which no configuration is. Is it the right file?"`,
    )
  })

  test('on which line the file is not UTF-8', async () => {
    const latin1 = Buffer.from('services: {}\n# caf\u00e9\nbenchmarks: {}\n', 'latin1')
    await using repository = await temporaryRepository({ 'corecurve.yml': latin1 })
    expect(await problem({ root: repository.root })).toMatchInlineSnapshot(`
      "corecurve.yml:2:1: the file is not UTF-8 text
        allowed: UTF-8: save it as UTF-8"
    `)
  })

  test('what is wrong with a file under its own name', async () => {
    await using repository = await temporaryRepository({ '.github/corecurve.yml': 'benchmarks: 1' })
    expect(await problem({ root: repository.root })).toMatch(
      /^\.github\/corecurve\.yml:1:13: benchmarks: found 1/,
    )
  })
})
