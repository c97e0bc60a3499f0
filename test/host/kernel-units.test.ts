import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { kernelUnits, parseAuxiliaryVector } from '../../src/host/kernel-units.ts'

test('the units are those that getconf tells', () => {
  const getconf = (name: string) => Number(execFileSync('getconf', [name], { encoding: 'utf8' }))
  expect(kernelUnits()).toEqual({ ticksPerSecond: getconf('CLK_TCK'), pageBytes: getconf('PAGESIZE') })
})

test('a 32-bit big-endian machine is read as one', () => {
  const vector = Buffer.alloc(32)
  for (const [index, word] of [6, 65536, 17, 250, 0, 0].entries()) vector.writeUInt32BE(word, index * 4)
  expect(parseAuxiliaryVector(vector, 4, false)).toEqual({ ticksPerSecond: 250, pageBytes: 65536 })
})

test('where nothing is told the usual units are taken', () => {
  expect(parseAuxiliaryVector(new Uint8Array(), 8, true)).toEqual({ ticksPerSecond: 100, pageBytes: 4096 })
})
