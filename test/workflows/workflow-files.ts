import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'

export const ROOT = resolve(import.meta.dirname, '../..')

const permissionsSchema = z.record(z.string(), z.enum(['read', 'write', 'none']))
const stepSchema = z.looseObject({
  id: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
})
const concurrencySchema = z.object({
  group: z.string(),
  'cancel-in-progress': z.union([z.boolean(), z.string()]),
})
const jobSchema = z.looseObject({
  name: z.string(),
  if: z.string().optional(),
  concurrency: concurrencySchema.optional(),
  permissions: permissionsSchema.optional(),
  'timeout-minutes': z.number(),
  steps: z.array(stepSchema),
})
const workflowSchema = z.looseObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: permissionsSchema,
  concurrency: concurrencySchema.optional(),
  jobs: z.record(z.string(), jobSchema),
})

export type Job = z.infer<typeof jobSchema>
export type Step = z.infer<typeof stepSchema>

export interface WorkflowFile {
  /** From the root of the repository. */
  readonly path: string
  readonly text: string
  readonly content: z.infer<typeof workflowSchema>
}

function filesIn(folder: string): WorkflowFile[] {
  const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.yml'))
  return names.sort().map((name) => {
    const path = `${folder}/${name}`
    const text = readText(path)
    return { path, text, content: workflowSchema.parse(parse(text)) }
  })
}

export const EXAMPLES = filesIn('examples/workflows')
export const OUR_OWN = filesIn('.github/workflows')

export function example(name: string): WorkflowFile {
  const file = EXAMPLES.find(({ path }) => path === `examples/workflows/${name}`)
  if (file === undefined) throw new Error(`There is no example ${name}`)
  return file
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

/** The jobs of files, each with a name for a test: `examples/workflows/shards.yml plan`. */
export function jobsOf(files: readonly WorkflowFile[]): [string, Job][] {
  return files.flatMap(({ path, content }) =>
    Object.entries(content.jobs).map(([id, job]): [string, Job] => [`${path} ${id}`, job]),
  )
}

/** Whether a step runs this Action. */
export function isOurs({ uses }: Step): boolean {
  return uses?.startsWith('corecurve/corecurve@') ?? false
}

/** The inputs and outputs that action.yml declares. */
export const ACTION = z
  .looseObject({
    inputs: z.record(z.string(), z.looseObject({ default: z.string().optional() })),
    outputs: z.record(z.string(), z.unknown()),
  })
  .parse(parse(readText('action.yml')))
