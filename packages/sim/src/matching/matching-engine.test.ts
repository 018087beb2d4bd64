import type { Aggressor, Side } from '@of/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TickBook } from '../market/book.ts'
import { MatchingEngine, type Fill } from './matching-engine.ts'
import type { RestingOrder } from './order-queue.ts'

type Action =
  | { readonly kind: 'place'; readonly side: Side; readonly tick: number; readonly lots: number }
  | { readonly kind: 'take'; readonly aggressor: Aggressor; readonly lots: number; readonly limit: number | undefined }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'reduce'; readonly id: number; readonly lots: number }

// Few prices and small sizes, so that queues form, orders cross and ids are met again.
const tick = fc.integer({ min: 1, max: 9 })
const lots = fc.integer({ min: 1, max: 5 })
const id = fc.integer({ min: 1, max: 60 })
const actions = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({ kind: fc.constant('place' as const), side: fc.constantFrom('bid' as const, 'ask' as const), tick, lots }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('take' as const),
        aggressor: fc.constantFrom('buy' as const, 'sell' as const),
        lots: fc.integer({ min: 1, max: 15 }),
        limit: fc.option(tick, { nil: undefined }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), id }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('reduce' as const), id, lots }) },
  ),
  { maxLength: 80 },
)

/** The same promise kept the slow, plain way: all orders in one array, sorted anew for every match. */
class PlainExchange {
  orders: RestingOrder[] = []
  readonly fills: Fill[] = []
  #lastId = 0

  act(action: Action): number {
    if (action.kind === 'place') {
      const left = this.#match(action.side === 'bid' ? 'ask' : 'bid', action.lots, action.tick)
      this.#lastId += 1
      if (left > 0) this.orders.push({ id: this.#lastId, side: action.side, tick: action.tick, lots: left })
      return this.#lastId
    }
    if (action.kind === 'take') {
      const side = action.aggressor === 'buy' ? 'ask' : 'bid'
      return action.lots - this.#match(side, action.lots, action.limit ?? (side === 'ask' ? 1e9 : 0))
    }
    const order = this.orders.find((resting) => resting.id === action.id)
    if (order === undefined) return 0
    return this.#lessen(order, action.kind === 'cancel' ? order.lots : Math.min(order.lots, action.lots))
  }

  levels(side: Side): { tick: number; lots: number }[] {
    const sums = new Map<number, number>()
    for (const order of this.orders) if (order.side === side) sums.set(order.tick, order.lots + (sums.get(order.tick) ?? 0))
    return [...sums].map(([at, sum]) => ({ tick: at, lots: sum })).sort((a, b) => (side === 'bid' ? b.tick - a.tick : a.tick - b.tick))
  }

  #match(side: Side, wanted: number, limit: number): number {
    let left = wanted
    const outward = side === 'ask' ? 1 : -1
    const met = this.orders
      .filter((order) => order.side === side && outward * order.tick <= outward * limit)
      .sort((a, b) => outward * (a.tick - b.tick) || a.id - b.id)
    for (const order of met) {
      const filled = Math.min(left, order.lots)
      if (filled === 0) break
      left -= filled
      this.fills.push({ id: order.id, side, tick: order.tick, lots: filled })
      this.#lessen(order, filled)
    }
    return left
  }

  #lessen(order: RestingOrder, less: number): number {
    this.orders = this.orders.flatMap((resting) => {
      if (resting.id !== order.id) return [resting]
      return resting.lots > less ? [{ ...resting, lots: resting.lots - less }] : []
    })
    return less
  }
}

function exchange(): { book: TickBook; engine: MatchingEngine; fills: Fill[]; act: (action: Action) => number } {
  const fills: Fill[] = []
  const book = new TickBook(() => {})
  const engine = new MatchingEngine(book, (fill) => fills.push(fill))
  const act = (action: Action): number => {
    if (action.kind === 'place') return engine.place(action.side, action.tick, action.lots)
    if (action.kind === 'take') return engine.take(action.aggressor, action.lots, action.limit)
    return action.kind === 'cancel' ? engine.cancel(action.id) : engine.reduce(action.id, action.lots)
  }
  return { book, engine, fills, act }
}

