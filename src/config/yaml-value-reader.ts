import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap } from 'yaml'
import { type KeyPath, keyPathText, type Problem } from './problem.ts'

/** Far deeper than any configuration, far less than the stack. */
const DEEPEST = 64
/** Values that a file may expand to: aliases of aliases double with every line. */
const MOST_VALUES = 100_000

/**
 * Turns YAML nodes into plain values and collects what no configuration may contain: a key twice, a key that is no
 * plain text, an alias inside what it names, aliases that expand without bound.
 */
export class YamlValueReader {
  readonly problems: Problem[] = []
  readonly #document: Document
  readonly #position: (offset: number) => { line: number; column: number }
  readonly #open = new Set<Node>()
  #values = 0

  constructor(document: Document, position: (offset: number) => { line: number; column: number }) {
    this.#document = document
    this.#position = position
  }

  read(node: Node | null, path: KeyPath = []): unknown {
    this.#values += 1
    if (this.#values > MOST_VALUES) {
      if (this.#values === MOST_VALUES + 1)
        this.#add(node, [], 'the file expands to too many values', 'fewer aliases')
      return null
    }
    if (path.length > DEEPEST)
      return this.#add(node, path.slice(0, 3), `nested deeper than ${DEEPEST} levels`)
    if (isAlias(node)) return this.#readAlias(node.resolve(this.#document), node, path)
    if (isScalar(node)) return node.value
    if (isSeq<Node>(node)) {
      return this.#within(node, () => node.items.map((item, index) => this.read(item, [...path, index])))
    }
    if (isMap<Node, Node | null>(node)) return this.#within(node, () => this.#readMap(node, path))
    return null
  }

  #readAlias(target: Node | undefined, alias: Node, path: KeyPath): unknown {
    if (target === undefined) return this.#add(alias, path, 'an alias whose anchor is not in the file')
    if (this.#open.has(target)) return this.#add(alias, path, 'an alias inside what it names')
    return this.read(target, path)
  }

  #readMap(map: YAMLMap<Node, Node | null>, path: KeyPath): Record<string, unknown> {
    const value: Record<string, unknown> = {}
    const first = new Map<string, Node>()
    for (const pair of map.items) {
      if (!isScalar(pair.key)) {
        this.#add(pair.key, path, 'a key that is no plain text', 'plain text as key')
        continue
      }
      const key = String(pair.key.value)
      const earlier = first.get(key)
      if (key === '__proto__')
        this.#add(pair.key, [...path, key], 'a key that cannot be used', 'any other name')
      else if (earlier === undefined) {
        first.set(key, pair.key)
        value[key] = this.read(pair.value, [...path, key])
      } else this.#addTwice(pair.key, earlier, [...path, key])
    }
    return value
  }

  #addTwice(key: Node, earlier: Node, path: KeyPath): void {
    const { line } = this.#position(earlier.range?.[0] ?? 0)
    this.#add(key, path, `the same key again, it stands on line ${line} already`, `${keyPathText(path)} once`)
  }

  #within<T>(node: Node, read: () => T): T {
    this.#open.add(node)
    try {
      return read()
    } finally {
      this.#open.delete(node)
    }
  }

  #add(node: Node | null, path: KeyPath, found: string, allowed?: string): null {
    this.problems.push({ path, ...this.#position(node?.range?.[0] ?? 0), found, allowed })
    return null
  }
}
