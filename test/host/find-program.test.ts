import { chmod, mkdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { findProgram } from '../../src/host/find-program.ts'
import { fileTree } from './file-tree.ts'

test('the first folder that holds an executable file wins', async () => {
  await using tree = await fileTree({ 'none/x': '', 'bin/x': '', 'bin/later/x': '' })
  await mkdir(`${tree.root}/folder/x`, { recursive: true })
  await chmod(`${tree.root}/bin/later/x`, 0o755)
  const path = ['', 'none', 'folder', 'bin', 'bin/later'].map((folder) => folder && `${tree.root}/${folder}`)
  expect(await findProgram('x', path.join(':'))).toBe(`${tree.root}/bin/x`)
})

test('a program that is nowhere is not found', async () => {
  await using tree = await fileTree({})
  expect(await findProgram('x', tree.root)).toBeUndefined()
  expect(await findProgram('x', undefined)).toBeUndefined()
})
