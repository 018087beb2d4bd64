import { addAt, addTo, compensatedSum, sumAt, valueOf } from '../indicator/compensated-sum.ts'
import type { Candle, Trade } from '../market.ts'
import { volumesOfRows } from './page-rows.ts'
import { addPair, highestPrice, lowestPrice, type PricePages } from './price-pages.ts'
import { checkRowRule, type RowRule, type Rows, rowsOver } from './row-rule.ts'

export type { RowRule } from './row-rule.ts'

/** What traded within some prices. Volume in base units, prices in quote currency. */
export interface ProfileRow {
  /** Lower edge of a bin; lowest price of a row of ticks. */
  readonly low: number
  /** Upper edge of a bin; highest price of a row of ticks. */
  readonly high: number
  /** The row's price where it holds one tick, else its centre. */
  readonly price: number
  readonly volume: number
}

/** Volume by price. */
export interface VolumeProfile {
  /** From the lowest price to the highest without gaps: a row where nothing traded has volume 0. */
  readonly rows: readonly ProfileRow[]
  /** Base units. */
  readonly total: number
  readonly low: number
  readonly high: number
  /** Whether volumes were spread over the ranges of candles rather than counted at the prices of trades. */
  readonly estimated: boolean
  readonly rule: RowRule['kind']
}

/** Columns of equal length: volumes, and the range of prices that each traded over. */
interface Spans {
  readonly lows: readonly number[]
  readonly highs: readonly number[]
  readonly volumes: readonly number[]
}

/** The profile of volumes at exact prices; `undefined` where nothing traded. Throws a RangeError for an impossible rule. */
export function profileOf(source: Iterable<readonly [price: number, volume: number]>, rule: RowRule): VolumeProfile | undefined {
  const prices: number[] = []
  const volumes: number[] = []
  for (const [price, volume] of source) {
    if (!(volume > 0)) continue
    prices.push(price)
    volumes.push(volume)
  }
  return cut({ lows: prices, highs: prices, volumes }, rule, false)
}

/** The profile of trades; `undefined` where there are none. Throws a RangeError for an impossible rule. */
export function profileOfTrades(trades: Iterable<Pick<Trade, 'price' | 'size'>>, rule: RowRule): VolumeProfile | undefined {
  return profileOf(priceAndSize(trades), rule)
}

/**
 * The profile that candles suggest: the volume of each traded evenly between its low and its high, on every tick alike
 * where rows are of ticks. `undefined` where nothing traded. Throws a RangeError for an impossible rule.
 */
export function profileOfCandles(candles: Iterable<Candle>, rule: RowRule): VolumeProfile | undefined {
  const traded = [...candles].filter(({ volume }) => volume > 0)
  const spans = { lows: traded.map(({ low }) => low), highs: traded.map(({ high }) => high), volumes: traded.map(({ volume }) => volume) }
  return cut(spans, rule, true)
}

/** The profile of volumes at exact prices that are kept in pages; `undefined` where there are none. Throws a RangeError for an impossible rule. */
export function profileOfPages(pages: PricePages, rule: RowRule): VolumeProfile | undefined {
  checkRowRule(rule)
  const low = lowestPrice(pages)
  const high = highestPrice(pages)
  if (low === undefined || high === undefined) return undefined
  const rows = rowsOver(low, high, rule)
  const volumes = volumesOfRows(pages, rows)
  const total = new Float64Array(2)
  for (let row = 0; row < rows.count; row++) addPair(total, 0, volumes, row)
  return { ...filled(rows, volumes), total: valueOf(sumAt(total, 0)), estimated: false, rule: rule.kind }
}

function* priceAndSize(trades: Iterable<Pick<Trade, 'price' | 'size'>>): Generator<readonly [number, number], void, undefined> {
  for (const { price, size } of trades) yield [price, size]
}

function cut({ lows, highs, volumes }: Spans, rule: RowRule, estimated: boolean): VolumeProfile | undefined {
  checkRowRule(rule)
  if (volumes.length === 0) return undefined
  let low = lows[0]!
  let high = highs[0]!
  for (let i = 1; i < volumes.length; i++) {
    low = Math.min(low, lows[i]!)
    high = Math.max(high, highs[i]!)
  }
  const rows = rowsOver(low, high, rule)
  const total = compensatedSum()
  const sums = new Float64Array(2 * rows.count)
  const add = (row: number, volume: number): void => addAt(sums, row, volume)
  for (let i = 0; i < volumes.length; i++) {
    addTo(total, volumes[i]!)
    rows.spread(lows[i]!, highs[i]!, volumes[i]!, add)
  }
  return { ...filled(rows, sums), total: valueOf(total), estimated, rule: rule.kind }
}

/** The rows with their volumes, which stand in pairs of a sum and its residue. */
function filled(rows: Rows, sums: Float64Array): Pick<VolumeProfile, 'rows' | 'low' | 'high'> {
  const made = Array.from({ length: rows.count }, (_, row) => ({ ...rows.boundsOf(row), volume: valueOf(sumAt(sums, row)) }))
  return { rows: made, low: made[0]!.low, high: made.at(-1)!.high }
}
