import type { Side } from '@of/core'

/** Hashes lie below 2⁵², so that the sum of two is exact. */
const modulus = 4_503_599_627_370_496

/** 2³². */
const word = 4_294_967_296

/** What a side adds to the mixture. */
const sides = { bid: 0x9e_37_79_b9, ask: 0x3c_6e_f3_72 } as const

/** A hash of one level, an integer from 0 up to, not including, 2⁵². A book's hash is the sum of those of its levels, modulo 2⁵². */
export function levelHash(side: Side, tick: number, lots: number): number {
  let low = mixed(sides[side] ^ tick)
  low = mixed(low ^ Math.floor(tick / word))
  low = mixed(low ^ lots)
  low = mixed(low ^ Math.floor(lots / word))
  const high = mixed(low ^ sides[side]) >>> 12
  return high * word + (low >>> 0)
}

/** The hash of a book by its levels, in any order. */
export function bookHashOf(levels: Iterable<{ readonly side: Side; readonly tick: number; readonly lots: number }>): number {
  let sum = 0
  for (const { side, tick, lots } of levels) sum = withLevel(sum, levelHash(side, tick, lots))
  return sum
}

/** A book's hash with a level more. */
export function withLevel(book: number, level: number): number {
  return (book + level) % modulus
}

/** A book's hash with a level less. */
export function withoutLevel(book: number, level: number): number {
  return (book - level + modulus) % modulus
}

/** @see Mueller (2018), "Prospecting for hash functions", the two-round function lowbias32. */
function mixed(value: number): number {
  let bits = value ^ (value >>> 16)
  bits = Math.imul(bits, 0x7f_eb_35_2d)
  bits = Math.imul(bits ^ (bits >>> 15), 0x84_6c_a6_8b)
  return bits ^ (bits >>> 16)
}
