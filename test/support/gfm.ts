import { spawnSync } from 'node:child_process'
import { micromark } from 'micromark'
import { gfm, gfmHtml } from 'micromark-extension-gfm'

/** Turns GitHub's Markdown into HTML, raw HTML as it stands. */
export interface Renderer {
  readonly name: string
  readonly render: (markdown: string) => string
}

const byMicromark: Renderer = {
  name: 'micromark',
  render: (markdown) =>
    micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()], allowDangerousHtml: true }),
}

const EXTENSIONS = ['table', 'autolink', 'strikethrough', 'tagfilter', 'footnotes', 'tasklist']

/** GitHub's own parser, Debian package cmark-gfm. */
const byCmark: Renderer = {
  name: 'cmark-gfm',
  render(markdown) {
    const args = [...EXTENSIONS.flatMap((extension) => ['-e', extension]), '--unsafe']
    const { status, stdout, stderr } = spawnSync('cmark-gfm', args, { input: markdown, encoding: 'utf8' })
    if (status !== 0) throw new Error(`cmark-gfm ended with ${status}: ${stderr}`)
    return stdout
  },
}

/** Parsers that know nothing of each other: micromark always, cmark-gfm where it is installed. */
export const renderers: readonly Renderer[] =
  spawnSync('cmark-gfm', ['--version']).status === 0 ? [byMicromark, byCmark] : [byMicromark]
