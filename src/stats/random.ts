/** Draws the next number, uniform over [0, 1) with 53 random bits. */
export type Random = () => number

/**
 * A generator that gives the same numbers for the same text, on every machine and in every version.
 *
 * The text is hashed with FNV-1a (Fowler, Noll and Vo 1991) and spread over the state by the finaliser
 * of MurmurHash3 (Appleby 2011). The generator is sfc32, “small fast chaotic” (Doty-Humphrey, PractRand),
 * 128 bits of state, three of them mixed and one a counter, so its period is never below 2^32.
 */
export function seededRandom(seed: string): Random {
  const hash = fnv1a(seed)
  let a = spread(hash)
  let b = spread(hash ^ 0x9e3779b9)
  let c = spread(a + b)
  let counter = 1

  const next32 = (): number => {
    const output = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + output) | 0
    return output >>> 0
  }
  // Similar seeds start from similar states: the author advises a dozen draws before the first use.
  for (let i = 0; i < 16; i++) next32()
  return () => ((next32() >>> 5) * 2 ** 26 + (next32() >>> 6)) / 2 ** 53
}

/** A new list of the same items, every order equally likely (Fisher and Yates 1938; Durstenfeld 1964). */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items]
  for (let last = result.length - 1; last > 0; last--) {
    const pick = Math.floor(random() * (last + 1))
    const held = result[last] as T
    result[last] = result[pick] as T
    result[pick] = held
  }
  return result
}

/** Heads or tails. */
export function coin(random: Random): boolean {
  return random() < 0.5
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of utf16Bytes(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash
}

/** The purity of this room leaves no TextEncoder to it: two bytes a code unit serve a hash as well. */
function* utf16Bytes(text: string): Generator<number> {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    yield unit & 0xff
    yield unit >>> 8
  }
}

function spread(word: number): number {
  let mixed = word
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
