/**
 * Worker: ends what its parent left behind. The parent writes one JSON line for each thing it starts or makes and one
 * when it has undone it; when the pipe closes, for whatever reason, SIGKILL included, what is still on the list goes.
 */
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Tree } from './find-members.ts'
import { killTree } from './kill-tree.ts'
import { isTemporaryFolder, notesOf, type ReaperMessage } from './reaper-message.ts'

const trees = new Map<string, Tree>()
const folders = new Set<string>()
/** By the folder of the worktree, where git keeps its note. */
const worktrees = new Map<string, string>()

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
      worktrees.set(message.folder, message.notes)
      break
    case 'release-worktree':
      worktrees.delete(message.folder)
      break
  }
})
lines.on('close', () => {
  for (const tree of trees.values()) killTree(tree)
  for (const [folder, notes] of worktrees) {
    for (const note of notesOf(folder, notes)) rmSync(note, { recursive: true, force: true, maxRetries: 3 })
  }
  for (const folder of folders) {
    if (isTemporaryFolder(folder)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
})
