import { addTo, type Candle, type CompensatedSum, compensatedSum, MINUTE_US, type Trade, type Us, valueOf } from '@of/core'

/** What is remembered of a minute. Prices are `undefined` while nothing traded. */
export interface Minute {
  readonly startUs: Us
  /** Grows with every change of any minute: the number of this one's last. */
  changed: number
  /** The venue's own candle, where the minute was over before trades were followed. */
  candle: Candle | undefined
  open: { readonly id: number; readonly price: number } | undefined
  close: { readonly id: number; readonly price: number } | undefined
  high: number
  low: number
  trades: number
  readonly buy: CompensatedSum
  readonly sell: CompensatedSum
  /** Bought and sold by price. */
  readonly prices: Map<number, { buy: number; sell: number }>
  /** What the features of its last second said; `null` where they said nothing. */
  last: MinuteReadings
  /** Order flow imbalance of its spans of ten seconds that are known, and how many of them were due. */
  readonly ofi: CompensatedSum
  ofiKnown: number
  ofiDue: number
  /** How many of its seconds were looked at, and in how many each source was there. */
  seconds: number
  bookSeconds: number
  tradeSeconds: number
}

/** Readings at the end of a minute. */
export interface MinuteReadings {
  readonly vwap: number | null
  readonly vwapSd: number | null
  readonly cvd: number | null
  readonly momentum: number | null
  readonly momentumZ: number | null
}

const nothingRead: MinuteReadings = { vwap: null, vwapSd: null, cvd: null, momentum: null, momentumZ: null }

/** A minute of which nothing is known. */
export function emptyMinute(startUs: Us): Minute {
  return {
    startUs,
    changed: 0,
    candle: undefined,
    open: undefined,
    close: undefined,
    high: -Infinity,
    low: Infinity,
    trades: 0,
    buy: compensatedSum(),
    sell: compensatedSum(),
    prices: new Map(),
    last: nothingRead,
    ofi: compensatedSum(),
    ofiKnown: 0,
    ofiDue: 0,
    seconds: 0,
    bookSeconds: 0,
    tradeSeconds: 0,
  }
}

/** Counts a trade of the minute, in whatever order trades come: their ids tell which was first. */
export function addTrade(minute: Minute, { aggressor, id, price, size }: Trade): void {
  if (minute.open === undefined || id < minute.open.id) minute.open = { id, price }
  if (minute.close === undefined || id > minute.close.id) minute.close = { id, price }
  minute.high = Math.max(minute.high, price)
  minute.low = Math.min(minute.low, price)
  minute.trades += 1
  addTo(minute[aggressor], size)
  let row = minute.prices.get(price)
  if (row === undefined) minute.prices.set(price, (row = { buy: 0, sell: 0 }))
  row[aggressor] += size
}

/**
 * Open, high, low, close and volume: counted from its trades, else the venue's candle. A minute that began before trades were followed opens
 * as the venue says; its volume is that of the trades that were seen, and its coverage says how much that is.
 */
export function candleOf(minute: Minute): { readonly candle: Candle | undefined; readonly from: 'trades' | 'candles' } {
  const { candle: told, close, high, low, open, startUs } = minute
  if (open === undefined || close === undefined) return { candle: told, from: told === undefined ? 'trades' : 'candles' }
  const candle = {
    startUs,
    open: told?.open ?? open.price,
    high: Math.max(high, told?.high ?? high),
    low: Math.min(low, told?.low ?? low),
    close: close.price,
    volume: valueOf(minute.buy) + valueOf(minute.sell),
  }
  return { candle, from: 'trades' }
}

/** How many times a minute is looked at. */
export const SECONDS: number = MINUTE_US / 1_000_000
