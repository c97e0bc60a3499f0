/** Git does not always pass on why it could not write. */
const SAID = /No space left on device|Disk quota exceeded|unable to write (?:new index )?file|write error/

/**
 * What to do where the system says that a disk is full, whoever met it: this process, or git, whose words are in the
 * message. Undefined for any other error.
 */
export function noRoom(error: unknown, temporaryFolder: string): string | undefined {
  if (!(error instanceof Error)) return undefined
  const { code } = error as NodeJS.ErrnoException
  const full = code === 'ENOSPC' || code === 'EDQUOT'
  if (!full && !SAID.test(error.message)) return undefined
  return `Files could not be written, most likely because a disk is full: ${error.message}\nMake room in the temporary folder ${temporaryFolder}, or name another with TMPDIR; or make room where the results go.`
}
