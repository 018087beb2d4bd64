import type { FeatureReading } from '../features/features.ts'
import { summariseProfile } from '../profile/summary.ts'
import type { RowRule, VolumeProfile } from '../profile/volume-profile.ts'
import { history, type HistoryReading, type HistoryState } from './history.ts'
import { known, maybe, unknown } from './reading.ts'

/** The features made from the last 24 h of trades or one-minute candles. */
export type HistoryFeatureName =
  | 'vwap24h'
  | 'vwap24hSigma'
  | 'vwap24hDeviation'
  | 'poc'
  | 'vah'
  | 'val'
  | 'valueAreaShare'
  | 'profilePosition'
  | 'highVolumeNodes'
  | 'lowVolumeNodes'
  | 'binsPoc'
  | 'binsVah'
  | 'binsVal'
  | 'binsValueAreaShare'
  | 'binsProfilePosition'
  | 'binsHighVolumeNodes'
  | 'binsLowVolumeNodes'

type BinsFeatureName = Extract<HistoryFeatureName, `bins${string}`>
type VwapFeatureName = Extract<HistoryFeatureName, `vwap${string}`>

/** Rows of a profile, at most. */
const PROFILE_ROWS = 50

/** What history features are read from. */
export interface HistoryContext {
  readonly history: HistoryState
  /** Share of the trailing 24 h in which trades were received. */
  readonly tradeCoverage: number
  readonly lastPrice: number | undefined
  /** The price increment, and whether it was inferred from the prices seen. */
  readonly tick: { readonly size: number; readonly inferred: boolean } | undefined
}

/** Reads the trailing 24 h; every clock must stand at now. */
export function historyFeatures(context: HistoryContext): Readonly<Record<HistoryFeatureName, FeatureReading>> {
  return { ...vwapFeatures(context), ...rowFeatures(context), ...binFeatures(context) }
}

/** Where the last price lies in the profile of whole-tick rows; `undefined` where that is not known. */
export function profilePositionNow(context: HistoryContext): number | undefined {
  return rowFeatures(context).profilePosition.value ?? undefined
}

/** The profile that features of rows of that kind are read from; `undefined` where they have no value. */
export function profileNow(context: HistoryContext, rows: RowRule['kind']): VolumeProfile | undefined {
  const reading = rows === 'ticks' ? tickProfile(context) : binProfile(context)
  return 'reason' in reading ? undefined : reading.value
}

function vwapFeatures({
  history: state,
  tradeCoverage,
  lastPrice,
}: HistoryContext): Record<'vwap24h' | 'vwap24hSigma' | 'vwap24hDeviation', FeatureReading> {
  const reading = history.readVwap(state, tradeCoverage)
  if ('reason' in reading) {
    const none = unknown(reading.reason)
    return { vwap24h: none, vwap24hSigma: none, vwap24hDeviation: none }
  }
  const { vwap, sigma } = reading.value
  const note = noteOf(reading)
  const deviation = lastPrice === undefined || sigma === 0 ? undefined : (lastPrice - vwap) / sigma
  return {
    vwap24h: known(vwap, note),
    vwap24hSigma: known(sigma, note),
    vwap24hDeviation: maybe(deviation, lastPrice === undefined ? 'no trades yet' : 'no spread of prices in 24 h', note),
  }
}

function tickProfile({ history: state, tick, tradeCoverage }: HistoryContext): HistoryReading<VolumeProfile> {
  if (tick === undefined) return { reason: 'no price increment known' }
  return history.readProfile(state, { kind: 'ticks', tick: tick.size, maxRows: PROFILE_ROWS }, tradeCoverage)
}

function binProfile({ history: state, tradeCoverage }: HistoryContext): HistoryReading<VolumeProfile> {
  return history.readAnyProfile(state, { kind: 'bins', count: PROFILE_ROWS }, tradeCoverage)
}

type ProfileReadings = Record<'poc' | 'vah' | 'val' | 'share' | 'position' | 'hvn' | 'lvn', FeatureReading>

function rowFeatures(context: HistoryContext): Record<Exclude<HistoryFeatureName, BinsFeatureName | VwapFeatureName>, FeatureReading> {
  const { poc, vah, val, share, position, hvn, lvn } = profileReadings(
    tickProfile(context),
    context.lastPrice,
    context.tick?.inferred === true ? 'tick inferred' : undefined,
  )
  return { poc, vah, val, valueAreaShare: share, profilePosition: position, highVolumeNodes: hvn, lowVolumeNodes: lvn }
}

function binFeatures(context: HistoryContext): Record<BinsFeatureName, FeatureReading> {
  const { poc, vah, val, share, position, hvn, lvn } = profileReadings(binProfile(context), context.lastPrice, undefined)
  return {
    binsPoc: poc,
    binsVah: vah,
    binsVal: val,
    binsValueAreaShare: share,
    binsProfilePosition: position,
    binsHighVolumeNodes: hvn,
    binsLowVolumeNodes: lvn,
  }
}

function profileReadings(
  reading: HistoryReading<VolumeProfile>,
  lastPrice: number | undefined,
  extra: string | undefined,
): ProfileReadings {
  if ('reason' in reading) {
    const none = unknown(reading.reason)
    return { poc: none, vah: none, val: none, share: none, position: none, hvn: none, lvn: none }
  }
  const { poc, vah, val, share, position, hvn, lvn } = summariseProfile(reading.value, lastPrice)
  const note = noteOf(reading, extra)
  return {
    poc: known(poc, note),
    vah: known(vah, note),
    val: known(val, note),
    share: known(share, note),
    position: maybe(position, lastPrice === undefined ? 'no trades yet' : 'value area without width', note),
    hvn: known(hvn.length, note),
    lvn: known(lvn.length, note),
  }
}

function noteOf(reading: { readonly from: 'trades' | 'candles' }, extra?: string): { readonly note: string } {
  const from = reading.from === 'candles' ? 'estimated from one-minute candles' : 'from trades'
  return { note: extra === undefined ? from : `${from}, ${extra}` }
}
