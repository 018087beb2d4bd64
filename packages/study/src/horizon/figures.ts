import { noiseR2, type Random } from '@of/stats'
import type { BlockFit } from '../regress/block-fit.ts'
import type { FeatureSet } from '../regress/columns.ts'
import type { BothFigures, DeepFigures, ExplainedShare, Figures, Interval } from '../horizon-report.ts'
import type { Predictions } from '../regress/out-of-sample.ts'
import type { Block } from './block.ts'
import { meanInterval } from './interval.ts'

/** Windows under which no interval is given. */
export const LEAST_WINDOWS = 100
/** Blocks under which drawing them anew says little. */
const LEAST_BLOCKS = 8
/** With hardly more windows than numbers anything is explained: a share of which chance alone makes more than this is not told. */
const MOST_CHANCE = 0.5
/** 95 % of a normal distribution lie within so many deviations of its mean. */
const Z95 = 1.959963984540054

/** What figures are told with. */
export interface FigureContext {
  /** Quote currency of a tick; `undefined` where it is not known, so that no slope can be told. */
  readonly tick: number | undefined
  readonly random: Random
}

/** One set of features in some blocks. */
export interface SetBlocks {
  readonly set: FeatureSet
  readonly blocks: readonly Block[]
  readonly outOfSample: Predictions
}

/** What a set of one feature explains. */
export function figuresOf(own: SetBlocks, context: FigureContext): Figures {
  const fits = fitsOf(own)
  const [slope] = slopesOf(fits, own.set, context)
  return {
    ...shareOf(fits, own, context),
    beta: slope?.beta ?? null,
    t: slope?.t ?? null,
    betaInterval: slope?.interval ?? null,
  }
}

/** What two features explain together. */
export function bothFiguresOf(own: SetBlocks, context: FigureContext): BothFigures {
  const fits = fitsOf(own)
  const [ofi, tradeImbalance] = slopesOf(fits, own.set, context)
  const share = shareOf(fits, own, context)
  if (ofi === undefined || tradeImbalance === undefined) return { ...share, beta: null, t: null, betaInterval: null }
  const intervals = { ofi: ofi.interval, tradeImbalance: tradeImbalance.interval }
  return {
    ...share,
    beta: ofi.beta === null || tradeImbalance.beta === null ? null : { ofi: ofi.beta, tradeImbalance: tradeImbalance.beta },
    t: ofi.t === null || tradeImbalance.t === null ? null : { ofi: ofi.t, tradeImbalance: tradeImbalance.t },
    betaInterval:
      intervals.ofi === null || intervals.tradeImbalance === null ? null : { ofi: intervals.ofi, tradeImbalance: intervals.tradeImbalance },
  }
}

/** What the best levels explain, so many of them. */
export function deepFiguresOf(levels: number, blocks: readonly Block[], outOfSample: Predictions): DeepFigures {
  const shares = blocks.map(({ deepR2, windows }) => ({ r2: deepR2[levels - 1], chance: noiseR2(levels, windows) ?? 1 }))
  const fitted = shares.filter(({ r2 }) => r2 !== undefined)
  // Where nothing could be fitted because there are hardly more windows than levels, chance is the reason.
  const told = fitted.length > 0 ? fitted : shares.filter(({ chance }) => chance > MOST_CHANCE)
  const chanceR2 = meanOf(told.map(({ chance }) => chance))
  return {
    levels,
    blocks: fitted.length,
    r2: isMostlyChance(chanceR2) ? null : meanOf(fitted.flatMap(({ r2 }) => r2 ?? [])),
    chanceR2,
    outOfSampleR2: outOfSample.r2 ?? null,
    outOfSampleN: outOfSample.count,
  }
}

/** The mean; `null` of nothing. */
export function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The fits of a set; none where chance alone would explain more than they may be told with. */
function fitsOf({ blocks, set }: SetBlocks): readonly BlockFit[] {
  const fits = blocks.flatMap(({ fits: own }) => own[set] ?? [])
  return isMostlyChance(meanOf(fits.map(({ chanceR2 }) => chanceR2))) ? [] : fits
}

function isMostlyChance(chanceR2: number | null): boolean {
  return chanceR2 !== null && chanceR2 > MOST_CHANCE
}

function shareOf(fits: readonly BlockFit[], { outOfSample }: SetBlocks, { random }: FigureContext): ExplainedShare {
  const n = windowsOf(fits)
  const r2s = fits.map(({ r2 }) => r2)
  return {
    n,
    blocks: fits.length,
    r2: meanOf(r2s),
    adjustedR2: meanOf(fits.map(({ adjustedR2 }) => adjustedR2)),
    chanceR2: meanOf(fits.map(({ chanceR2 }) => chanceR2)),
    outOfSampleR2: outOfSample.r2 ?? null,
    outOfSampleN: outOfSample.count,
    r2Interval: n >= LEAST_WINDOWS && fits.length >= LEAST_BLOCKS ? meanInterval(r2s, random) : null,
  }
}

interface SlopeFigures {
  readonly beta: number | null
  readonly t: number | null
  readonly interval: Interval | null
}

function slopesOf(fits: readonly BlockFit[], set: FeatureSet, { random, tick }: FigureContext): SlopeFigures[] {
  const [first] = fits
  if (first === undefined) return []
  // The lean of the micro-price is a price itself: its slope has no unit.
  const scale = set === 'microprice' ? 1 : tick === undefined ? undefined : 1 / tick
  const isEnough = windowsOf(fits) >= LEAST_WINDOWS
  return first.slopes.map((_, at) => {
    const t = meanOf(fits.flatMap(({ ts }) => ts[at] ?? []))
    if (scale === undefined) return { beta: null, t, interval: null }
    const betas = fits.map(({ slopes }) => slopes[at]! * scale)
    const beta = meanOf(betas)!
    if (!isEnough) return { beta, t, interval: null }
    if (fits.length >= LEAST_BLOCKS) return { beta, t, interval: meanInterval(betas, random) }
    const squares = fits.reduce((sum, { errors }) => sum + errors[at]! * errors[at]! * scale * scale, 0)
    const width = (Z95 * Math.sqrt(squares)) / fits.length
    return { beta, t, interval: [beta - width, beta + width] }
  })
}

function windowsOf(fits: readonly BlockFit[]): number {
  return fits.reduce((sum, { n }) => sum + n, 0)
}
