import * as z from 'zod'
import { group } from './key-group.ts'
import {
  bodySchema,
  durationSchema,
  environmentSchema,
  headersSchema,
  levelsSchema,
  methodSchema,
  nameSchema,
  pathSchema,
  percentageSchema,
  textSchema,
} from './schema-values.ts'

const REQUEST_ALLOWED = 'a request such as { method: POST, path: /checkout }, or a list of them'
const requestSchema = group(
  {
    method: methodSchema.optional().meta({
      description: 'Method of the request. Left out: GET, or POST where there is a body.',
    }),
    path: pathSchema.prefault('/').meta({
      description: 'Path and query of the request.',
      examples: ['/checkout', '/search?q=lock'],
    }),
    headers: headersSchema.prefault({}).meta({
      description: 'Headers of the request.',
      examples: [{ accept: 'application/json' }],
    }),
    body: bodySchema.optional().meta({
      description:
        'Body as a JSON value, sent as application/json unless headers has another content-type; a string is then sent as it is.',
      examples: [{ sku: 1 }],
    }),
    bodyFile: textSchema('a file, relative to the directory of the service')
      .optional()
      .meta({
        description:
          'File whose bytes are the body, relative to the directory of the service. Excludes body.',
        examples: ['testdata/order.json'],
      }),
  },
  REQUEST_ALLOWED,
).meta({ not: { required: ['body', 'bodyFile'] } })

const STATUS_ALLOWED = 'a status from 200 to 599, or a list of them such as [200, 404]'
const CONNECTIONS_ALLOWED = 'a whole number from 1 to 65535, or a list of them such as [16, 256]'

/** Keys of each kind of benchmark beside those that both have. The first one tells the kind. */
export const KEYS_OF_KIND = {
  http: ['service', 'request', 'connections', 'expect', 'timeout'],
  command: ['command', 'prepare', 'directory', 'env'],
} as const

const refused = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, false]))

const BENCHMARK_ALLOWED = 'a group of keys with service (and request), or with command (and prepare)'
/** Both kinds in one group: which keys go together is checked by `relationProblems`, in words for people. */
export const benchmarkSchema = group(
  {
    service: nameSchema.optional().meta({
      description: 'Name of the service that this benchmark loads.',
      examples: ['api'],
    }),
    request: z
      .union([requestSchema, z.array(requestSchema).min(1, REQUEST_ALLOWED)], REQUEST_ALLOWED)
      .prefault({})
      .meta({
        description: 'Request of the load, or a list of requests sent in turn. Left out: GET /.',
        examples: [{ method: 'POST', path: '/checkout', body: { sku: 1 } }],
      }),
    connections: levelsSchema(1, 65_535, CONNECTIONS_ALLOWED)
      .prefault(16)
      .meta({
        description: 'Requests in flight at any moment, or a list: each level is a series of its own.',
        examples: [16, [16, 256]],
      }),
    expect: group(
      {
        status: levelsSchema(200, 599, STATUS_ALLOWED)
          .optional()
          .meta({
            description: 'Status, or statuses, that count as an answer. Left out: any from 200 to 299.',
            examples: [200, [200, 404]],
          }),
      },
      'a group of keys, such as { status: 200 }',
    )
      .prefault({})
      .meta({
        description: 'What counts as an answer. Anything else is an error, and errors are never throughput.',
      }),
    timeout: durationSchema()
      .prefault('10s')
      .meta({
        description: 'A request without an answer by then is an error.',
        examples: ['10s'],
      }),
    command: textSchema('a command, such as ./bin/import data.csv --workers $CORES')
      .optional()
      .meta({
        description: 'Command that hyperfine times. It gets CORES, the number of CPUs that it may use.',
        examples: ['./bin/import data.csv --workers $CORES'],
      }),
    prepare: textSchema('a command, such as rm -rf out')
      .optional()
      .meta({
        description: 'Command that runs before each timed run of command, untimed.',
        examples: ['rm -rf out'],
      }),
    directory: textSchema('a directory of the repository, such as tools')
      .prefault('.')
      .meta({
        description: 'Directory where command and prepare run, relative to the root of the repository.',
        examples: ['tools'],
      }),
    env: environmentSchema.prefault({}).meta({
      description: 'Environment variables of command and prepare. $NAME expands, $$ is a dollar sign.',
      examples: [{ WORKERS: '$CORES' }],
    }),
    tolerance: percentageSchema()
      .prefault('3%')
      .meta({
        description: 'A smaller loss never alarms.',
        examples: ['3%'],
      }),
    detect: percentageSchema()
      .prefault('10%')
      .meta({
        description: 'A larger loss must not slip through. Must be above tolerance.',
        examples: ['10%'],
      }),
  },
  BENCHMARK_ALLOWED,
).meta({
  oneOf: [
    { required: ['service'], properties: refused(KEYS_OF_KIND.command) },
    { required: ['command'], properties: refused(KEYS_OF_KIND.http) },
  ],
})
