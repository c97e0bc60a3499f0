import * as z from 'zod'
import { DURATION_ALLOWED, DURATION_PATTERN, durationOf } from './duration.ts'
import { PERCENTAGE_ALLOWED, PERCENTAGE_PATTERN, percentageOf } from './percentage.ts'

// The message of every check says what is allowed: an error is worded from it and from what was found.

/** What services and benchmarks may be called: safe in a path, in Markdown and on a command line. */
export const NAME_PATTERN = /^[A-Za-z0-9._-]{1,64}$/
const NAME_ALLOWED = 'a name of letters, digits, ".", "_" and "-", 64 at most'
export const nameSchema = z.string(NAME_ALLOWED).regex(NAME_PATTERN, NAME_ALLOWED)

export function durationSchema() {
  return z
    .string(DURATION_ALLOWED)
    .regex(DURATION_PATTERN, DURATION_ALLOWED)
    .refine((text) => durationOf(text) !== undefined, DURATION_ALLOWED)
    .transform((text) => durationOf(text) ?? 0)
}

export function percentageSchema() {
  return z
    .string(PERCENTAGE_ALLOWED)
    .regex(PERCENTAGE_PATTERN, PERCENTAGE_ALLOWED)
    .transform((text) => percentageOf(text) ?? 0)
}

/** Text that a shell or the operating system takes: not blank, and no NUL, which would end it early. */
export function textSchema(allowed: string) {
  return z
    .string(allowed)
    .regex(/\S/, allowed)
    .refine((text) => !text.includes('\0'), `${allowed}, without NUL`)
}

/** A whole number or a list of different ones. */
export function levelsSchema(lowest: number, highest: number, allowed: string) {
  const level = z.int(allowed).min(lowest, allowed).max(highest, allowed)
  return z.union([level, listSchema(level, allowed)], allowed)
}

/** A list with something in it, nothing twice. */
export function listSchema(level: z.ZodNumber | z.ZodInt, allowed: string) {
  return z
    .array(level, allowed)
    .min(1, allowed)
    .refine((levels) => new Set(levels).size === levels.length, `${allowed}, each once`)
    .meta({ uniqueItems: true })
}

const PATH_ALLOWED =
  'a path that starts with /, such as /checkout?id=1, without spaces, # or letters beyond ASCII (percent-encode those)'
export const pathSchema = z.string(PATH_ALLOWED).regex(/^\/[!-"$-~]*$/, PATH_ALLOWED)

const VARIABLE_ALLOWED = 'the name of a variable: letters, digits and "_", no digit first'
const VALUE_ALLOWED = 'a string, a number, true or false'
/** Values of `env`: what is no string is taken as it is written. */
export const environmentSchema = z.record(
  z.string(VARIABLE_ALLOWED).regex(/^[A-Za-z_][A-Za-z0-9_]{0,255}$/, VARIABLE_ALLOWED),
  z.union(
    [z.string().refine((text) => !text.includes('\0'), 'text without NUL'), z.number(), z.boolean()],
    VALUE_ALLOWED,
  ),
  'a group of keys, such as { DB_POOL: "$CORES" }',
)

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']
const METHODS_ALLOWED = METHODS.join(', ')
/** Upper or lower case; JSON Schema has no flag for that, so its pattern spells both. */
const anyCase = (word: string) => [...word].map((letter) => `[${letter}${letter.toLowerCase()}]`).join('')
export const methodSchema = z
  .string(METHODS_ALLOWED)
  .refine((method) => METHODS.includes(method.toUpperCase()), {
    error: METHODS_ALLOWED,
    params: { values: METHODS },
  })
  .meta({ anyOf: [{ enum: METHODS }, { pattern: `^(${METHODS.map(anyCase).join('|')})$` }] })
  .transform((method) => method.toUpperCase())

const BODY_ALLOWED = 'a JSON value other than null, without .inf and .nan; leave body out to send none'
export const bodySchema = z.unknown().refine((value) => value !== null && isJson(value), BODY_ALLOWED)

/** YAML can write two numbers that JSON cannot: .inf and .nan. */
export function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.values(value).every(isJson)
}
