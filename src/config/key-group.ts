import * as z from 'zod'

/** Between the keys that a message names as allowed. Keys are letters only, so the list can be taken apart again. */
export const KEY_SEPARATOR = ', '

/** A group of keys that refuses any other; the message of an unknown key names those that there are. */
export function group<Shape extends z.core.$ZodLooseShape>(shape: Shape, allowed: string) {
  const keys = Object.keys(shape).join(KEY_SEPARATOR)
  return z.strictObject(shape, { error: ({ code }) => (code === 'unrecognized_keys' ? keys : allowed) })
}
