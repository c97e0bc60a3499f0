import { tmpdir } from 'node:os'
import { parseConfig } from '../../src/config/parse-config.ts'
import { UserError } from '../../src/user-error.ts'

/** What a user is told about a file with this text. */
export async function problemOf(text: string, root = tmpdir()): Promise<string> {
  try {
    await parseConfig(text, { file: 'corecurve.yml', root })
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
  throw new Error('the configuration was accepted')
}
