import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const PAGES = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md', 'src/**/*.md'], { cwd: ROOT }).sort()

const read = (path: string) => readFileSync(path, 'utf8').replaceAll(/^```[\s\S]*?^```$/gm, '')

/** What GitHub makes of a heading: lower case, without punctuation, spaces as hyphens. */
function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  )
}

it.each(PAGES)('%s links to files and headings that are there', (path) => {
  const file = join(ROOT, path)
  const links = [...read(file).matchAll(/\]\((?!https?:)([^)\s#]*)(?:#([^)\s]+))?\)/g)]
  for (const [link, to = '', anchor] of links) {
    const target = to === '' ? file : resolve(dirname(file), to)
    expect(existsSync(target), link).toBe(true)
    if (anchor !== undefined) expect(anchorsOf(read(target)), link).toContain(anchor)
  }
})
