/**
 * Worker: ends what its parent left behind. The parent writes one JSON line for each thing it starts or makes and one
 * when it has undone it; when the pipe closes, for whatever reason, SIGKILL included, what is still on the list goes.
 */
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { killTree } from './kill-tree.ts'
import { isTemporaryFolder, type ReaperMessage } from './reaper-message.ts'

const trees = new Map<string, number>()
const folders = new Set<string>()

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {})

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => {
  const message = JSON.parse(line) as ReaperMessage
  switch (message.kind) {
    case 'guard-tree':
      trees.set(message.marker, message.group)
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
  }
})
lines.on('close', () => {
  for (const [marker, group] of trees) killTree({ marker, group })
  for (const folder of folders) {
    if (isTemporaryFolder(folder)) rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
})
