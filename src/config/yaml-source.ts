import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  type YAMLMap,
} from 'yaml'
import type { KeyPath, Problem } from './problem.ts'
import { syntaxProblems, TOO_DEEP } from './yaml-syntax-problems.ts'
import { YamlValueReader } from './yaml-value-reader.ts'

/** A YAML file as plain values that know where they stand. */
export interface YamlSource {
  /** Plain objects, lists, strings, numbers, booleans and null; undefined where the file holds nothing. */
  readonly value: unknown
  /** What no configuration may contain, whatever its keys. Where there is any, `value` is not complete. */
  readonly problems: readonly Problem[]
  readonly lines: readonly string[]
  /** Where the key or the value at `path` stands; for what is not there, the innermost key around it. */
  locate(path: KeyPath, part: 'key' | 'value'): { line: number; column: number }
  /** A scalar exactly as it is written, so that 1.10 stays 1.10. */
  textAt(path: KeyPath): string | undefined
}

/** Reads YAML 1.2, core schema, one document, anchors and aliases within bounds. Never throws. */
export function readYaml(text: string): YamlSource {
  const counter = new LineCounter()
  const position = (offset: number) => {
    const { line, col } = counter.linePos(Math.min(offset, text.length))
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  const lines = text.split(/\r?\n/)
  const unreadable = (problems: readonly Problem[]): YamlSource => ({
    value: undefined,
    problems,
    lines,
    locate: () => ({ line: 1, column: 1 }),
    textAt: () => undefined,
  })
  try {
    const document = parseDocument<ParsedNode>(text, {
      lineCounter: counter,
      prettyErrors: false,
      schema: 'core',
      resolveKnownTags: false,
      stringKeys: true,
      uniqueKeys: false,
    })
    const syntax = syntaxProblems([...document.errors, ...document.warnings], position)
    if (syntax.length > 0) return unreadable(syntax)
    const reader = new YamlValueReader(document, position)
    const value = reader.read(document.contents)
    const resolve = (node: Node | null | undefined) => (isAlias(node) ? node.resolve(document) : node)
    return {
      value,
      problems: reader.problems,
      lines,
      locate(path, part) {
        const found = find(document.contents, path, resolve)
        const node = part === 'value' && found.complete ? (found.value ?? found.key) : found.key
        return position(node?.range?.[0] ?? 0)
      },
      textAt(path) {
        const found = find(document.contents, path, resolve)
        const node = resolve(found.value)
        return found.complete && isScalar(node) ? node.source : undefined
      },
    }
  } catch (error) {
    // The parser is recursive: brackets nested by the thousand end its stack.
    if (!(error instanceof RangeError)) throw error
    return unreadable([{ path: [], line: 1, column: 1, found: TOO_DEEP }])
  }
}

interface Found {
  readonly key: Node | null | undefined
  readonly value: Node | null | undefined
  /** The whole path was found, not only its beginning. */
  readonly complete: boolean
}

function find(
  root: Node | null,
  path: KeyPath,
  resolve: (node: Node | null | undefined) => Node | null | undefined,
): Found {
  let found: Found = { key: root, value: root, complete: true }
  for (const step of path) {
    const node = resolve(found.value)
    if (isMap<Node, Node | null>(node)) {
      const pair = pairOf(node, step)
      if (pair === undefined) return { ...found, complete: false }
      found = { key: pair.key, value: pair.value, complete: true }
    } else if (isSeq<Node>(node) && typeof step === 'number' && step < node.items.length) {
      found = { key: node.items[step], value: node.items[step], complete: true }
    } else return { ...found, complete: false }
  }
  return found
}

type Pairs = YAMLMap<Node, Node | null>['items']
const pairsByKey = new WeakMap<YAMLMap<Node, Node | null>, Map<string, Pairs[number]>>()

/** The pair of a key. Kept by key, since a file with a hundred thousand unknown keys asks for each of them. */
function pairOf(map: YAMLMap<Node, Node | null>, key: string | number): Pairs[number] | undefined {
  let pairs = pairsByKey.get(map)
  if (pairs === undefined) {
    pairs = new Map(
      map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair] as const] : [])),
    )
    pairsByKey.set(map, pairs)
  }
  return pairs.get(String(key))
}
