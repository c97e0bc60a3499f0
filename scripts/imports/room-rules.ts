import type { Finding } from './finding.ts'
import type { SourceTree } from './source-file.ts'
import { roomOf, tierOf } from './tiers.ts'

/** Every room is declared in a tier, and every folder says what it does and what it refuses to do. */
export function checkRooms(tree: SourceTree): Finding[] {
  const rooms = [...new Set(tree.files.map((file) => roomOf(file.path)))]
  const undeclared = rooms.filter((room) => tierOf(room) === undefined)
  const folders = new Set(
    tree.files.filter((file) => file.path.includes('/')).map((file) => roomOf(file.path)),
  )
  const silent = [...folders].filter((room) => !tree.documented.has(room) && !hasHead(tree, room))
  return [
    ...undeclared.map(
      (room): Finding => ({
        file: tree.files.find((file) => roomOf(file.path) === room)?.path ?? room,
        line: undefined,
        rule: 'room',
        found: `room \`${room}\` is in no tier`,
        remedy: 'Add it to scripts/imports/tiers.ts and to docs/architecture.md',
      }),
    ),
    ...silent.map(
      (room): Finding => ({
        file: room,
        line: undefined,
        rule: 'readme',
        found: 'the room does not say what it is',
        remedy: `Write README.md: what \`${room}\` does, and what it refuses to do`,
      }),
    ),
  ]
}

/** Whether the room's main file, named as the room, opens with a comment. */
function hasHead(tree: SourceTree, room: string): boolean {
  const main = tree.files.find((file) => file.path === `${room}/${room}.ts` || file.path === `${room}.ts`)
  return main !== undefined && /^(#!.*\n)?\s*(\/\*|\/\/)/.test(main.text)
}