describe('MatchingEngine', () => {
  it('answers, fills and rests like a plain exchange that sorts all orders for every match', () => {
    fc.assert(
      fc.property(actions, (series) => {
        const { book, engine, fills, act } = exchange()
        const plain = new PlainExchange()
        for (const action of series) {
          expect(act(action)).toBe(plain.act(action))
          expect([...book.bid.levels()]).toEqual(plain.levels('bid'))
          expect([...book.ask.levels()]).toEqual(plain.levels('ask'))
        }
        expect(fills).toEqual(plain.fills)
        expect(engine.resting).toBe(plain.orders.length)
        for (const order of plain.orders) expect(engine.order(order.id)).toEqual(order)
        for (const price of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
          expect(engine.ordersAt(price)).toEqual(plain.orders.filter((order) => order.tick === price))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is never crossed, nor locked, after anything that happens', () => {
    fc.assert(
      fc.property(actions, (series) => {
        const { book, act } = exchange()
        for (const action of series) {
          act(action)
          expect(book.bid.best ?? -Infinity).toBeLessThan(book.ask.best ?? Infinity)
        }
      }),
    )
  })

  it('loses no lot: what was placed is filled, taken away or rests', () => {
    fc.assert(
      fc.property(actions, (series) => {
        const { book, fills, act } = exchange()
        let placed = 0
        let gone = 0
        for (const action of series) {
          const before = fills.length
          const answer = act(action)
          const filled = fills.slice(before).reduce((sum, fill) => sum + fill.lots, 0)
          if (action.kind === 'place') {
            placed += action.lots
            gone += 2 * filled
          } else {
            gone += answer
            if (action.kind === 'take') expect(filled).toBe(answer)
          }
        }
        const resting = [...book.bid.levels(), ...book.ask.levels()].reduce((sum, level) => sum + level.lots, 0)
        expect(resting).toBe(placed - gone)
      }),
    )
  })

  it('meets the better price first, then the order that has waited longer', () => {
    const { engine, fills } = exchange()
    const late = engine.place('ask', 11, 2)
    const first = engine.place('ask', 10, 2)
    const second = engine.place('ask', 10, 2)
    expect(engine.take('buy', 5)).toBe(5)
    expect(fills.map((fill) => [fill.id, fill.tick, fill.lots])).toEqual([
      [first, 10, 2],
      [second, 10, 2],
      [late, 11, 1],
    ])
  })

  it('lets an order that is reduced keep its place', () => {
    const { engine, fills } = exchange()
    const first = engine.place('bid', 10, 3)
    engine.place('bid', 10, 3)
    expect(engine.reduce(first, 2)).toBe(2)
    engine.take('sell', 1)
    expect(fills).toEqual([{ id: first, side: 'bid', tick: 10, lots: 1 }])
  })

  it('fills a limit order at the price of those who wait, and lets the rest of it wait', () => {
    const { book, engine, fills } = exchange()
    const waiting = engine.place('ask', 10, 2)
    const crossing = engine.place('bid', 12, 5)
    expect(fills).toEqual([{ id: waiting, side: 'ask', tick: 10, lots: 2 }])
    expect(engine.order(crossing)).toEqual({ id: crossing, side: 'bid', tick: 12, lots: 3 })
    expect([book.bid.best, book.ask.best]).toEqual([12, undefined])
  })

  it('tells of a fill while the book still shows what is met', () => {
    const shown: unknown[] = []
    const book = new TickBook(() => {})
    const engine = new MatchingEngine(book, (fill) => shown.push([fill.lots, book.ask.best, book.ask.lotsAt(fill.tick)]))
    engine.place('ask', 10, 2)
    engine.place('ask', 10, 3)
    engine.take('buy', 9)
    expect(shown).toEqual([
      [2, 10, 5],
      [3, 10, 3],
    ])
  })

  it.each([
    ['a price below one tick', (engine: MatchingEngine): unknown => engine.place('bid', 0, 1)],
    ['half a tick', (engine: MatchingEngine): unknown => engine.place('bid', 1.5, 1)],
    ['no lots', (engine: MatchingEngine): unknown => engine.take('buy', 0)],
    ['half a lot', (engine: MatchingEngine): unknown => engine.reduce(1, 0.5)],
  ])('refuses %s', (_, act) => {
    expect(() => act(exchange().engine)).toThrow(RangeError)
  })
})
