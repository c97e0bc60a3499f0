import { UserError } from '../user-error.ts'
import type { Config } from './config.ts'
import { nearest } from './nearest.ts'
import { nameList, printable } from './printable.ts'

/**
 * The configuration less what `--only` leaves out: the named benchmarks in the order of the file, and the services
 * that they load. An empty list selects everything.
 * @throws UserError for a name that no benchmark has
 */
export function selectBenchmarks(config: Config, only: readonly string[]): Config {
  if (only.length === 0) return config
  const names = config.benchmarks.map((benchmark) => benchmark.name)
  const unknown = only.filter((name) => !names.includes(name))
  if (unknown.length > 0) throw new UserError(unknown.map((name) => explain(name, names, config)).join('\n'))
  const benchmarks = config.benchmarks.filter((benchmark) => only.includes(benchmark.name))
  const loaded = new Set(benchmarks.map((benchmark) => benchmark.kind === 'http' && benchmark.service))
  return { ...config, benchmarks, services: config.services.filter((service) => loaded.has(service.name)) }
}

function explain(name: string, names: readonly string[], config: Config): string {
  const near = nearest(name, names)
  const meant = near === undefined ? '' : ` Did you mean ${near}?`
  return `${config.file} has no benchmark called "${printable(name, 80)}".${meant} It has: ${nameList(names)}.`
}
