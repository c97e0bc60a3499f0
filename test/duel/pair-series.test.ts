import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/config/parse-config.ts'
import { pairingKey, pairSeries } from '../../src/duel/pair-series.ts'
import { declaredSeries } from '../../src/duel/series.ts'
import { temporaryRepository } from '../config/temporary-repository.ts'

const FILES = { 'api/main.go': '' }
const headFolder = await temporaryRepository(FILES)
const baseFolder = await temporaryRepository(FILES)

afterAll(async () => {
  await headFolder[Symbol.asyncDispose]()
  await baseFolder[Symbol.asyncDispose]()
})

const configOf = (yaml: string, root: string) => parseConfig(yaml, { file: 'corecurve.yml', root })

const HEAD = await configOf(
  `services:
  api: { directory: api, start: ./head, env: { ARM: head } }
benchmarks:
  checkout: { service: api, request: { path: /new }, connections: [1, 16] }
  import: { command: ./import --all, env: { ARM: head } }
`,
  headFolder.root,
)
const BASE_YAML = `services:
  api: { directory: api, start: ./base, env: { ARM: base } }
benchmarks:
  checkout: { service: api, request: { path: /old }, connections: 4 }
  import: { command: ./import, env: { ARM: base } }
`
const pair = async (base: string | undefined, failures = new Map()) =>
  pairSeries(
    HEAD,
    declaredSeries(HEAD),
    base === undefined ? undefined : await configOf(base, baseFolder.root),
    failures,
  )

describe('pairSeries', () => {
  it('puts head’s load on each arm’s own service, at every level that head declares', async () => {
    const [one, sixteen] = await pair(BASE_YAML)
    expect([one, sixteen].map((each) => pairingKey(each!))).toEqual(['checkout@1', 'checkout@16'])
    expect(sixteen).toMatchObject({
      kind: 'duel',
      duel: {
        series: { connections: 16, benchmark: { requests: [{ path: '/new' }] } },
        sources: {
          base: {
            service: { start: './base', env: { ARM: 'base' }, directory: join(baseFolder.root, 'api') },
          },
          head: {
            service: { start: './head', env: { ARM: 'head' }, directory: join(headFolder.root, 'api') },
          },
        },
      },
    })
  })

  it('runs head’s command in each arm’s own folder and environment', async () => {
    expect((await pair(BASE_YAML))[2]).toMatchObject({
      kind: 'duel',
      duel: {
        series: { benchmark: { command: './import --all' } },
        sources: {
          base: { kind: 'command', directory: baseFolder.root, env: { ARM: 'base' } },
          head: { kind: 'command', directory: headFolder.root, env: { ARM: 'head' } },
        },
      },
    })
  })

  it('says that base did not build: of the service’s benchmarks, and of commands, which may need what it should have made', async () => {
    const failure = { phase: 'build', reason: 'no module shop', output: [] }
    expect(await pair(BASE_YAML, new Map([['api', failure]]))).toMatchObject([
      { kind: 'base-failed', failure },
      { kind: 'base-failed', failure },
      { kind: 'base-failed', failure },
    ])
  })

  it.each([
    ['has no configuration', undefined],
    ['lacks the benchmark', BASE_YAML.replaceAll('checkout', 'basket').replaceAll('import:', 'export:')],
    [
      'has another kind of benchmark by that name',
      BASE_YAML.replace(/ {2}checkout.*\n/, '  checkout: { command: ls }\n').replace(
        / {2}import.*\n/,
        '  import: { service: api, request: { path: / } }\n',
      ),
    ],
  ])('finds no baseline where base %s', async (_, base) => {
    expect((await pair(base)).map(({ kind }) => kind)).toEqual(['no-baseline', 'no-baseline', 'no-baseline'])
  })

  it('finds no baseline where base lacks the service', async () => {
    expect(
      (await pair(BASE_YAML.replace('  api:', '  shop:').replace('service: api', 'service: shop'))).map(
        ({ kind }) => kind,
      ),
    ).toEqual(['no-baseline', 'no-baseline', 'duel'])
  })
})
