import { type Candle, DAY_US, type Trade, type Us } from '../market.ts'
import { minuteCandles, type MinuteCandlesState } from '../price/minute-candles.ts'
import { rollingVwap, type RollingVwapState, vwapOfCandles } from '../price/vwap.ts'
import { rollingProfile, type RollingProfileState } from '../profile/rolling-profile.ts'
import { profileOfCandles, type RowRule, type VolumeProfile } from '../profile/volume-profile.ts'

/** Coverage of the trailing 24 h below which nothing is said of them. */
export const MIN_HISTORY_COVERAGE = 0.9

/** Trades below which the profile of the trailing 24 h is not read. */
const MIN_PROFILE_TRADES = 500

/** One-minute candles below which the profile of the trailing 24 h is not read. */
const MIN_PROFILE_CANDLES = 720

/** What the trailing 24 h are read from. */
export type HistorySource = 'trades' | 'candles'

/** The trailing 24 h, kept twice: as trades, and as one-minute candles that may reach further back. */
export interface HistoryState {
  readonly profile: RollingProfileState
  readonly vwap: RollingVwapState
  readonly candles: MinuteCandlesState
  /** Whether the venue has sent one-minute candles. */
  backfilled: boolean
}

/** A reading of the trailing 24 h, and what it was made from; or why there is none. */
export type HistoryReading<Value> = { readonly value: Value; readonly from: HistorySource } | { readonly reason: string }

const profile = rollingProfile({ widthUs: DAY_US })
const vwap = rollingVwap({ widthUs: DAY_US })
const candles = minuteCandles({ widthUs: DAY_US })

/** The indicators of the trailing 24 h as one. */
export const history = {
  init: (): HistoryState => ({ profile: profile.init(), vwap: vwap.init(), candles: candles.init(), backfilled: false }),

  step(state: HistoryState, trade: Trade): void {
    profile.step(state.profile, trade)
    vwap.step(state.vwap, trade)
    candles.onTrade(state.candles, trade)
  },

  onCandle(state: HistoryState, candle: Candle): void {
    state.backfilled = true
    candles.onCandle(state.candles, candle)
  },

  advance(state: HistoryState, nowUs: Us): void {
    profile.advance(state.profile, nowUs)
    vwap.advance(state.vwap, nowUs)
    candles.advance(state.candles, nowUs)
  },

  /** The profile of the trailing 24 h, under the conditions that make it worth reading. */
  readProfile(state: HistoryState, rule: RowRule, tradeCoverage: number): HistoryReading<VolumeProfile> {
    if (tradeCoverage >= MIN_HISTORY_COVERAGE) {
      const count = profile.trades(state.profile)
      if (count < MIN_PROFILE_TRADES) return { reason: `${count} of ${MIN_PROFILE_TRADES} trades` }
      return found(profile.profile(state.profile, rule), 'trades')
    }
    const coverage = candleCoverage(state)
    if (coverage < MIN_HISTORY_COVERAGE) return { reason: belowCoverage(Math.max(coverage, tradeCoverage)) }
    const minutes = candles.candles(state.candles)
    if (minutes.length < MIN_PROFILE_CANDLES) return { reason: `${minutes.length} of ${MIN_PROFILE_CANDLES} candles` }
    return found(profileOfCandles(minutes, rule), 'candles')
  },

  /** The profile of whatever there is of the trailing 24 h: the founding definition. */
  readAnyProfile(state: HistoryState, rule: RowRule, tradeCoverage: number): HistoryReading<VolumeProfile> {
    if (tradeCoverage < MIN_HISTORY_COVERAGE && state.backfilled) {
      return found(profileOfCandles(candles.candles(state.candles), rule), 'candles')
    }
    return found(profile.profile(state.profile, rule), 'trades')
  },

  /** VWAP and σ of the trailing 24 h. */
  readVwap(state: HistoryState, tradeCoverage: number): HistoryReading<{ readonly vwap: number; readonly sigma: number }> {
    if (tradeCoverage >= MIN_HISTORY_COVERAGE) return found(vwap.read(state.vwap), 'trades')
    const coverage = candleCoverage(state)
    if (coverage < MIN_HISTORY_COVERAGE) return { reason: belowCoverage(Math.max(coverage, tradeCoverage)) }
    return found(vwapOfCandles(candles.candles(state.candles)), 'candles')
  },
}

function candleCoverage(state: HistoryState): number {
  return candles.coverage(state.candles, state.candles.nowUs)
}

function found<Value>(value: Value | undefined, from: HistorySource): HistoryReading<Value> {
  return value === undefined ? { reason: 'no trades in 24 h' } : { value, from }
}

function belowCoverage(coverage: number): string {
  return `coverage ${Math.floor(coverage * 100)} % < ${MIN_HISTORY_COVERAGE * 100} %`
}
