import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'

/** Text of a file, or nothing where it cannot be read: files of `/proc` and `/sys` come and go. */
export async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return undefined
  }
}

/** The same without giving way to other work, for readings at the edges of a slice. */
export function readTextSync(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
