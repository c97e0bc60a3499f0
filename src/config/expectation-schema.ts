import * as z from 'zod'
import { expectedHeadersSchema } from './header-schema.ts'
import { JSON_PATH_ALLOWED, JSON_PATH_PATTERN, jsonPathKeys, meantJsonPath } from './json-path.ts'
import { group } from './key-group.ts'
import { isJson, levelsSchema } from './schema-values.ts'

const STATUS_ALLOWED = 'a status from 200 to 599, or a list of them such as [200, 404]'
const CONTAINS_ALLOWED = 'text that the body must contain, such as ok'
const JSON_ALLOWED = 'a group of paths and their values, such as { items.0.sku: 1 }'
const VALUE_ALLOWED = 'a JSON value, without .inf and .nan'
const BODY_ALLOWED = 'a group of keys with contains, json or both, such as { contains: ok }'

const jsonPathSchema = z
  .string(JSON_PATH_ALLOWED)
  .check(({ value, issues }) => {
    if (jsonPathKeys(value) !== undefined) return
    const params = { meant: meantJsonPath(value) }
    issues.push({ code: 'custom', input: value, message: JSON_PATH_ALLOWED, params })
  })
  .meta({ pattern: JSON_PATH_PATTERN.source })

const expectedBodySchema = group(
  {
    contains: z
      .string(CONTAINS_ALLOWED)
      .min(1, CONTAINS_ALLOWED)
      .optional()
      .meta({ description: 'Text that the body must contain.', examples: ['ok'] }),
    json: z
      .record(
        jsonPathSchema,
        z.unknown().refine((value) => isJson(value), VALUE_ALLOWED),
        JSON_ALLOWED,
      )
      .refine((paths) => Object.keys(paths).length > 0, JSON_ALLOWED)
      .optional()
      .meta({
        description:
          'Values that a JSON body must have, by path: keys and positions with dots between them, \\. for a dot in a key.',
        minProperties: 1,
        examples: [{ 'items.0.sku': 1 }],
      }),
  },
  BODY_ALLOWED,
)
  .refine(({ contains, json }) => contains !== undefined || json !== undefined, BODY_ALLOWED)
  .meta({ minProperties: 1 })

export const expectationSchema = group(
  {
    status: levelsSchema(200, 599, STATUS_ALLOWED)
      .optional()
      .meta({
        description: 'Status, or statuses, that count as an answer. Left out: any from 200 to 299.',
        examples: [200, [200, 404]],
      }),
    headers: expectedHeadersSchema.prefault({}).meta({
      description: 'Headers that an answer must have, and their values.',
      examples: [{ 'content-type': 'application/json' }],
    }),
    body: expectedBodySchema.optional().meta({
      description: 'What the body of an answer must hold. Looking costs the load generator time.',
      examples: [{ contains: 'ok' }, { json: { 'items.0.sku': 1 } }],
    }),
  },
  'a group of keys, such as { status: 200 }',
)
