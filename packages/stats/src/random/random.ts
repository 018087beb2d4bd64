import { normalQuantile } from '../distribution/normal.ts'

/** 2³². */
const WORDS = 4_294_967_296

/** A seeded source of random numbers: the same seed gives the same numbers on every machine. */
export interface Random {
  /** An unsigned 32-bit integer. */
  readonly word: () => number
  /** A double in [0, 1): a word divided by 2³². */
  readonly unit: () => number
}

/** An integer from 0 up to, not including, `limit`. */
export function below(random: Random, limit: number): number {
  return Math.floor(random.unit() * limit)
}

/** True or false, each half of the time. */
export function coin(random: Random): boolean {
  return random.word() >= WORDS / 2
}

/** A standard normal variate by inversion, one word each, within ±6.4. */
export function normal(random: Random): number {
  return normalQuantile((random.word() + 0.5) / WORDS)
}

/** What every generator of words is made into. */
export function randomOf(word: () => number): Random {
  return { word, unit: () => word() / WORDS }
}
