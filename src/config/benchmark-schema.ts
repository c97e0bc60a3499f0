import * as z from 'zod'
import { expectationSchema } from './expectation-schema.ts'
import { group } from './key-group.ts'
import { latencySchema, overloadSchema, streamSchema } from './regime-schema.ts'
import { requestsSchema } from './request-schema.ts'
import {
  durationSchema,
  environmentSchema,
  levelsSchema,
  nameSchema,
  percentageSchema,
  textSchema,
} from './schema-values.ts'

const CONNECTIONS_ALLOWED = 'a whole number from 1 to 65535, or a list of them such as [16, 256]'
const WARM_UP_ALLOWED = 'a whole number from 0 to 100'

/** What a duel distinguishes in throughput. */
export const THRESHOLDS = { tolerance: '3%', detect: '10%' } as const
export const DEFAULT_TIMEOUT = '10s'

/** Keys of each kind of benchmark beside those that both have. The first one tells the kind. */
export const KEYS_OF_KIND = {
  http: ['service', 'request', 'connections', 'expect', 'timeout', 'latency', 'overload', 'stream'],
  command: ['command', 'prepare', 'setup', 'cleanup', 'warmUp', 'directory', 'env'],
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
    request: requestsSchema.prefault({}).meta({
      description: 'Request of the load, or a list of requests drawn by weight. Left out: GET /.',
      examples: [
        { method: 'POST', path: '/checkout', body: { sku: 1 } },
        [
          { path: '/browse', weight: 8 },
          { path: '/checkout', bodyFrom: 'orders.jsonl', weight: 2 },
        ],
      ],
    }),
    connections: levelsSchema(1, 65_535, CONNECTIONS_ALLOWED)
      .prefault(16)
      .meta({
        description: 'Requests in flight at any moment, or a list: each level is a series of its own.',
        examples: [16, [16, 256]],
      }),
    expect: expectationSchema.prefault({}).meta({
      description: 'What counts as an answer. Anything else is an error, and errors are never throughput.',
    }),
    timeout: durationSchema()
      .prefault(DEFAULT_TIMEOUT)
      .meta({
        description: 'A request without an answer by then is an error.',
        examples: ['10s'],
      }),
    latency: latencySchema.optional().meta({
      description:
        'Measures latency under load that is offered at a fixed rate, whatever is answered. {} takes the defaults.',
      examples: [{ rate: '70%', quantiles: [50, 99] }],
    }),
    overload: overloadSchema.optional().meta({
      description:
        'Measures what is still answered in time when more is offered than can be done. {} takes the defaults.',
      examples: [{ rate: '150%', deadline: '200ms' }],
    }),
    stream: streamSchema.optional().meta({
      description:
        'Answers are long-lived streams, and throughput is their events. Excludes latency and overload.',
      examples: [{ count: 'lines' }],
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
    setup: textSchema('a command, such as ./bin/fill data.db')
      .optional()
      .meta({
        description: 'Command that runs once before the first timed run of a measurement, untimed.',
        examples: ['./bin/fill data.db'],
      }),
    cleanup: textSchema('a command, such as rm -f data.db')
      .optional()
      .meta({
        description: 'Command that runs once after the last timed run of a measurement, untimed.',
        examples: ['rm -f data.db'],
      }),
    warmUp: z
      .int(WARM_UP_ALLOWED)
      .min(0, WARM_UP_ALLOWED)
      .max(100, WARM_UP_ALLOWED)
      .prefault(1)
      .meta({
        description: 'Runs of command before the timed ones.',
        examples: [3],
      }),
    directory: textSchema('a directory of the repository, such as tools')
      .prefault('.')
      .meta({
        description:
          'Directory where command and the commands around it run, relative to the root of the repository.',
        examples: ['tools'],
      }),
    env: environmentSchema.prefault({}).meta({
      description:
        'Environment variables of command and the commands around it. $NAME expands, $$ is a dollar sign.',
      examples: [{ WORKERS: '$CORES' }],
    }),
    tolerance: percentageSchema()
      .prefault(THRESHOLDS.tolerance)
      .meta({
        description: 'A smaller loss never alarms.',
        examples: ['3%'],
      }),
    detect: percentageSchema()
      .prefault(THRESHOLDS.detect)
      .meta({
        description: 'A larger loss must not slip through. Must be above tolerance.',
        examples: ['10%'],
      }),
  },
  BENCHMARK_ALLOWED,
).meta({
  oneOf: [
    {
      required: ['service'],
      properties: refused(KEYS_OF_KIND.command),
      not: { required: ['stream'], anyOf: [{ required: ['latency'] }, { required: ['overload'] }] },
    },
    { required: ['command'], properties: refused(KEYS_OF_KIND.http) },
  ],
})
