import { shortened } from './escape.ts'
import { grouped } from './numbers.ts'
import type { Figure, Prose } from './safe.ts'

export type Tone = 'good' | 'bad' | 'unsure' | 'faint'

/** A piece of a sentence. Each sink escapes and marks it in its own way. */
export type Part =
  | { readonly kind: 'prose'; readonly text: Prose | Figure }
  /** What the user named: a benchmark, a commit. */
  | { readonly kind: 'name'; readonly text: string }
  /** What a person could type: a command, a flag, a key. */
  | { readonly kind: 'code'; readonly text: string }
  /** Text that somebody else wrote: a reason, a CPU's name. */
  | { readonly kind: 'foreign'; readonly text: string }
  | { readonly kind: 'strong'; readonly of: Sentence }
  | { readonly kind: 'tone'; readonly tone: Tone; readonly of: Sentence }
  | { readonly kind: 'link'; readonly url: string; readonly of: Sentence }

export type Sentence = readonly Part[]
type Spoken = Part | Sentence | Figure

/** Makes a sentence: the literal text is our prose, the values are parts, sentences or figures, never raw strings. */
export function say(literals: TemplateStringsArray, ...values: readonly Spoken[]): Sentence {
  const parts = literals.flatMap((literal, index) => [prose(literal as Prose), ...partsOf(values[index])])
  return parts.filter((part) => part.kind !== 'prose' || part.text !== '')
}

export const name = (text: string): Part => ({ kind: 'name', text: shortened(text, 100) })
export const code = (text: string): Part => ({ kind: 'code', text: shortened(text, 2000) })
export const foreign = (text: string): Part => ({ kind: 'foreign', text: shortened(text, 300) })
export const strong = (of: Sentence): Part => ({ kind: 'strong', of })
export const tone = (shade: Tone, of: Sentence): Part => ({ kind: 'tone', tone: shade, of })
export const link = (url: string, of: Sentence): Part => ({ kind: 'link', url, of })

/** Nothing to show. */
export const NONE: Sentence = say`–`

/** “a”, “a and b”, “a, b and c”. */
export function and(items: readonly Sentence[]): Sentence {
  const last = items.at(-1)
  if (last === undefined) return []
  return items.length === 1 ? last : say`${joined(items.slice(0, -1), say`, `)} and ${last}`
}

/** Like `and`, but after `most` items it only counts: “a, b and 7 more”. */
export function andMore(items: readonly Sentence[], most: number): Sentence {
  if (items.length <= most) return and(items)
  return and([...items.slice(0, most), say`${grouped(items.length - most)} more`])
}

export function joined(items: readonly Sentence[], separator: Sentence): Sentence {
  return items.flatMap((item, index) => (index === 0 ? item : [...separator, ...item]))
}

function partsOf(value: Spoken | undefined): Sentence {
  if (value === undefined) return []
  if (typeof value === 'string') return [prose(value)]
  return 'kind' in value ? [value] : value
}

function prose(text: Prose | Figure): Part {
  return { kind: 'prose', text }
}
