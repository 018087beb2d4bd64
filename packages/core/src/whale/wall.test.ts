import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BookView, bookView } from '../book/levels.ts'
import { OrderBook } from '../book/order-book.ts'
import type { Level, LevelChange, Side } from '../market.ts'
import { levelChanges, timesUs } from '../testing/arbitraries.ts'
import { timedIndicatorContract } from '../testing/indicator-contract.ts'
import { type Wall, walls, type WallState } from './wall.ts'

type Event = LevelChange & { readonly timeUs: number }

const events: fc.Arbitrary<Event> = fc.tuple(levelChanges, timesUs).map(([change, timeUs]) => ({ ...change, timeUs }))

const MID = 6.5
const options = { minNotional: 12, sideShare: 0.25, withinBps: 4_000, holdUs: 5_000_000 }
const watch = walls(options)

/** Walls and the book they are read from, as one indicator. */
interface Watched {
  readonly walls: WallState
  readonly sizes: Record<Side, Map<number, number>>
  nowUs: number
}

function viewOf({ sizes }: Watched): BookView {
  const levels = (side: Side): Level[] => [...sizes[side]].map(([price, size]) => ({ price, size })).sort((a, b) => a.price - b.price)
  return bookView(levels('bid').reverse(), levels('ask'))
}

/** A book whose ask of 300,000 has a rest of its side beside it, and whose bids count for nothing. */
function besides(rest: number): BookView {
  const asks = [
    { price: 100_000, size: 3 },
    { price: 100_001, size: rest },
    { price: 101_000, size: 1e9 },
  ]
  return bookView([{ price: 99_999, size: 1e9 }], asks)
}

/** The slow, plain way: every level's whole past is gone through at each reading. */
function plainWalls(series: readonly Event[], nowUs: number): Wall[] {
  return (['bid', 'ask'] as const).flatMap((side) => {
    const prices = [...new Set(series.filter((event) => event.side === side).map(({ price }) => price))]
    const near = prices
      .filter((price) => (side === 'bid' ? price >= 0.6 * MID : price <= 1.4 * MID))
      .sort((a, b) => (side === 'bid' ? b - a : a - b))
      .map((price) => {
        const past = series.filter((event) => event.side === side && event.price === price)
        const lastSmall = past.findLastIndex(({ size }) => price * size < options.minNotional)
        const { size } = past.at(-1)!
        return { side, price, size, notional: price * size, sinceUs: past[lastSmall + 1]?.timeUs ?? nowUs }
      })
    const worth = near.reduce((sum, { notional }) => sum + notional, 0)
    return near.filter(
      ({ notional, sinceUs }) =>
        notional >= options.minNotional && notional >= options.sideShare * worth && nowUs - sinceUs >= options.holdUs,
    )
  })
}

