import * as z from 'zod'
import { benchmarkSchema } from './benchmark-schema.ts'
import { BRANCH_ALLOWED, isGitBranchName } from './git-branch-name.ts'
import { group } from './key-group.ts'
import { listSchema, nameSchema } from './schema-values.ts'
import { serviceSchema } from './service-schema.ts'

/** Services, and benchmarks, that one file may declare. */
export const MOST_NAMES = 1000

const CORES_ALLOWED = 'auto, or a list of core counts from 1 to 4096 such as [1, 2, 4]'
const KEEP_ALLOWED = 'a whole number from 1 to 1000000'

/** The one schema of corecurve.yml: the reader, its defaults and the JSON Schema for editors all come from it. */
export const configSchema = group(
  {
    cores: z
      .union(
        [
          z.literal('auto', CORES_ALLOWED),
          listSchema(z.int(CORES_ALLOWED).min(1, CORES_ALLOWED).max(4096, CORES_ALLOWED), CORES_ALLOWED),
        ],
        CORES_ALLOWED,
      )
      .prefault('auto')
      .meta({
        description: 'Core counts to measure at. auto is 1, 2, 4, … and the largest that the machine has.',
        examples: ['auto', [1, 2, 4]],
      }),
    services: z.record(nameSchema, serviceSchema, 'a group of keys, one for each service').prefault({}).meta({
      description: 'Programs under test by name. May be left out where every benchmark is a command.',
    }),
    benchmarks: z
      .record(nameSchema, benchmarkSchema, 'a group of keys, one for each benchmark')
      .refine((all) => Object.keys(all).length > 0, 'at least one benchmark')
      .refine((all) => Object.keys(all).length <= MOST_NAMES, `at most ${MOST_NAMES} benchmarks`)
      .meta({
        description: 'Benchmarks by name: a load on a service, or a command.',
        minProperties: 1,
        maxProperties: MOST_NAMES,
      }),
    baseline: group(
      {
        branch: z
          .string(BRANCH_ALLOWED)
          .refine(isGitBranchName, BRANCH_ALLOWED)
          .prefault('corecurve')
          .meta({
            description: 'Branch of this repository that holds the records.',
            examples: ['corecurve'],
          }),
        keep: z
          .int(KEEP_ALLOWED)
          .min(1, KEEP_ALLOWED)
          .max(1_000_000, KEEP_ALLOWED)
          .prefault(1000)
          .meta({
            description: 'Number of records to keep when pruning, the newest first.',
            examples: [1000],
          }),
      },
      'a group of keys, such as { branch: corecurve, keep: 1000 }',
    )
      .prefault({})
      .meta({ description: 'Where measured commits are stored.' }),
  },
  'a group of keys with at least benchmarks',
)

/** The configuration as declared: defaults filled in, nothing looked up on disk yet. */
export type Declaration = z.output<typeof configSchema>
export type DeclaredService = Declaration['services'][string]
export type DeclaredBenchmark = Declaration['benchmarks'][string]
