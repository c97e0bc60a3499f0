import { isDeepStrictEqual } from 'node:util'
import type { Expectation } from '../config/config.ts'
import { jsonPathKeys } from '../config/json-path.ts'
import { unexpectedStatus } from './describe-failure.ts'

/** Why an answer is none: the kind of error that it counts as, and what it did, as in “answered 302 where …”. */
export interface Unmet {
  readonly kind: 'status' | 'body'
  readonly words: string
}

/** An expectation made ready to be held against many answers. */
export class ExpectationCheck {
  readonly #expect: Expectation
  /** By status, 1 where it is expected. */
  readonly #statuses = new Uint8Array(1000)
  readonly #headers: readonly (readonly [name: string, value: string])[]
  readonly #contains: Buffer | undefined
  readonly #json: readonly {
    readonly path: string
    readonly keys: readonly string[]
    readonly value: unknown
  }[]

  constructor(expect: Expectation) {
    this.#expect = expect
    for (const status of expect.status) this.#statuses[status] = 1
    this.#headers = Object.entries(expect.headers)
    const { contains, json = {} } = expect.body ?? {}
    this.#contains = contains === undefined ? undefined : Buffer.from(contains)
    this.#json = Object.entries(json).map(([path, value]) => ({
      path,
      keys: jsonPathKeys(path) ?? [path],
      value,
    }))
  }

  get looksAtHeaders(): boolean {
    return this.#headers.length > 0
  }

  get looksAtBody(): boolean {
    return this.#contains !== undefined || this.#json.length > 0
  }

  status(status: number): Unmet | undefined {
    if (this.#statuses[status] === 1) return undefined
    return { kind: 'status', words: unexpectedStatus(status, this.#expect.status) }
  }

  /** A value may be followed by parameters: `application/json` is met by `application/json; charset=utf-8`. */
  headers(headers: ReadonlyMap<string, string>): Unmet | undefined {
    for (const [name, expected] of this.#headers) {
      const found = headers.get(name)
      if (found === expected || found?.startsWith(`${expected};`)) continue
      const had = found === undefined ? `no ${name}` : `${name}: ${shortened(found)}`
      return unmetBody(`answered with ${had} where \`expect.headers\` has ${shortened(expected)}`)
    }
    return undefined
  }

  /** @param body of UTF-8, decoded from its transfer coding */
  body(body: Buffer): Unmet | undefined {
    if (this.#contains !== undefined && !body.includes(this.#contains)) {
      const text = shortened(this.#expect.body?.contains ?? '')
      return unmetBody(`answered with a body that does not contain ${text} (\`expect.body.contains\`)`)
    }
    if (this.#json.length === 0) return undefined
    let value: unknown
    try {
      value = JSON.parse(body.toString())
    } catch {
      return unmetBody('answered with a body that is not JSON (`expect.body.json`)')
    }
    for (const { path, keys, value: expected } of this.#json) {
      const found = valueAt(value, keys)
      if (isDeepStrictEqual(found, expected)) continue
      const had = found === undefined ? `no ${path}` : `${path}: ${shortened(JSON.stringify(found))}`
      return unmetBody(
        `answered with ${had} where \`expect.body.json\` has ${shortened(JSON.stringify(expected))}`,
      )
    }
    return undefined
  }
}

function unmetBody(words: string): Unmet {
  return { kind: 'body', words }
}

/** What lies at the end of a path of keys and positions; undefined where nothing does. */
function valueAt(root: unknown, keys: readonly string[]): unknown {
  let value = root
  for (const key of keys) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
