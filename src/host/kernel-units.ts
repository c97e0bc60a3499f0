import { readFileSync } from 'node:fs'
import { endianness } from 'node:os'

/** Units that `/proc` counts in. */
export interface KernelUnits {
  readonly ticksPerSecond: number
  readonly pageBytes: number
}

const AT_PAGESZ = 6
const AT_CLKTCK = 17

/** The kernel hands both to every program in its auxiliary vector (getauxval(3)): no need to run `getconf`. */
export function parseAuxiliaryVector(
  vector: Uint8Array,
  wordBytes: 4 | 8,
  littleEndian: boolean,
): KernelUnits {
  const view = new DataView(vector.buffer, vector.byteOffset, vector.byteLength)
  const word = (offset: number) =>
    wordBytes === 8 ? Number(view.getBigUint64(offset, littleEndian)) : view.getUint32(offset, littleEndian)
  const values = new Map<number, number>()
  for (let offset = 0; offset + 2 * wordBytes <= vector.byteLength; offset += 2 * wordBytes)
    values.set(word(offset), word(offset + wordBytes))
  return { ticksPerSecond: values.get(AT_CLKTCK) || 100, pageBytes: values.get(AT_PAGESZ) || 4096 }
}

let known: KernelUnits | undefined

/** Units of this machine, read once; the usual ones where they cannot be read. */
export function kernelUnits(): KernelUnits {
  known ??= parseAuxiliaryVector(
    readVector(),
    ['arm', 'ia32', 'mipsel'].includes(process.arch) ? 4 : 8,
    endianness() === 'LE',
  )
  return known
}

function readVector(): Uint8Array {
  try {
    return readFileSync('/proc/self/auxv')
  } catch {
    return new Uint8Array()
  }
}
