import { describe, expect, it } from 'vitest'
import { maskSource } from '../../scripts/imports/mask-source.ts'
import { computedImports, moduleEdges } from '../../scripts/imports/module-edges.ts'

function edges(source: string): string[] {
  return moduleEdges(source, maskSource(source)).map(
    ({ specifier, line, typeOnly }) => `${line} ${specifier}${typeOnly ? ' (type)' : ''}`,
  )
}

describe('moduleEdges', () => {
  it('finds every form of import and export', () => {
    const source = [
      `import './a.ts'`,
      `import b from "b"`,
      `import * as c from './c.ts'`,
      `import {\n  d,\n  type D,\n} from './d.ts'`,
      `export * from './e.ts'`,
      `export { f } from './f.ts'`,
      `const g = await import('./g.ts')`,
      `import h, { i } from './h.ts'`,
    ].join('\n')
    expect(edges(source)).toEqual([
      '1 ./a.ts',
      '2 b',
      '3 ./c.ts',
      '7 ./d.ts',
      '8 ./e.ts',
      '9 ./f.ts',
      '10 ./g.ts',
      '11 ./h.ts',
    ])
  })

  it('tells an import that is gone at run time from one that still loads the module', () => {
    const source = [
      `import type { A } from './a.ts'`,
      `export type { B } from './b.ts'`,
      `export type * from './c.ts'`,
      `import { type D } from './d.ts'`,
      `import type from './e.ts'`,
    ].join('\n')
    expect(edges(source)).toEqual([
      '1 ./a.ts (type)',
      '2 ./b.ts (type)',
      '3 ./c.ts (type)',
      '4 ./d.ts',
      '5 ./e.ts',
    ])
  })

  it('finds the import in a type', () => {
    expect(edges(`let a: import('./a.ts').A`)).toEqual(['1 ./a.ts'])
  })

  it('is not misled by comments, strings, templates and names that end in import', () => {
    const source = [
      `// import './a.ts'`,
      `/* export * from './b.ts' */`,
      `const c = "import './c.ts'"`,
      "const d = `import './d.ts'`",
      `reimport('./e.ts')`,
      `loader.import('./f.ts')`,
      `export interface From { from: 'g' }`,
      `export const h = Array.from('h')`,
    ].join('\n')
    expect(edges(source)).toEqual([])
  })

  it('reads the import after an exported interface as its own', () => {
    expect(edges(`export interface A {}\nimport type { B } from './b.ts'`)).toEqual(['2 ./b.ts (type)'])
  })
})

describe('computedImports', () => {
  it('gives the line of an import by a computed name and passes literal ones', () => {
    expect(computedImports(maskSource(`import('a')\nawait import( name )\nimport.meta.url`))).toEqual([2])
  })
})
