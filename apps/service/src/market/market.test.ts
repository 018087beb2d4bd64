import { bookView } from '@of/core'
import { presets } from '@of/signals'
import { describe, expect, it } from 'vitest'
import { featuresWith } from '../testing/features.ts'
import { START_US } from '../testing/trades.ts'
import { type Glance, Market } from './market.ts'

const glance: Glance = {
  seen: () => ({
    sources: { book: { state: 'healthy' }, trades: { state: 'healthy' } },
    book: bookView([{ price: 99, size: 1 }], [{ price: 101, size: 1 }]),
    walls: [],
  }),
  missingTrades: () => 0,
}
const product = 'BTC-USD'

function market(): Market {
  return new Market(product, presets.default)
}

function sample(into: Market, second: number): void {
  into.take(
    { kind: 'sample', product, timeUs: START_US + second * 1_000_000, features: featuresWith({ mid: 100, lastPrice: 100 }) },
    glance,
  )
}

describe('market', () => {
  it('counts a book as lost only once it was followed', () => {
    const one = market()
    one.take({ kind: 'book-state', product, state: 'absent', timeUs: 0, reason: 'no book configured' }, glance)
    one.take({ kind: 'book-state', product, state: 'empty', timeUs: START_US, reason: 'book empty' }, glance)
    expect(one.gaps.between(0, Infinity)).toEqual([])
    sample(one, 1)
    one.take({ kind: 'book-state', product, state: 'resyncing', timeUs: START_US + 5, reason: 'frames lost' }, glance)
    one.take({ kind: 'book-state', product, state: 'synced', timeUs: START_US + 9 }, glance)
    expect(one.gaps.between(0, Infinity)).toEqual([{ source: 'book', fromUs: START_US + 5, toUs: START_US + 9, reason: 'frames lost' }])
    expect([one.resyncs, one.sinceUs, one.bookSinceUs]).toEqual([1, START_US + 1_000_000, START_US + 9])
  })

  it('puts trades that were brought afterwards into their minutes, and not on the tape', () => {
    const one = market()
    const trade = { id: 7, timeUs: START_US, price: 100.5, size: 1, aggressor: 'sell' as const }
    one.take({ kind: 'trades', product, trades: [trade], origin: 'backfill' }, glance)
    sample(one, 1)
    expect([one.last, one.orders.count, one.minutes.between(0, Infinity)[0]!.trades]).toEqual([undefined, 0, 1])
  })

  it('guesses the increment of prices from their decimals until the venue tells it', () => {
    const one = market()
    const trades = [100, 100.5, 100.25].map((price, id) => ({ id, timeUs: START_US, price, size: 1, aggressor: 'buy' as const }))
    one.take({ kind: 'trades', product, trades, origin: 'live' }, glance)
    expect(one.tick).toEqual({ size: 0.01, inferred: true })
    one.onTick(0.05)
    expect(one.tick).toEqual({ size: 0.05, inferred: false })
  })

  it('looks at the book every five seconds', () => {
    const one = market()
    for (let second = 1; second <= 12; second++) sample(one, second)
    expect(one.heat.between(0, Infinity, 100).columns.map(({ startUs }) => startUs)).toEqual([START_US, START_US + 5_000_000])
  })
})
