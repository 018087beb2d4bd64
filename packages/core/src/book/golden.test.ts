import { describe, expect, it } from 'vitest'
import type { Level, LevelChange } from '../market.ts'
import { golden, goldenStream, replayGolden } from '../testing/golden-stream.ts'
import { depthImbalance, depthWithin } from './depth.ts'
import { imbalance, queueImbalance } from './imbalance.ts'
import { marketImpact } from './impact.ts'
import { microprice, mid } from './microprice.ts'
import { levelChanges } from './level-changes.ts'
import { OrderBook } from './order-book.ts'
import { bookSlope } from './slope.ts'
import { spreadBps } from './spread.ts'
import { apart } from './testing/apart.ts'
import { readTop, topLevels } from './top-levels.ts'

const stream = goldenStream()
const changes = stream.events.filter((event) => event.kind === 'level')

function opened(): OrderBook {
  const { bids, asks } = stream.snapshot
  const book = new OrderBook()
  book.replace(
    levelChanges([
      ...bids.map((level): LevelChange => ({ side: 'bid', ...level })),
      ...asks.map((level): LevelChange => ({ side: 'ask', ...level })),
    ]),
  )
  return book
}

function columns(levels: readonly Level[]): string[] {
  return [levels.map(({ price }) => price).join(), levels.map(({ size }) => size).join()]
}

describe('the book of the golden stream', () => {
  it('has the best five levels of the independent replay after every change', () => {
    const book = opened()
    const top = topLevels(5)
    const { rows } = replayGolden(stream)
    rows.forEach(({ bids, asks }, i) => {
      if (i > 0) book.apply(levelChanges([changes[i - 1]!]))
      readTop(book, top)
      const read = [top.bidPrices, top.bidSizes, top.askPrices, top.askSizes].map((column) => column.join())
      expect(read).toEqual([...columns(bids), ...columns(asks)])
    })
  })

  it.each(golden.fair_value)('has the reference values at $t ms', (expected) => {
    const book = opened()
    book.apply(levelChanges(changes.filter(({ timeUs }) => timeUs <= expected.t * 1_000)))
    const quote = book.quote(0)!
    expect([quote.bidPrice, quote.bidSize, quote.askPrice, quote.askSize]).toEqual([...expected.bid, ...expected.ask])
    expect(apart(mid(quote), expected.mid)).toBeLessThan(1e-9)
    expect(apart(microprice(quote), expected.weighted_mid)).toBeLessThan(1e-9)
    expect(apart(spreadBps(quote), expected.spread_bps)).toBeLessThan(1e-9)
    expect(apart(queueImbalance(quote), expected.qi)).toBeLessThan(1e-9)
    expect(apart(imbalance(book, { levels: 5 }), expected.imb5)).toBeLessThan(1e-9)
    expect(apart(imbalance(book, { levels: 5, decay: 0.5 }), expected.imb5_exp05)).toBeLessThan(1e-9)
  })

  describe('at its end', () => {
    const book = opened()
    book.apply(levelChanges(changes))
    const { depth } = golden

    it.each(Object.entries(depth.bps))('has the reference depth within %s bps', (bps, { bid, ask, imbalance: expected }) => {
      const within = depthWithin(book, depth.mid, Number(bps))
      expect(within).toEqual({ bid, ask })
      expect(apart(depthImbalance(within), expected)).toBeLessThan(1e-9)
    })

    it('has the reference slope', () => {
      expect(apart(bookSlope(book), depth.slope)).toBeLessThan(1e-9)
    })

    it.each(Object.entries(depth.walk))('has the reference impact of %s lots', (size, expected) => {
      const buy = marketImpact(book, 'buy', Number(size))
      expect(apart(buy.averagePrice, expected.buy)).toBeLessThan(1e-9)
      expect(apart(buy.fromMidBps, expected.buy_impact_bps_vs_mid)).toBeLessThan(1e-9)
      expect(apart(buy.fromTouchBps, expected.buy_slippage_bps_vs_touch)).toBeLessThan(1e-9)
      expect(apart(marketImpact(book, 'sell', Number(size)).averagePrice, expected.sell)).toBeLessThan(1e-9)
    })
  })
})
