import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

interface Licence {
  readonly title: string
  readonly text: string
}

const LICENCE_FILE = /^(licen[cs]e|copying|notice|unlicense)([.-].*)?$/i

/**
 * The licences of every package that `inputs` (paths relative to `root`) lie in, sorted by package. A package
 * that ships no licence text is listed with the SPDX identifier that it declares.
 */
export async function collectLicences(root: string, inputs: readonly string[]): Promise<string> {
  const folders = [...new Set(inputs.flatMap(packageFolder))]
  const licences = await Promise.all(folders.map((folder) => readLicence(join(root, folder))))
  licences.sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0))
  const different = licences.filter((licence, index) => licence.title !== licences[index - 1]?.title)
  return [
    'The programs in this folder contain the packages below, each under its own licence.\n',
    ...different.map(({ title, text }) => `${'-'.repeat(78)}\n${title}\n\n${text.trim()}\n`),
  ].join('\n')
}

/** `node_modules/a/node_modules/@b/c/lib/d.js` → `node_modules/a/node_modules/@b/c`; nothing for our own. */
function packageFolder(input: string): string[] {
  const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input)
  return folder === null ? [] : [folder[0]]
}

async function readLicence(folder: string): Promise<Licence> {
  const text = await readFile(join(folder, 'package.json'), 'utf8')
  const { name, version, license } = JSON.parse(text) as { name: string; version: string; license?: string }
  const files = (await readdir(folder)).filter((file) => LICENCE_FILE.test(file)).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  const spdx = license ?? 'no SPDX identifier'
  return {
    title: `${name} ${version} (${spdx})`,
    text:
      texts.length > 0
        ? texts.map((licence) => licence.replaceAll('\r\n', '\n').trim()).join('\n\n')
        : `The package ships no licence text. It declares: ${spdx}`,
  }
}
