import { describe, expect, it } from 'vitest'
import { programEnvironment } from '../../src/service/program-environment.ts'

describe('programEnvironment', () => {
  it('tells every runtime how many cores there are', () => {
    expect(programEnvironment({}, { cores: 4, port: 8080, env: {} })).toEqual({
      CORES: '4',
      GOMAXPROCS: '4',
      WEB_CONCURRENCY: '4',
      PYTHON_CPU_COUNT: '4',
      PORT: '8080',
      HOST: '127.0.0.1',
    })
  })

  it.each([
    'INPUT_GITHUB-TOKEN',
    'ACTIONS_RUNTIME_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_URL',
    'GITHUB_TOKEN',
    'GH_TOKEN',
    'GIT_CONFIG_VALUE_0',
    'GITHUB_ENV',
    'GITHUB_PATH',
    'GITHUB_OUTPUT',
    'GITHUB_STEP_SUMMARY',
    'NODE_CHANNEL_FD',
  ])('keeps %s from the program', (name) => {
    expect(programEnvironment({ [name]: 'secret', KEPT: 'yes' }, { cores: 1, env: {} })).not.toHaveProperty(
      name,
    )
  })

  it('lets the user’s own values win, and expands what they name', () => {
    const env = programEnvironment(
      { HOME: '/home/me', GOMAXPROCS: '64' },
      { cores: 2, env: { GOMAXPROCS: '1', DB_POOL: '$CORES', WHERE: '$HOME/data' } },
    )
    expect(env).toMatchObject({ GOMAXPROCS: '1', DB_POOL: '2', WHERE: '/home/me/data', CORES: '2' })
  })
})
