// Writes schema/corecurve.schema.json from the schema in the code; with --check says whether it is up to date.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { configJsonSchema } from '../src/config/json-schema.ts'

const name = 'schema/corecurve.schema.json'
const file = join(import.meta.dirname, '..', name)
const wanted = `${JSON.stringify(configJsonSchema(), null, 2)}\n`

if (process.argv.includes('--check')) {
  const found = await readFile(file, 'utf8').catch(() => undefined)
  if (found === wanted) console.log(`${name} is up to date`)
  else {
    console.error(
      `${name} ${found === undefined ? 'is missing' : 'is stale'}: run npm run schema and commit it`,
    )
    process.exitCode = 1
  }
} else {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, wanted)
  console.log(`wrote ${name}`)
}
