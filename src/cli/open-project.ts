import type { Config } from '../config/config.ts'
import { findConfig } from '../config/find-config.ts'
import { readConfig } from '../config/read-config.ts'
import { selectBenchmarks } from '../config/select-benchmarks.ts'

/** Reads the configuration and keeps the benchmarks that `--only` names. @throws UserError */
export async function openProject(options: {
  readonly cwd: string
  readonly root: string
  readonly config?: string
  readonly only: readonly string[]
}): Promise<Config> {
  const { cwd, root, config: named, only } = options
  const place = await findConfig({ cwd, repositoryRoot: root, ...(named === undefined ? {} : { named }) })
  return selectBenchmarks(await readConfig(place), only)
}
