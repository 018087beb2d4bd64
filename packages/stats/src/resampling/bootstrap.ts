import type { Random } from '../random/random.ts'
import { blockIndices } from './blocks.ts'
import { type Interval, quantileOf } from './quantile.ts'
import { stationaryIndices } from './stationary.ts'

/** How often to resample, and with which numbers. */
export interface Draws {
  readonly draws: number
  readonly random: Random
}

/** A statistic of the observations with these indices, some more than once; `undefined` where it has no value. */
export type Statistic = (indices: Int32Array) => number | undefined

/** A statistic and its standard error. */
export interface Estimate {
  readonly value: number
  readonly se: number
}

/** What a bootstrap says of a statistic. */
export interface Bootstrapped {
  /** Of the observations themselves. */
  readonly value: number
  /** Values of the resamples, sorted; those without a value are left out. */
  readonly replicates: Float64Array
  /** Resamples of which the statistic has no value. */
  readonly failed: number
}

/** Resamples with runs of mean length `meanBlock`; `undefined` where the statistic has no value on the observations. */
export function stationaryBootstrap(
  { n, meanBlock, draws, random }: Draws & { readonly n: number; readonly meanBlock: number },
  statistic: Statistic,
): Bootstrapped | undefined {
  return bootstrap(inOrder(n), statistic, draws, () => stationaryIndices(n, meanBlock, random))
}

/** Resamples whole blocks, such as days; `undefined` where the statistic has no value on the observations. */
export function blockBootstrap(
  { blocks, draws, random }: Draws & { readonly blocks: readonly ArrayLike<number>[] },
  statistic: Statistic,
): Bootstrapped | undefined {
  return bootstrap(Int32Array.from(blocks.flatMap((block) => Array.from(block))), statistic, draws, () => blockIndices(blocks, random))
}

/** The middle of the replicates; `undefined` where fewer than nine in ten resamples have a value. */
export function percentileInterval({ replicates, failed }: Bootstrapped, confidence = 0.95): Interval | undefined {
  if (replicates.length < 9 * failed) return undefined
  const low = quantileOf(replicates, (1 - confidence) / 2)
  const high = quantileOf(replicates, (1 + confidence) / 2)
  return low === undefined || high === undefined ? undefined : { low, high }
}

/** What a studentised bootstrap says of an estimate. */
export interface Studentised {
  readonly estimate: Estimate
  /** (replicate − value) / its own standard error, sorted. */
  readonly ratios: Float64Array
  readonly failed: number
}

/** Resamples an estimate with runs of mean length `meanBlock`, each replicate measured in its own standard error. */
export function studentisedBootstrap(
  { n, meanBlock, draws, random }: Draws & { readonly n: number; readonly meanBlock: number },
  estimateOf: (indices: Int32Array) => Estimate | undefined,
): Studentised | undefined {
  const estimate = estimateOf(inOrder(n))
  if (estimate === undefined || !(estimate.se > 0)) return undefined
  const ratios = bootstrap(
    inOrder(n),
    (indices) => {
      const replicate = estimateOf(indices)
      return replicate !== undefined && replicate.se > 0 ? (replicate.value - estimate.value) / replicate.se : undefined
    },
    draws,
    () => stationaryIndices(n, meanBlock, random),
  )
  // The observations themselves always have a ratio, of zero.
  return ratios === undefined ? undefined : { estimate, ratios: ratios.replicates, failed: ratios.failed }
}

/** The interval of a studentised bootstrap: the ratios' quantiles stand in for those of Student's distribution. */
export function studentisedInterval({ estimate, ratios, failed }: Studentised, confidence = 0.95): Interval | undefined {
  if (ratios.length < 9 * failed) return undefined
  const low = quantileOf(ratios, (1 - confidence) / 2)
  const high = quantileOf(ratios, (1 + confidence) / 2)
  if (low === undefined || high === undefined) return undefined
  return { low: estimate.value - high * estimate.se, high: estimate.value - low * estimate.se }
}

/** How often chance gives a ratio as high as the estimate's over `nullValue`: (1 + as high) / (1 + draws), a resample without one counted as high. */
export function studentisedPAbove({ estimate, ratios, failed }: Studentised, nullValue = 0): number {
  const ratio = (estimate.value - nullValue) / estimate.se
  let asHigh = failed
  for (const replicate of ratios) if (replicate >= ratio) asHigh += 1
  return (1 + asHigh) / (1 + ratios.length + failed)
}

function bootstrap(original: Int32Array, statistic: Statistic, draws: number, resample: () => Int32Array): Bootstrapped | undefined {
  const value = statistic(original)
  if (value === undefined) return undefined
  const replicates: number[] = []
  for (let draw = 0; draw < draws; draw++) {
    const replicate = statistic(resample())
    if (replicate !== undefined) replicates.push(replicate)
  }
  return { value, replicates: Float64Array.from(replicates).sort(), failed: draws - replicates.length }
}

function inOrder(n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => i)
}