describe('walls({ minNotional, sideShare, withinBps, holdUs })', () => {
  timedIndicatorContract(
    {
      init: (): Watched => ({ walls: watch.init(), sizes: { bid: new Map(), ask: new Map() }, nowUs: 0 }),
      step(state, { timeUs, side, price, size }: Event) {
        if (size > 0) state.sizes[side].set(price, size)
        else state.sizes[side].delete(price)
        state.nowUs = Math.max(state.nowUs, timeUs)
        watch.onLevel(state.walls, timeUs, side, price, size)
      },
      advance(state, nowUs) {
        state.nowUs = Math.max(state.nowUs, nowUs)
      },
      read: (state) => watch.read(state.walls, viewOf(state), MID, state.nowUs),
    },
    events,
  )

  it('finds the walls that the whole past of every level shows', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), fc.nat(10_000_000), (series, idleUs) => {
        const state = watch.init()
        const book = new OrderBook()
        let nowUs = 0
        for (const event of series) {
          book.set(event.side, event.price, event.size)
          watch.onLevel(state, event.timeUs, event.side, event.price, event.size)
          nowUs = Math.max(nowUs, event.timeUs)
        }
        nowUs += idleUs
        expect(watch.read(state, book, MID, nowUs)).toEqual(plainWalls(series, nowUs))
      }),
    )
  })

  describe('by default', () => {
    const plain = walls()

    /** A book around 100,000 with one level of a size at a price, held since 0, and little else. */
    function read(side: Side, price: number, size: number, nowUs = 5_000_000): Wall[] {
      const state = plain.init()
      const book = new OrderBook()
      book.set('bid', 99_990, 0.5)
      book.set('ask', 100_010, 0.5)
      book.set(side, price, size)
      plain.onLevel(state, 0, side, price, size)
      return plain.read(state, book, 100_000, nowUs)
    }

    it.each(['bid', 'ask'] as const)('reports a large level of the %s side', (side) => {
      const price = side === 'bid' ? 99_900 : 100_100
      expect(read(side, price, 4)).toEqual([{ side, price, size: 4, notional: 4 * price, sinceUs: 0 }])
    })

    it('wants it worth 250,000', () => {
      expect(read('bid', 99_900, 2.5)).toEqual([])
      expect(read('bid', 99_900, 250_000 / 99_900)).toHaveLength(1)
    })

    it('wants it within 50 bps of mid', () => {
      expect(read('bid', 99_500, 4)).toHaveLength(1)
      expect(read('bid', 99_499, 4)).toEqual([])
      expect(read('ask', 100_500, 4)).toHaveLength(1)
      expect(read('ask', 100_501, 4)).toEqual([])
    })

    it('wants it held for 5 s', () => {
      expect(read('ask', 100_100, 4, 4_999_999)).toEqual([])
      expect(read('ask', 100_100, 4, 5_000_000)).toHaveLength(1)
    })

    it('wants it to be a twentieth of its side', () => {
      const state = plain.init()
      plain.onLevel(state, 0, 'ask', 100_000, 3)
      expect(plain.read(state, besides(56), 100_000, 5_000_000)).toHaveLength(1)
      expect(plain.read(state, besides(58), 100_000, 5_000_000)).toEqual([])
    })
  })

  it('lets a level begin anew after it has been small', () => {
    const state = watch.init()
    const book = bookView([{ price: 6, size: 3 }], [])
    watch.onLevel(state, 0, 'bid', 6, 3)
    watch.onLevel(state, 4_000_000, 'bid', 6, 2.5)
    watch.onLevel(state, 6_000_000, 'bid', 6, 1)
    watch.onLevel(state, 7_000_000, 'bid', 6, 3)
    expect(watch.read(state, book, MID, 11_999_999)).toEqual([])
    expect(watch.read(state, book, MID, 12_000_000)).toMatchObject([{ sinceUs: 7_000_000 }])
  })

  it('goes by the book for what rests now', () => {
    const state = watch.init()
    watch.onLevel(state, 0, 'bid', 6, 3)
    expect(watch.read(state, bookView([{ price: 6, size: 1 }], []), MID, 5_000_000)).toEqual([])
    expect(watch.read(state, bookView([{ price: 6, size: 4 }], []), MID, 5_000_000)).toMatchObject([{ size: 4, notional: 24 }])
  })

  it('knows nothing to have been held after clear()', () => {
    const state = watch.init()
    watch.onLevel(state, 0, 'bid', 6, 3)
    watch.onLevel(state, 0, 'ask', 7, 3)
    watch.clear(state)
    expect(state).toEqual(watch.init())
  })

  it.each([
    [{ minNotional: 0 }, 'walls: minNotional must be above 0, was 0'],
    [{ sideShare: 1.1 }, 'walls: sideShare must be from 0 to 1, was 1.1'],
    [{ withinBps: 0 }, 'walls: withinBps must be above 0, was 0'],
    [{ holdUs: -1 }, 'walls: holdUs must not be below 0, was -1'],
  ])('refuses %j', (impossible, message) => {
    expect(() => walls(impossible)).toThrow(new RangeError(message))
  })
})
