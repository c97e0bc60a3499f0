import * as z from 'zod'
import { group } from './key-group.ts'
import { durationSchema, environmentSchema, pathSchema, textSchema } from './schema-values.ts'

const SERVICE_ALLOWED = 'a group of keys with at least start, such as { start: node server.js }'
export const serviceSchema = group(
  {
    directory: textSchema('a directory of the repository, such as services/api')
      .prefault('.')
      .meta({
        description: 'Directory where build and start run, relative to the root of the repository.',
        examples: ['services/api'],
      }),
    build: textSchema('a command, such as go build -o bin/api ./cmd/api')
      .optional()
      .meta({
        description: 'Command that builds the service, run once per commit. May be left out.',
        examples: ['go build -o bin/api ./cmd/api', 'npm ci'],
      }),
    start: textSchema('a command, such as node server.js').meta({
      description:
        'Command that starts the service. It gets PORT and HOST to listen on, and CORES, the number of CPUs that it may use.',
      examples: ['./bin/api', 'node server.js', 'gunicorn --bind $HOST:$PORT app:app'],
    }),
    runtime: z
      .enum(['node', 'go', 'python'], 'node, go or python; leave it out for any other')
      .optional()
      .meta({
        description:
          'Runtime of the service. Left out, it is detected from the commands and the files in directory.',
      }),
    ready: pathSchema.optional().meta({
      description:
        'Path that answers with a status below 500 once the service is ready. Left out, it is ready when its port accepts.',
      examples: ['/healthz'],
    }),
    startTimeout: durationSchema()
      .prefault('30s')
      .meta({
        description: 'How long the service may take to get ready.',
        examples: ['30s', '2m'],
      }),
    env: environmentSchema.prefault({}).meta({
      description:
        'Environment variables of the service. $NAME expands, $$ is a dollar sign. They win over what corecurve sets.',
      examples: [{ DB_POOL: '$CORES' }],
    }),
  },
  SERVICE_ALLOWED,
)
