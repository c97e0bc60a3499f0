import * as z from 'zod'

const HEADERS_ALLOWED = 'a group of keys, such as { accept: application/json }'
const NAME_ALLOWED = "the name of a header: letters, digits and !#$%&'*+-.^_`|~"
const VALUE_ALLOWED = 'one line of Latin-1 text, a number, true or false'

/** The load generator keeps its connections itself, and a wrong length would end them. */
const OURS = [
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

const nameSchema = z.string(NAME_ALLOWED).regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}$/, NAME_ALLOWED)

/** Headers of a request. What is no string is taken as it is written. */
export const headersSchema = headers(
  nameSchema.refine(
    (name) => !OURS.includes(name.toLowerCase()),
    `any header but ${OURS.join(', ')}: those are corecurve's`,
  ),
)

/** Headers that an answer must have. */
export const expectedHeadersSchema = headers(nameSchema)

function headers(name: z.ZodString) {
  return z
    .record(
      name,
      z.union(
        [z.string().regex(/^[\t -~\u0080-\u00ff]*$/, VALUE_ALLOWED), z.number(), z.boolean()],
        VALUE_ALLOWED,
      ),
      HEADERS_ALLOWED,
    )
    .refine(
      (group) =>
        new Set(Object.keys(group).map((key) => key.toLowerCase())).size === Object.keys(group).length,
      'each header once, whatever its case',
    )
}
