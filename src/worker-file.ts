import { fileURLToPath } from 'node:url'

export type WorkerName = 'generator' | 'metronome-thread' | 'reaper'

const SOURCES = {
  generator: './load/generator.ts',
  'metronome-thread': './load/metronome-thread.ts',
  reaper: './service/reaper.ts',
} as const

/**
 * Absolute path of the program to start as a process or a thread of its own: beside the running bundle, else its source,
 * which Node runs directly.
 */
export function workerFile(name: WorkerName): string {
  const bundled = import.meta.url.endsWith('.cjs')
  return fileURLToPath(new URL(bundled ? `./${name}.cjs` : SOURCES[name], import.meta.url))
}
