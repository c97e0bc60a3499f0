export interface JsonLimits {
  /** Objects and arrays inside of each other; `[]` is one deep. */
  readonly depth: number
  /** Objects, arrays, strings, numbers and words; keys do not count. */
  readonly values: number
  /** UTF-16 units of a string, and of a key, once escapes are resolved. */
  readonly stringLength: number
  readonly keyLength: number
  /** Magnitude of every number that is not zero. */
  readonly smallest: number
  readonly largest: number
}

export type JsonScan =
  | { readonly kind: 'fits'; readonly values: number; readonly depth: number }
  /** The reason quotes nothing of the text. */
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * Reads a text as JSON without building anything from it: it is JSON, within the limits, and no object has a key
 * twice. Linear in the text, and without recursion. Never throws.
 */
export function scanJson(text: string, limits: JsonLimits): JsonScan {
  try {
    return { kind: 'fits', ...new JsonScanner(text, limits).scan() }
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', reason: error.message }
    throw error
  }
}

class Refused extends Error {}

type Expected = 'value' | 'first-value' | 'key' | 'first-key' | 'separator'

/** Bounded, so that no run of digits is read to its end. */
const NUMBER = /-?(?:0|[1-9]\d{0,40})(?:\.\d{1,40})?(?:[eE][+-]?\d{1,10})?/y
const WORD = /true|false|null/y
const SPACE = /[ \t\n\r]/
const QUOTE = 0x22
const BACKSLASH = 0x5c
const FIRST_PRINTABLE = 0x20

class JsonScanner {
  readonly #text: string
  readonly #limits: JsonLimits
  #at = 0
  #values = 0
  #depth = 0
  /** What is open around here: of objects the keys so far. */
  readonly #open: ('array' | Set<string>)[] = []

  constructor(text: string, limits: JsonLimits) {
    this.#text = text
    this.#limits = limits
  }

  scan(): { values: number; depth: number } {
    let expected: Expected = 'value'
    do expected = this.#take(expected, this.#next())
    while (this.#open.length > 0)
    if (this.#next() !== '') this.#refuse('goes on after the end of its JSON')
    return { values: this.#values, depth: this.#depth }
  }

  #take(expected: Expected, character: string): Expected {
    switch (expected) {
      case 'first-value':
        return character === ']' ? this.#close() : this.#value(character)
      case 'value':
        return this.#value(character)
      case 'first-key':
        return character === '}' ? this.#close() : this.#key(character)
      case 'key':
        return this.#key(character)
      case 'separator': {
        const isArray = this.#open.at(-1) === 'array'
        if (character === (isArray ? ']' : '}')) return this.#close()
        if (character !== ',') this.#refuse('is not JSON')
        this.#at += 1
        return isArray ? 'value' : 'key'
      }
    }
  }

  #value(character: string): Expected {
    this.#values += 1
    if (this.#values > this.#limits.values) this.#refuse(`holds more than ${this.#limits.values} values`)
    if (character === '[') return this.#enter('array')
    if (character === '{') return this.#enter(new Set())
    if (character === '"') this.#string(this.#limits.stringLength)
    else if (character === '-' || (character >= '0' && character <= '9')) this.#number()
    else if (this.#match(WORD) === '') this.#refuse('is not JSON')
    return 'separator'
  }

  #enter(container: 'array' | Set<string>): Expected {
    this.#open.push(container)
    this.#depth = Math.max(this.#depth, this.#open.length)
    if (this.#depth > this.#limits.depth) this.#refuse(`is nested more than ${this.#limits.depth} deep`)
    this.#at += 1
    return container === 'array' ? 'first-value' : 'first-key'
  }

  #close(): Expected {
    this.#open.pop()
    this.#at += 1
    return 'separator'
  }

  #key(character: string): Expected {
    if (character !== '"') this.#refuse('is not JSON')
    // Parsed, because "a" and "\u0061" are the same key.
    const key: string = JSON.parse(this.#string(this.#limits.keyLength))
    const keys = this.#open.at(-1) as Set<string>
    if (keys.has(key)) this.#refuse('has a key twice in one object')
    keys.add(key)
    if (this.#next() !== ':') this.#refuse('is not JSON')
    this.#at += 1
    return 'value'
  }

  /** Steps over a string and gives its literal, quotes included. */
  #string(limit: number): string {
    const start = this.#at
    this.#at += 1
    for (let length = 0; ; length++) {
      const code = this.#text.charCodeAt(this.#at)
      if (code === QUOTE) break
      // NaN at the end of the text.
      if (!(code >= FIRST_PRINTABLE)) this.#refuse('is not JSON')
      if (length === limit) this.#refuse(`holds a text of more than ${limit} characters`)
      this.#at += code === BACKSLASH ? this.#escapeLength() : 1
    }
    this.#at += 1
    return this.#text.slice(start, this.#at)
  }

  #escapeLength(): number {
    const escaped = this.#text.slice(this.#at + 1, this.#at + 6)
    if (/^["\\/bfnrt]/.test(escaped)) return 2
    if (/^u[0-9a-fA-F]{4}$/.test(escaped)) return 6
    return this.#refuse('is not JSON')
  }

  #number(): void {
    const value = Number(this.#match(NUMBER) || Number.NaN)
    if (Number.isNaN(value)) this.#refuse('is not JSON')
    const size = Math.abs(value)
    if (size > this.#limits.largest)
      this.#refuse('holds a number that is not finite, or too large to be measured')
    if (size !== 0 && size < this.#limits.smallest) this.#refuse('holds a number too small to be measured')
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const [found = ''] = pattern.exec(this.#text) ?? []
    this.#at += found.length
    return found
  }

  /** The next character that is no space; '' at the end of the text. */
  #next(): string {
    while (SPACE.test(this.#text.charAt(this.#at))) this.#at += 1
    return this.#text.charAt(this.#at)
  }

  #refuse(what: string): never {
    throw new Refused(`it ${what} (at character ${this.#at + 1})`)
  }
}
