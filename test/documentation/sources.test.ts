import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

const PAGE = read('docs/method.md')
const [TEXT = '', LIST = ''] = PAGE.split('## Sources')

const NAME = String.raw`\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)*`
/** “Holm 1979”, “Eager, Zahorjan and Lazowska 1989”, “Press et al. 2007”, and what is known by its title. */
const CITATION = new RegExp(
  String.raw`${NAME}(?:, ${NAME})*(?: and ${NAME})?(?: et al\.)? (?:1[6-9]|20)\d\d|DLMF|PractRand`,
  'gu',
)

const cited = (text: string) => [...new Set(text.match(CITATION))]

/** Comments of a file, each on one line. */
function commentsOf(code: string): string {
  const blocks = code.match(/\/\*\*[\s\S]*?\*\//g) ?? []
  return blocks.map((block) => block.replaceAll(/\s*\n\s*\* ?/g, ' ')).join('\n')
}

const ROOMS = globSync('src/{stats,scaling}/*.ts', { cwd: ROOT }).sort()
const CITING = ROOMS.map((path) => [path, cited(commentsOf(read(path)))] as const).filter(
  ([, sources]) => sources.length > 0,
)

describe('the sources of docs/method.md', () => {
  it.each(CITING)('hold what %s cites', (_, sources) => {
    for (const source of sources) expect(LIST).toContain(source)
  })

  it('hold what the page itself cites', () => {
    for (const source of cited(TEXT)) expect(LIST).toContain(source)
  })

  it('are each cited, by the page or by the code', () => {
    const known = new Set([...cited(TEXT), ...CITING.flatMap(([, sources]) => sources)])
    expect(cited(LIST).filter((source) => !known.has(source))).toEqual([])
  })
})
