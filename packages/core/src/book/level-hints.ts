/** The fewest hints a side has. */
const FEWEST = 64

/** As many levels share a hint, where all of them change alike. */
const LEVELS_A_HINT = 4

/**
 * Where keys were last found, by a hash of the key. Of keys with the same hash the last one is remembered, and levels move:
 * a hint is to be checked. Most changes are to prices that have changed before, and are found without a search.
 */
export class LevelHints {
  /** Slots by hash; 0 where there is no hint. */
  readonly slots: Int32Array<ArrayBuffer>
  /** By how many bits a 32-bit hash is too long. */
  readonly shift: number

  /** Hints for a number of levels. */
  constructor(levels = 0) {
    const bits = Math.ceil(Math.log2(Math.max(FEWEST, levels / LEVELS_A_HINT)))
    this.slots = new Int32Array(1 << bits)
    this.shift = 32 - bits
  }

  /** Whether there are too few hints for a number of levels. */
  isTooFewFor(levels: number): boolean {
    return levels > 2 * LEVELS_A_HINT * this.slots.length
  }
}
