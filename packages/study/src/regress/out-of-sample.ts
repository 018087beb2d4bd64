import { firstPrincipal } from '@of/core'
import { bestLevels, type Columns, columnsOf, type FeatureSet, featureSets } from './columns.ts'
import { addObservation, type Coefficients, mergeMoments, type Moments, noMoments, regress, squaredErrors } from './moments.ts'

/** How many observations are predicted at once, from all before them; and how many these must be. */
const CHUNK = 60

/** How good predictions were. */
export interface Predictions {
  /** 1 less the squared errors over those of the past's mean: below 0 where the mean did better; `undefined` where nothing was predicted. */
  readonly r2: number | undefined
  /** How many there were. */
  readonly count: number
}

/** Squared errors of predictions, and those of the mean of the past. */
interface Errors {
  of: number
  ofMean: number
  count: number
}

/** Predicts observations from those before them alone, in chunks, and adds up how far off that was. */
export class OutOfSample {
  readonly #columns: Columns
  readonly #past: Moments
  readonly #sets: readonly { readonly name: string; readonly set: FeatureSet | undefined; readonly on: readonly number[] }[]
  readonly #errors = new Map<string, Errors>()
  #chunk: Moments

  constructor(columns: Columns) {
    this.#columns = columns
    this.#past = noMoments(columns.count)
    this.#chunk = noMoments(columns.count)
    this.#sets = [
      ...featureSets.map((set) => ({ name: set, set, on: columnsOf(set, columns) })),
      ...bestLevels(columns.levels).map((level) => ({ name: deepName(level + 1), set: undefined, on: bestLevels(level + 1) })),
    ]
  }

  /** Takes in the next observation. */
  push(observation: Float64Array): void {
    addObservation(this.#chunk, observation)
    if (this.#chunk.count >= CHUNK) this.#judge()
  }

  /** Judges what is left over. */
  finish(): void {
    if (this.#chunk.count > 0) this.#judge()
  }

  /** How good the predictions of a set were. */
  of(set: FeatureSet): Predictions {
    return this.#of(set)
  }

  /** How good those of the best levels were, so many of them. */
  ofBest(levels: number): Predictions {
    return this.#of(deepName(levels))
  }

  #of(name: string): Predictions {
    const { count = 0, of = 0, ofMean = 0 } = this.#errors.get(name) ?? {}
    return ofMean > 0 ? { r2: 1 - of / ofMean, count } : { r2: undefined, count: 0 }
  }

  #judge(): void {
    const { move } = this.#columns
    if (this.#past.count >= CHUNK) {
      const mean: Coefficients = { intercept: this.#past.means[move]!, slopes: new Float64Array(0) }
      const ofMean = squaredErrors(this.#chunk, mean, [], move)
      for (const { name, on, set } of this.#sets) {
        const of = set === 'integrated' ? this.#integratedErrors() : this.#plainErrors(on)
        if (of !== undefined) this.#add(name, of, ofMean)
      }
    }
    mergeMoments(this.#past, this.#chunk)
    this.#chunk = noMoments(this.#columns.count)
  }

  #plainErrors(on: readonly number[]): number | undefined {
    const { move } = this.#columns
    const fit = regress(this.#past, on, move)
    return fit && squaredErrors(this.#chunk, fit, on, move)
  }

  /** The levels weighted with the first principal component of the past, as coefficients of the levels themselves. */
  #integratedErrors(): number | undefined {
    const { levels, move } = this.#columns
    const { means } = this.#past
    const weights = firstPrincipal(levelProducts(this.#past, levels), levels)?.weights
    if (weights === undefined) return undefined
    const on = bestLevels(levels)
    let own = 0
    let shared = 0
    let mean = 0
    for (const row of on) {
      mean += weights[row]! * means[row]!
      shared += weights[row]! * productAt(this.#past, row, move)
      for (const column of on) own += weights[row]! * weights[column]! * productAt(this.#past, row, column)
    }
    if (!(own > 0)) return undefined
    const slope = shared / own
    const fit = { intercept: means[move]! - slope * mean, slopes: weights.map((weight) => slope * weight) }
    return squaredErrors(this.#chunk, fit, on, move)
  }

  #add(name: string, of: number, ofMean: number): void {
    const errors = this.#errors.get(name) ?? { of: 0, ofMean: 0, count: 0 }
    errors.of += of
    errors.ofMean += ofMean
    errors.count += this.#chunk.count
    this.#errors.set(name, errors)
  }
}

/** The products of the levels' imbalances alone. */
export function levelProducts(moments: Moments, levels: number): Float64Array {
  return Float64Array.from({ length: levels * levels }, (_, at) => productAt(moments, Math.floor(at / levels), at % levels))
}

function productAt({ means, products }: Moments, row: number, column: number): number {
  return products[row * means.length + column]!
}

function deepName(levels: number): string {
  return `levels ${levels}`
}
