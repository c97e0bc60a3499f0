/**
 * Worker: ends what its parent left behind. The parent writes one JSON line for each thing it starts or makes and one
 * when it has undone it; when the pipe closes, for whatever reason, SIGKILL included, what is still on the list goes.
 */
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Tree } from './find-members.ts'
import { killTree } from './kill-tree.ts'
import { isNoteOfOurs, isTemporaryFolder, type ReaperMessage } from './reaper-message.ts'

const trees = new Map<string, Tree>()
const folders = new Set<string>()
const notes = new Set<string>()

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => {
  const message = JSON.parse(line) as ReaperMessage
  switch (message.kind) {
    case 'guard-tree':
      trees.set(message.tree.marker, message.tree)
      break
    case 'release-tree':
      trees.delete(message.marker)
      break
    case 'guard-folder':
      folders.add(message.path)
      break
    case 'release-folder':
      folders.delete(message.path)
      break
    case 'guard-worktree':
      notes.add(message.note)
      break
    case 'release-worktree':
      notes.delete(message.note)
      break
  }
})
lines.on('close', () => {
  for (const tree of trees.values()) killTree(tree)
  for (const note of notes) {
    if (isNoteOfOurs(note)) rmSync(note, { recursive: true, force: true, maxRetries: 3 })
  }
  for (const folder of folders) {
    if (isTemporaryFolder(folder)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
})
