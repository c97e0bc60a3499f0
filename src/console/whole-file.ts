import { access, constants, mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { UserError } from '../user-error.ts'

/**
 * Writes a file so that no reader, and no crash, ever finds half of it: beside it first, then renamed.
 * @throws UserError that says which file could not be written and why
 */
export async function writeWhole(file: string, text: string): Promise<void> {
  let beside: string | undefined
  try {
    await mkdir(dirname(resolve(file)), { recursive: true })
    const target = await realpath(file).catch(() => file)
    const there = await stat(target).catch(() => undefined)
    // A device or a pipe (/dev/stdout, /dev/null) is written to, never replaced.
    if (there !== undefined && !there.isFile() && !there.isDirectory()) return await writeFile(target, text)
    beside = `${target}.${process.pid}.tmp`
    await writeFile(beside, text)
    await rename(beside, target)
  } catch (error) {
    if (beside !== undefined) await rm(beside, { force: true }).catch(() => {})
    throw notWritable(file, error)
  }
}

/**
 * Checks, before a long measurement, that `writeWhole` can write a file. Leaves nothing behind.
 * @throws UserError as `writeWhole` does
 */
export async function ensureWritable(file: string): Promise<void> {
  try {
    const target = await realpath(file).catch(() => resolve(file))
    const there = await stat(target).catch(() => undefined)
    if (there?.isDirectory()) throw new Error('it is a folder')
    if (there !== undefined && !there.isFile()) return await access(target, constants.W_OK)
    const probe = join(await nearestFolder(dirname(target)), `.corecurve.${process.pid}.tmp`)
    try {
      await writeFile(probe, 'x')
    } finally {
      await rm(probe, { force: true })
    }
  } catch (error) {
    throw notWritable(file, error)
  }
}

/** The folder itself where it exists, else the one that it would be made in. */
async function nearestFolder(folder: string): Promise<string> {
  const there = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && dirname(folder) !== folder) return undefined
    throw error
  })
  if (there === undefined) return await nearestFolder(dirname(folder))
  if (!there.isDirectory()) throw new Error(`${folder} is not a folder`)
  return folder
}

function notWritable(file: string, error: unknown): UserError {
  return new UserError(
    `Could not write ${file}: ${(error as Error).message}. Name another file with --out or --markdown, or make room there.`,
  )
}

/** Where results go that the user named no file for; the folder hides itself from git. */
export async function scratchFile(root: string, name: string): Promise<string> {
  const folder = join(root, '.corecurve')
  await writeWhole(join(folder, '.gitignore'), '*\n')
  return join(folder, name)
}

/** A result as JSON text, for people too. */
export function asJson(result: unknown): string {
  return `${JSON.stringify(result, null, 2)}\n`
}
