import { startOf } from '../bars/span.ts'
import { addTo, type CompensatedSum, compensatedSum, valueOf } from '../indicator/compensated-sum.ts'
import { fold, type Indicator } from '../indicator/indicator.ts'
import type { Trade, Us } from '../market.ts'
import { priceOfTick, tickIndex } from './tick.ts'

/** What takers bought and sold at one price, in base units. */
export interface FootprintRow {
  readonly price: number
  readonly buy: number
  readonly sell: number
}

/** Bought and sold volume by price, in ticks. */
export type FootprintState = Map<number, { readonly buy: CompensatedSum; readonly sell: CompensatedSum }>

/** Builds the footprint of a bar trade by trade: a row for every price that traded, lowest first. Begin a bar with `init`. */
export function footprintBuilder(options: { readonly tick: number }): Indicator<Trade, FootprintState, FootprintRow[]> {
  const { tick } = options
  if (!(tick > 0)) throw new RangeError(`footprint: tick must be above 0, was ${tick}`)

  return {
    init: () => new Map(),
    step(state, trade) {
      const index = tickIndex(trade.price, tick)
      let row = state.get(index)
      if (row === undefined) {
        row = { buy: compensatedSum(), sell: compensatedSum() }
        state.set(index, row)
      }
      addTo(row[trade.aggressor], trade.size)
    },
    read: (state) =>
      [...state]
        .sort(([a], [b]) => a - b)
        .map(([index, { buy, sell }]) => ({ price: priceOfTick(index, tick), buy: valueOf(buy), sell: valueOf(sell) })),
  }
}

/** The footprint of the trades of one bar. Throws a RangeError for a tick that is not above 0. */
export function footprint(trades: Iterable<Trade>, tick: number): FootprintRow[] {
  return fold(footprintBuilder({ tick }), trades)
}

/** The footprint of a span of time. */
export interface FootprintBar {
  readonly startUs: Us
  /** The first instant that no longer belongs to it. */
  readonly endUs: Us
  readonly rows: readonly FootprintRow[]
}

/**
 * Footprints of spans of `widthUs`, counted from the Unix epoch, oldest first; none where nothing traded. Each trade is put
 * where its time says. Throws a RangeError for a tick or a width that is not above 0.
 */
export function footprintBars(trades: Iterable<Trade>, options: { readonly widthUs: Us; readonly tick: number }): FootprintBar[] {
  const { widthUs, tick } = options
  if (!(widthUs > 0)) throw new RangeError(`footprintBars: widthUs must be above 0, was ${widthUs}`)
  const builder = footprintBuilder({ tick })
  const states = new Map<Us, FootprintState>()
  for (const trade of trades) {
    const startUs = startOf(trade.timeUs, widthUs)
    const state = states.get(startUs) ?? builder.init()
    states.set(startUs, state)
    builder.step(state, trade)
  }
  return [...states].sort(([a], [b]) => a - b).map(([startUs, state]) => ({ startUs, endUs: startUs + widthUs, rows: builder.read(state) }))
}
