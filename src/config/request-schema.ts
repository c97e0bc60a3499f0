import * as z from 'zod'
import { headersSchema } from './header-schema.ts'
import { group } from './key-group.ts'
import { bodySchema, methodSchema, pathSchema, textSchema } from './schema-values.ts'

/** Requests that one benchmark may declare. */
const MOST_REQUESTS = 1000

/** Keys that give a request its body, of which it may have one. */
export const BODY_KEYS = ['body', 'bodyFile', 'bodyFrom'] as const

const REQUEST_ALLOWED = 'a request such as { method: POST, path: /checkout }, or a list of them'
const WEIGHT_ALLOWED = 'a number above 0, 1000000 at most, such as 8'

const requestSchema = group(
  {
    method: methodSchema.optional().meta({
      description: 'Method of the request. Left out: GET, or POST where there is a body.',
    }),
    path: pathSchema.prefault('/').meta({
      description:
        'Path and query of the request. $CORES becomes the number of CPUs that the service may use.',
      examples: ['/checkout', '/search?q=lock'],
    }),
    headers: headersSchema.prefault({}).meta({
      description: 'Headers of the request. $CORES becomes the number of CPUs that the service may use.',
      examples: [{ accept: 'application/json' }],
    }),
    weight: z
      .number(WEIGHT_ALLOWED)
      .gt(0, WEIGHT_ALLOWED)
      .max(1_000_000, WEIGHT_ALLOWED)
      .prefault(1)
      .meta({
        description:
          'How often this request is sent, against the weights of the others in the list: 8 is four times as often as 2.',
        examples: [8],
      }),
    body: bodySchema.optional().meta({
      description:
        'Body as a JSON value, sent as application/json unless headers has another content-type; a string is then sent as it is. $CORES becomes the number of CPUs that the service may use.',
      examples: [{ sku: 1 }],
    }),
    bodyFile: textSchema('a file, relative to the directory of the service')
      .optional()
      .meta({
        description:
          'File whose bytes are the body, relative to the directory of the service. Excludes body and bodyFrom.',
        examples: ['testdata/order.json'],
      }),
    bodyFrom: textSchema('a file of JSON values, one a line, relative to the directory of the service')
      .optional()
      .meta({
        description:
          'File of JSON values, one a line, relative to the directory of the service: each line is a body, sent in turn and over again, as application/json unless headers has another content-type. Excludes body and bodyFile.',
        examples: ['testdata/orders.jsonl'],
      }),
  },
  REQUEST_ALLOWED,
).meta({
  not: {
    anyOf: BODY_KEYS.flatMap((key, index) =>
      BODY_KEYS.slice(index + 1).map((other) => ({ required: [key, other] })),
    ),
  },
})

/** One request, or a list of them. */
export const requestsSchema = z.union(
  [
    requestSchema,
    z
      .array(requestSchema)
      .min(1, REQUEST_ALLOWED)
      .max(MOST_REQUESTS, `${REQUEST_ALLOWED}, ${MOST_REQUESTS} at most`),
  ],
  REQUEST_ALLOWED,
)
