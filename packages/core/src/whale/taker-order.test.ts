import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goldenTrades } from '../flow/testing/golden.ts'
import type { Trade } from '../market.ts'
import { prices, sizes, trades } from '../testing/arbitraries.ts'
import { golden } from '../testing/golden-stream.ts'
import { indicatorContract } from '../testing/indicator-contract.ts'
import { type TakerOrder, takerOrders, takerOrdersOf } from './taker-order.ts'
import { swapped } from './testing/arbitraries.ts'

const assembler = takerOrders()
const print: Trade = { id: 7, timeUs: 1_000_000, price: 100, size: 0.1, aggressor: 'buy' }

// Contiguous ids with a gap now and then, few times and two sides, so that orders of several prints come about.
const tape = fc
  .array(
    fc.record({
      skipped: fc.constantFrom(0, 0, 0, 0, 1),
      laterUs: fc.constantFrom(0, 0, 0, 700),
      price: prices,
      size: sizes,
      aggressor: fc.constantFrom('buy' as const, 'buy' as const, 'sell' as const),
    }),
  )
  .map((steps) => {
    let [id, timeUs] = [0, 1_000_000]
    return steps.map(({ skipped, laterUs, ...rest }): Trade => {
      id += 1 + skipped
      timeUs += laterUs
      return { ...rest, id, timeUs }
    })
  })

describe('takerOrders({ settleUs })', () => {
  indicatorContract(
    { init: assembler.init, step: (state, trade: Trade) => void assembler.push(state, trade), read: ({ open }) => open },
    trades,
  )

  it('puts prints of one time and side with contiguous ids together', () => {
    const state = assembler.init()
    expect(assembler.push(state, print)).toBeUndefined()
    expect(assembler.push(state, { ...print, id: 8, price: 101, size: 0.3 })).toBeUndefined()
    const order = assembler.push(state, { ...print, id: 9, aggressor: 'sell' })
    expect(order).toEqual({
      timeUs: 1_000_000,
      aggressor: 'buy',
      size: 0.4,
      notional: 10 + 101 * 0.3,
      prints: 2,
      firstId: 7,
      lastId: 8,
      firstPrice: 100,
      lastPrice: 101,
    } satisfies TakerOrder)
    expect(state.open).toMatchObject({ aggressor: 'sell', prints: 1, firstId: 9 })
  })

  it.each<[string, Partial<Trade>]>([
    ['another time', { timeUs: 1_000_001 }],
    ['another side', { aggressor: 'sell' }],
    ['a gap in the ids', { id: 9 }],
    ['the same id again', { id: 7 }],
  ])('ends an order at %s', (_name, change) => {
    const state = assembler.init()
    assembler.push(state, print)
    expect(assembler.push(state, { ...print, id: 8, ...change })).toMatchObject({ firstId: 7, lastId: 7, prints: 1 })
  })

  it('settles an order half a second past its time, once', () => {
    const state = assembler.init()
    expect(assembler.settle(state, 1)).toBeUndefined()
    assembler.push(state, print)
    expect(assembler.settle(state, 1_499_999)).toBeUndefined()
    expect(assembler.settle(state, 1_500_000)).toMatchObject({ firstId: 7, prints: 1, size: 0.1 })
    expect(assembler.settle(state, 1_500_000)).toBeUndefined()
    expect(assembler.push(state, { ...print, id: 8 })).toBeUndefined()
  })

  it('refuses to settle before the time of an order', () => {
    expect(() => takerOrders({ settleUs: -1 })).toThrow('takerOrders: settleUs must be at least 0, was -1')
  })
})

describe('takerOrdersOf(trades)', () => {
  it('loses no print and no volume', () => {
    fc.assert(
      fc.property(tape, (series) => {
        const orders = takerOrdersOf(series)
        const plain = (of: (trade: Trade) => number): number => series.reduce((total, trade) => total + of(trade), 0)
        const total = (of: (order: TakerOrder) => number): number => orders.reduce((sum, order) => sum + of(order), 0)
        expect(total(({ prints }) => prints)).toBe(series.length)
        expect(total(({ size }) => size)).toBeCloseTo(
          plain(({ size }) => size),
          6,
        )
        expect(total(({ notional }) => notional)).toBeCloseTo(
          plain(({ price, size }) => price * size),
          6,
        )
      }),
    )
  })

  it('splits the tape where, and only where, time, side or ids break off', () => {
    fc.assert(
      fc.property(tape, (series) => {
        const breaks = series.filter(({ id, timeUs, aggressor }, i) => {
          const before = series[i - 1]
          return before === undefined || id !== before.id + 1 || timeUs !== before.timeUs || aggressor !== before.aggressor
        })
        const orders = takerOrdersOf(series)
        expect(orders.map(({ firstId, firstPrice }) => [firstId, firstPrice])).toEqual(breaks.map(({ id, price }) => [id, price]))
        for (const { firstId, lastId, prints } of orders) expect(lastId - firstId + 1).toBe(prints)
      }),
    )
  })

  it('changes nothing but the sides when takers change theirs', () => {
    fc.assert(
      fc.property(tape, (series) => {
        expect(takerOrdersOf(series.map(swapped))).toEqual(takerOrdersOf(series).map(swapped))
      }),
    )
  })

  it('adds up prints without rounding on the way', () => {
    const tenths = Array.from({ length: 10 }, (_, i): Trade => ({ ...print, id: i + 1, size: 0.1 }))
    expect(takerOrdersOf(tenths)).toMatchObject([{ size: 1, prints: 10 }])
  })

  it('finds the orders of the golden stream', () => {
    expect(takerOrdersOf(goldenTrades)).toHaveLength(golden.whales.taker_orders)
  })
})
