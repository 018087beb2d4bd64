import { takerOrdersOf } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tradesOver } from '../testing/trades.ts'
import { Orders } from './orders.ts'

const trade = (id: number, size: number, price = 100_000) => ({ id: 10 * id, timeUs: id, price, size, aggressor: 'buy' as const })

describe('orders', () => {
  it('are the taker orders of the trades, numbered and told from any number on', () => {
    fc.assert(
      fc.property(tradesOver(20), fc.nat({ max: 90 }), (trades, from) => {
        const orders = new Orders()
        for (const one of trades) orders.onTrades([one])
        orders.onSample(Infinity, null)
        const plain = takerOrdersOf(trades).map(({ firstId, notional, size }) => ({
          firstTradeId: firstId,
          size,
          notional,
          price: notional / size,
        }))
        expect(orders.since(0)).toMatchObject(plain)
        expect(orders.count).toBe(plain.length)
        expect(orders.since(from)).toMatchObject(plain.slice(from))
        expect(orders.latest(from)).toMatchObject(from === 0 ? [] : plain.slice(-from))
      }),
    )
  })

  it('are whales above the threshold in force, if they are worth it', () => {
    const orders = new Orders()
    orders.onTrades([trade(1, 9)])
    orders.onSample(2_000_000, 5)
    orders.onTrades([trade(3_000_000, 6), trade(3_000_001, 5), trade(3_000_002, 6, 100)])
    orders.onSample(9_000_000, 5)
    expect(orders.since(0).map(({ whale }) => whale)).toEqual([false, true, false, false])
  })

  it('are remembered for longer where they are whales, with the prices that they went through', () => {
    const orders = new Orders()
    orders.onSample(0, 5)
    orders.onTrades([trade(1, 9)])
    for (let id = 2; id < 5_000; id++) orders.onTrades([trade(id, 1)])
    expect(orders.since(0)[0]?.firstTradeId).toBeGreaterThan(10)
    expect(orders.whales).toMatchObject([{ firstTradeId: 10, size: 9, firstPrice: 100_000, lastPrice: 100_000 }])
    expect(new Orders(structuredClone(orders.state)).whales).toEqual(orders.whales)
  })

  it('are kept in bounded number, the latest', () => {
    const orders = new Orders()
    for (let id = 0; id < 9_000; id++) orders.onTrades([{ id: 2 * id, timeUs: id, price: 1, size: 1, aggressor: 'buy' }])
    expect(orders.since(0).length).toBeLessThanOrEqual(4_000)
    expect(orders.latest(1)[0]!.firstTradeId).toBe(2 * 8_998)
  })
})
