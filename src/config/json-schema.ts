import * as z from 'zod'
import { configSchema } from './schema.ts'

/** The JSON Schema of corecurve.yml as editors read it: draft 7, which all of them know. */
export function configJsonSchema(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' })
  return {
    $schema,
    $id: 'https://unpkg.com/corecurve/schema/corecurve.schema.json',
    title: 'corecurve.yml',
    description: 'Concurrency benchmarks that corecurve runs once per CPU core count.',
    ...schema,
  }
}
