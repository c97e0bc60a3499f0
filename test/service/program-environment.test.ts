import { describe, expect, it } from 'vitest'
import { programEnvironment, withheldByName, withoutSecrets } from '../../src/service/program-environment.ts'

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
    'SSH_AUTH_SOCK',
    'TOKEN',
    'VAULT_TOKEN',
    'CARGO_REGISTRY_TOKEN',
    'CLIENT_SECRET',
    'SECRET_OF_SHOP',
    'DB_PASSWORD',
    'db_password',
    'PGPASSWORD',
    'MYSQL_PWD',
    'SMTP_PASSWD',
    'SIGNING_KEY_PASSPHRASE',
    'GOOGLE_APPLICATION_CREDENTIALS',
    'STRIPE_API_KEY',
    'OPENAI_APIKEY',
    'DEPLOY_PRIVATE_KEY',
    'STRIPE_SECRET_KEY',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    'npm_config__auth',
    'NPM_CONFIG_AUTHTOKEN',
  ])('keeps %s from the program', (name) => {
    expect(programEnvironment({ [name]: 'secret', KEPT: 'yes' }, { cores: 1, env: {} })).not.toHaveProperty(
      name,
    )
  })

  it.each([
    'PATH',
    'HOME',
    'OLDPWD',
    'TOKENIZERS_PARALLELISM',
    'KEYBOARD',
    'AWS_REGION',
    'DATABASE_URL',
    'SSH_CONNECTION',
    'GIT_AUTHOR_NAME',
    'GITHUB_SHA',
    'SECRETARY',
    'XAUTHORITY',
    'DB_PASSWORD_LENGTH',
  ])('leaves %s to the program', (name) => {
    expect(withoutSecrets({ [name]: 'value' })).toEqual({ [name]: 'value' })
  })

  it('gives what the user sets themselves, whatever it is called, and nothing of what was withheld', () => {
    const env = programEnvironment(
      { DB_PASSWORD: 'withheld', DB_LOGIN: 'handed over' },
      { cores: 1, env: { DB_PASSWORD: '$DB_LOGIN', API_KEY: 'test', OTHER: '$DB_PASSWORD' } },
    )
    expect(env).toMatchObject({ DB_PASSWORD: 'handed over', API_KEY: 'test', OTHER: '' })
  })

  it('lets the user’s own values win, and expands what they name', () => {
    const env = programEnvironment(
      { HOME: '/home/me', GOMAXPROCS: '64' },
      { cores: 2, env: { GOMAXPROCS: '1', DB_POOL: '$CORES', WHERE: '$HOME/data' } },
    )
    expect(env).toMatchObject({ GOMAXPROCS: '1', DB_POOL: '2', WHERE: '/home/me/data', CORES: '2' })
  })
})

describe('withheldByName', () => {
  it('names what someone may miss, and not what every job has', () => {
    const env = {
      VAULT_TOKEN: 'a',
      DB_PASSWORD: 'b',
      GITHUB_TOKEN: 'c',
      INPUT_API_KEY: 'd',
      PATH: '/bin',
      UNSET_TOKEN: undefined,
    }
    expect(withheldByName(env)).toEqual(['DB_PASSWORD', 'VAULT_TOKEN'])
  })
})
