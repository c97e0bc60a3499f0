import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { worktreePlace } from '../../src/service/worktree-place.ts'
import { scratchFolder } from '../support/scratch-repository.ts'

/** A file system of its own on every Unix. */
const ELSEWHERE = '/dev'

function folders(...names: string[]) {
  const scratch = scratchFolder()
  const paths = names.map((name) => join(scratch.path, name))
  for (const path of paths) mkdirSync(path, { recursive: true })
  return { paths, [Symbol.dispose]: () => scratch[Symbol.dispose]() }
}

test('a worktree lies on the file system of the checkout where one of the places does', async () => {
  using scratch = folders('checkout', 'tmp', 'more')
  const [checkout = '', tmp = '', more = ''] = scratch.paths
  expect(await worktreePlace(checkout, [ELSEWHERE, tmp, more])).toEqual({ place: tmp, sameFileSystem: true })
})

test('where none does it lies in the first, and that is known', async () => {
  using scratch = folders('tmp', 'more')
  const [tmp = '', more = ''] = scratch.paths
  expect(await worktreePlace(ELSEWHERE, [tmp, more])).toEqual({ place: tmp, sameFileSystem: false })
})

test('it never lies within the checkout, nor in a place that is not there, where there is another', async () => {
  using scratch = folders('checkout', 'checkout/tmp', 'checkout-tmp')
  const [checkout = '', within = '', beside = ''] = scratch.paths
  const places = [within, checkout, `${beside}/missing`, beside]
  expect(await worktreePlace(checkout, places)).toEqual({ place: beside, sameFileSystem: true })
})
