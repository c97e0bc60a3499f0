import { resolve } from 'node:path'
import { findProgram, isExecutableFile } from '../../host/find-program.ts'

/** Where a command runs: its folder and the value of its PATH. */
export interface CommandPlace {
  readonly directory: string
  readonly path: string | undefined
}

/**
 * Whether only a shell can run a command: it uses the shell's signs, or begins with a word that is no program, as the
 * shell's own `exit` and `cd`. What needs none is split into words by hyperfine itself, by the shell's rules for quotes.
 */
export async function needsShell(command: string, { directory, path }: CommandPlace): Promise<boolean> {
  if (/[|&;<>()$`*?[\]#~={}\n!]/.test(command)) return true
  const word = command.split(/[ \t]+/).find((each) => each !== '') ?? ''
  if (word === '' || /["'\\]/.test(word)) return true
  if (word.includes('/')) return !(await isExecutableFile(resolve(directory, word)))
  return (await findProgram(word, path)) === undefined
}
