import type { SavedFile } from '../console/saved-file.ts'
import { UserError } from '../user-error.ts'

/** Called when the result has been printed. @throws UserError that names each file that is not there */
export function throwIfUnsaved(...files: readonly (SavedFile | undefined)[]): void {
  const problems = files.flatMap((file) => file?.failure?.message ?? [])
  if (problems.length > 0) throw new UserError(problems.join('\n'))
}
