import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'

/** A file of dist/, as it must be on every machine. */
export interface DistFile {
  readonly name: string
  readonly contents: Uint8Array
  readonly executable: boolean
}

export interface Bundles {
  readonly files: readonly DistFile[]
  /** Every source that went into any bundle, relative to the root. */
  readonly inputs: readonly string[]
}

/** Programs of dist/ and their entries. The workers are started by the others. */
const PROGRAMS = {
  'action.cjs': { entry: 'src/action.ts', executable: false },
  'cli.cjs': { entry: 'src/cli.ts', executable: true },
  'generator.cjs': { entry: 'src/load/generator.ts', executable: false },
  'metronome-thread.cjs': { entry: 'src/load/metronome-thread.ts', executable: false },
  'reaper.cjs': { entry: 'src/service/reaper.ts', executable: false },
} as const

/** CommonJS has no import.meta: each bundle says where it lies. */
const IMPORT_META_URL = `const importMetaUrl = require('node:url').pathToFileURL(__filename).href;`

/**
 * Bundles every program of the tree at `root`. The bytes depend on the sources and the lock file only: paths
 * are relative to `root`, wherever it lies and whatever the current folder is.
 *
 * @throws Error where an entry is missing, or esbuild finds a problem, a mere warning included: a dynamic
 * require that bundling breaks is only a warning to esbuild.
 */
export async function bundleSources(root: string): Promise<Bundles> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const programs = await Promise.all(
    Object.entries(PROGRAMS).map(([name, program]) => bundleProgram(root, name, program, version)),
  )
  return {
    files: programs.map((program) => program.file),
    inputs: [...new Set(programs.flatMap((program) => program.inputs))].sort(),
  }
}

async function bundleProgram(
  root: string,
  name: string,
  program: { readonly entry: string; readonly executable: boolean },
  version: string,
): Promise<{ file: DistFile; inputs: string[] }> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [program.entry],
    outfile: `dist/${name}`,
    write: false,
    bundle: true,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    mainFields: ['module', 'main'],
    // A package keeps its name under node_modules, even where that folder is a link to somewhere else.
    preserveSymlinks: true,
    treeShaking: true,
    minify: false,
    sourcemap: false,
    legalComments: 'inline',
    charset: 'utf8',
    banner: { js: program.executable ? `#!/usr/bin/env node\n${IMPORT_META_URL}` : IMPORT_META_URL },
    define: {
      'import.meta.url': 'importMetaUrl',
      'import.meta.filename': '__filename',
      'import.meta.dirname': '__dirname',
      CORECURVE_VERSION: JSON.stringify(version),
    },
    logLevel: 'silent',
    logLimit: 0,
  })
  if (result.warnings.length > 0) {
    const texts = result.warnings.map(({ text, location }) => `${location?.file}:${location?.line}: ${text}`)
    throw new Error(`esbuild warns about dist/${name}:\n${texts.join('\n')}`)
  }
  const output = result.outputFiles[0]
  if (output === undefined) throw new Error(`esbuild wrote nothing for dist/${name}`)
  return {
    file: { name, contents: output.contents, executable: program.executable },
    inputs: Object.keys(result.metafile.inputs),
  }
}
