import { type Random, randomOf } from './random.ts'

const GOLDEN = 0x9e_37_79_b9

/**
 * The generator for resampling and simulation: period above 2³², passes PractRand; a stream of its own for every pair of seed and name, so
 * that one use does not shift another's numbers.
 *
 * @see Doty-Humphrey, PractRand, sfc32
 */
export function sfc32(seed: number, stream = ''): Random {
  let mixed = scramble((seed + GOLDEN) | 0)
  for (let i = 0; i < stream.length; i++) mixed = scramble(mixed ^ stream.charCodeAt(i))
  const start = (): number => {
    mixed = (mixed + GOLDEN) | 0
    return scramble(mixed)
  }
  let a = start()
  let b = start()
  let c = start()
  let count = 1
  const word = (): number => {
    const sum = (a + b + count) | 0
    count = (count + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  for (let i = 0; i < 12; i++) word()
  return randomOf(word)
}

/** @see Steele, Lea, Flood (2014), "Fast splittable pseudorandom number generators", https://doi.org/10.1145/2660193.2660195; 32-bit constants of MurmurHash3. */
function scramble(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85_eb_ca_6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35)
  return mixed ^ (mixed >>> 16)
}
