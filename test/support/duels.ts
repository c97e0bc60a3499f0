import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type Comparison, comparisonSchema } from '../../src/result/comparison.ts'
import { corecurve, type Ended, type Project } from './cli.ts'

export type Compared = Ended & { readonly comparison: Comparison }

/** Runs `compare --json` in the project's checkout and reads what it printed, schema-checked. */
export async function duelled(
  project: Project,
  args: readonly string[],
  options: { env?: NodeJS.ProcessEnv } = {},
): Promise<Compared> {
  const ended = await corecurve(['compare', '--json', '--seed', 'test', ...args], {
    cwd: project.checkout,
    ...options,
  })
  try {
    return { ...ended, comparison: comparisonSchema.parse(JSON.parse(ended.stdout)) }
  } catch (error) {
    throw new Error(`status ${ended.status}, no comparison:\n${ended.stderr}`, { cause: error })
  }
}

/** The environment that gives a command a temporary folder of its own, `tmp` in the project's folder. */
export async function ownTemporary(project: Project): Promise<NodeJS.ProcessEnv> {
  const path = join(project.folder, 'tmp')
  await mkdir(path, { recursive: true })
  return { TMPDIR: path }
}
