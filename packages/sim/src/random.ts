/** 2³². */
const WORDS = 4_294_967_296

/**
 * A seeded source of random numbers, a stream of its own for every pair of seed and name.
 *
 * Only additions, multiplications, divisions and square roots are used, in every draw: IEEE 754 rounds those the same on
 * every machine, which it does not promise of logarithms and cosines.
 *
 * @see Doty-Humphrey, PractRand, sfc32
 */
export class Random {
  #a: number
  #b: number
  #c: number
  #count = 1

  constructor(seed: number, stream: string) {
    let mixed = scramble((seed + 0x9e_37_79_b9) | 0)
    const word = (): number => {
      mixed = (mixed + 0x9e_37_79_b9) | 0
      return scramble(mixed)
    }
    for (let i = 0; i < stream.length; i++) mixed = scramble(mixed ^ stream.charCodeAt(i))
    this.#a = word()
    this.#b = word()
    this.#c = word()
    for (let i = 0; i < 12; i++) this.word()
  }

  /** An unsigned 32-bit integer. */
  word(): number {
    const sum = (this.#a + this.#b + this.#count) | 0
    this.#count = (this.#count + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** A double in (0, 1), never either end. */
  unit(): number {
    return (this.word() + 0.5) / WORDS
  }

  /** An integer from 0 up to, not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.unit() * limit)
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.unit() < probability
  }

  /** One of the items. */
  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)]
    if (item === undefined) throw new RangeError('pick: expected at least one item, received none')
    return item
  }

  /** A waiting time of the given mean. @see von Neumann (1951), "Various techniques used in connection with random digits": comparisons only. */
  exponential(mean: number): number {
    for (let whole = 0; ; whole++) {
      const first = this.unit()
      let last = first
      let draws = 1
      for (;;) {
        const next = this.unit()
        draws += 1
        if (next > last) break
        last = next
      }
      if (draws % 2 === 0) return (whole + first) * mean
    }
  }

  /** Nearly normal with mean 0 and variance 1: the sum of twelve uniform draws of 16 bits each, within ±6. */
  normal(): number {
    let sum = 0
    for (let i = 0; i < 6; i++) {
      const word = this.word()
      sum += (word & 0xff_ff) + (word >>> 16)
    }
    return (sum + 6) / 65_536 - 6
  }

  /** A size with a heavy tail: one in ten is above ten times `least`, one in a hundred above a hundred times, none above `most`. */
  heavyTail(least: number, most: number): number {
    return Math.min(most, least / this.unit())
  }
}

/** @see Steele, Lea, Flood (2014), "Fast splittable pseudorandom number generators", https://doi.org/10.1145/2660193.2660195; 32-bit constants of MurmurHash3. */
function scramble(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85_eb_ca_6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35)
  return mixed ^ (mixed >>> 16)
}
