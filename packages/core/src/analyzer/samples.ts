import { depthImbalance, depthShell } from '../book/depth.ts'
import { mid } from '../book/microprice.ts'
import type { OrderBook } from '../book/order-book.ts'
import { spreadBps } from '../book/spread.ts'
import type { FeatureReading } from '../features/features.ts'
import { rollingRank, type RollingRankState } from '../indicator/rolling-rank.ts'
import { DAY_US, HOUR_US, MINUTE_US, type Quote, SECOND_US, type Us } from '../market.ts'
import { SHELL_BPS } from './book-features.ts'
import { maybe } from './reading.ts'

/** How often the book's measures are sampled for their ranks. */
export const SAMPLE_EVERY_US: Us = 10 * SECOND_US

/** What is sampled of the book; `undefined` where it has no value. */
export interface BookSample {
  readonly orderImbalanceMean: number | undefined
  readonly depthImbalanceShell: number | undefined
  readonly spreadBps: number | undefined
}

/** The measures' trailing samples, and when the next ones are due. */
export interface SamplesState {
  nextBookUs: Us | undefined
  nextMinuteUs: Us | undefined
  readonly imbalance: RollingRankState
  readonly shell: RollingRankState
  readonly spread: RollingRankState
  /** One sample a minute: 1 when the price lay outside the value area, else 0. */
  readonly outside: RollingRankState
}

/** Ranks among the samples of a day, of an hour, and among one a minute of a day. */
const dayRanks = rollingRank({ widthUs: DAY_US, minSamples: HOUR_US / SAMPLE_EVERY_US })
const hourRanks = rollingRank({ widthUs: HOUR_US, minSamples: (10 * MINUTE_US) / SAMPLE_EVERY_US })
const minuteRanks = rollingRank({ widthUs: DAY_US, minSamples: 60 })

/** Samples on grids of exchange time, and ranks among them. */
export const samples = {
  init: (): SamplesState => ({
    nextBookUs: undefined,
    nextMinuteUs: undefined,
    imbalance: dayRanks.init(),
    shell: dayRanks.init(),
    spread: hourRanks.init(),
    outside: minuteRanks.init(),
  }),

  pushBook(state: SamplesState, timeUs: Us, sample: BookSample): void {
    if (sample.orderImbalanceMean !== undefined) dayRanks.push(state.imbalance, timeUs, sample.orderImbalanceMean)
    if (sample.depthImbalanceShell !== undefined) dayRanks.push(state.shell, timeUs, sample.depthImbalanceShell)
    if (sample.spreadBps !== undefined) hourRanks.push(state.spread, timeUs, sample.spreadBps)
  },

  pushMinute(state: SamplesState, timeUs: Us, position: number | undefined): void {
    if (position !== undefined) minuteRanks.push(state.outside, timeUs, Math.abs(position) > 1 ? 1 : 0)
  },

  imbalanceRank: (state: SamplesState, nowUs: Us, value: number): number | undefined => dayRanks.rank(state.imbalance, nowUs, value),
  shellRank: (state: SamplesState, nowUs: Us, value: number): number | undefined => dayRanks.rank(state.shell, nowUs, value),
  spreadRank: (state: SamplesState, nowUs: Us, value: number): number | undefined => hourRanks.rank(state.spread, nowUs, value),

  /** Share of the sampled minutes in which the price lay outside the value area. */
  outsideShare(state: SamplesState, nowUs: Us): number | undefined {
    // The rank of ½ among zeros and ones is the share of zeros.
    const inside = minuteRanks.rank(state.outside, nowUs, 0.5)
    return inside === undefined ? undefined : 1 - inside
  },
}

/** Measures the book for a sample. */
export function takeBookSample(book: OrderBook, quote: Quote, orderImbalanceMean: number | undefined): BookSample {
  const shell = depthShell(book, mid(quote), SHELL_BPS.from, SHELL_BPS.to)
  return { orderImbalanceMean, depthImbalanceShell: depthImbalance(shell), spreadBps: spreadBps(quote) }
}

/** Where the current values stand among their own samples. */
export function rankFeatures(
  state: SamplesState,
  nowUs: Us,
  current: Readonly<Record<'spreadBps' | 'orderImbalanceMean' | 'depthImbalanceShell', FeatureReading>>,
): Record<'spreadPercentile' | 'orderImbalanceRank' | 'depthImbalanceRank' | 'profileFiringRate', FeatureReading> {
  return {
    spreadPercentile: rank(current.spreadBps, (value) => samples.spreadRank(state, nowUs, value), '10 min'),
    orderImbalanceRank: rank(current.orderImbalanceMean, (value) => samples.imbalanceRank(state, nowUs, value), '1 h'),
    depthImbalanceRank: rank(current.depthImbalanceShell, (value) => samples.shellRank(state, nowUs, value), '1 h'),
    profileFiringRate: maybe(samples.outsideShare(state, nowUs), 'warming up: 1 h of minutes with a profile'),
  }
}

function rank(reading: FeatureReading, of: (value: number) => number | undefined, warmUp: string): FeatureReading {
  return reading.value === null ? reading : maybe(of(reading.value), `warming up: ${warmUp} of samples`)
}

/** The first multiple of a step that is not before a time. */
export function gridAfter(timeUs: Us, stepUs: Us): Us {
  return Math.ceil(timeUs / stepUs) * stepUs
}
