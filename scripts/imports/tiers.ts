/** The house of docs/architecture.md, from top to bottom. A room is a folder of src/ with the file of its name. */
export interface Tier {
  readonly name: string
  readonly rooms: readonly string[]
}

export const TIERS: readonly Tier[] = [
  { name: 'entries', rooms: ['cli', 'action'] },
  { name: 'console', rooms: ['console'] },
  { name: 'pipeline', rooms: ['pipeline'] },
  { name: 'products', rooms: ['github', 'report', 'baseline', 'duel'] },
  { name: 'means', rooms: ['service', 'load', 'scaling'] },
  { name: 'ground', rooms: ['stats', 'git', 'host'] },
  { name: 'words', rooms: ['result', 'config'] },
  { name: 'bottom', rooms: ['user-error', 'worker-file', 'version'] },
]

/** No node:*, no @actions/*, no clock, no randomness. */
export const PURE_ROOMS: readonly string[] = ['stats', 'scaling', 'report', 'result']

/** Packages that compute and do nothing else: a pure room may use them. */
export const PURE_PACKAGES: readonly string[] = ['zod', 'markdown-table', 'string-width', 'badge-maker']

/** Started as processes or threads of their own, imported by nothing. */
export const WORKER_ENTRIES: readonly string[] = [
  'load/generator.ts',
  'load/metronome-thread.ts',
  'service/reaper.ts',
]

/** `report/table.ts` → `report`; `pipeline.ts` → `pipeline`. */
export function roomOf(file: string): string {
  return (file.split('/')[0] ?? '').replace(/\.ts$/, '')
}

/** Index in TIERS, 0 at the top; undefined where the room is not declared. */
export function tierOf(room: string): number | undefined {
  const index = TIERS.findIndex((tier) => tier.rooms.includes(room))
  return index === -1 ? undefined : index
}
