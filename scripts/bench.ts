// npm run bench -- NAME: prints a table for people and ends with one line of JSON, figures against peers or known answers.
import { UserError } from '../src/user-error.ts'

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  generator: async () => (await import('./bench/generator.ts')).benchGenerator(),
  latency: async () => (await import('./bench/latency.ts')).benchLatency(),
}

const [name = ''] = process.argv.slice(2)
try {
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined
  if (bench === undefined)
    throw new UserError(`there is no bench ${JSON.stringify(name)}: ${Object.keys(BENCHES).join(', ')}`)
  await bench()
} catch (error) {
  if (!(error instanceof UserError)) throw error
  console.error(`bench: ${error.message}`)
  process.exitCode = 2
}
