import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Candle, DAY_US, HOUR_US, MINUTE_US, type Trade } from '../market.ts'
import { candles, trades } from '../testing/arbitraries.ts'
import { timedIndicatorContract } from '../testing/indicator-contract.ts'
import { minuteCandles } from './minute-candles.ts'

type Input = { readonly timeUs: number } & ({ readonly candle: Candle } | { readonly trade: Trade })

const widthUs = HOUR_US
const minutes = minuteCandles({ widthUs })

/** Candles and trades of three hours, in no order. */
const inputs: fc.Arbitrary<Input> = fc.oneof(
  candles.map((candle) => {
    const startUs = candle.startUs % (3 * HOUR_US)
    return { timeUs: startUs, candle: { ...candle, startUs } }
  }),
  trades.map((trade) => ({ timeUs: trade.timeUs * 270, trade: { ...trade, timeUs: trade.timeUs * 270 } })),
)

const fed = {
  ...minutes,
  step(state: ReturnType<typeof minutes.init>, input: Input): void {
    if ('candle' in input) minutes.onCandle(state, input.candle)
    else minutes.onTrade(state, input.trade)
  },
  read: minutes.candles,
}

function nearly(value: number): number {
  return expect.closeTo(value, 9)
}

function at(timeUs: number, price: number, size = 1): Trade {
  return { id: 1, timeUs, price, size, aggressor: 'buy' }
}

function flat(startUs: number, price: number): Candle {
  return { startUs, open: price, high: price, low: price, close: price, volume: 1 }
}

describe('minuteCandles({ widthUs })', () => {
  timedIndicatorContract(fed, inputs)

  it('equals a plain table of minutes: the last candle of the venue and what trades add while it is the newest, else the trades', () => {
    fc.assert(
      fc.property(fc.array(inputs), fc.nat(MINUTE_US), (series, idleUs) => {
        const state = minutes.init()
        for (const input of series) fed.step(state, input)
        const nowUs = Math.max(0, ...series.map(({ timeUs }) => timeUs)) + idleUs
        minutes.advance(state, nowUs)

        const starts = [...new Set(series.map(({ timeUs }) => Math.floor(timeUs / MINUTE_US) * MINUTE_US))]
        const plain = starts
          .filter((startUs) => startUs > nowUs - widthUs - MINUTE_US)
          .sort((a, b) => a - b)
          .map((startUs) => {
            const inside = series.filter(({ timeUs }) => timeUs >= startUs && timeUs < startUs + MINUTE_US)
            const lastGiven = inside.findLastIndex((input) => 'candle' in input)
            const given = inside[lastGiven]
            if (given && 'candle' in given) {
              // Trades add to it while no later minute is known.
              const upTo = series.findIndex(({ timeUs }) => timeUs >= startUs + MINUTE_US)
              const after = series.slice(series.indexOf(given) + 1, upTo < 0 ? series.length : upTo)
              const added = after.flatMap((input) => ('trade' in input && inside.includes(input) ? [input.trade] : []))
              let closeUs = startUs
              let { close } = given.candle
              for (const { timeUs, price } of added) {
                if (timeUs >= closeUs) [closeUs, close] = [timeUs, price]
              }
              return {
                ...given.candle,
                high: Math.max(given.candle.high, ...added.map(({ price }) => price)),
                low: Math.min(given.candle.low, ...added.map(({ price }) => price)),
                close,
                volume: nearly(added.reduce((total, { size }) => total + size, given.candle.volume)),
              }
            }
            const traded = inside.flatMap((input) => ('trade' in input ? [input.trade] : [])).toSorted((a, b) => a.timeUs - b.timeUs)
            return {
              startUs,
              open: traded[0]!.price,
              high: Math.max(...traded.map(({ price }) => price)),
              low: Math.min(...traded.map(({ price }) => price)),
              close: traded.at(-1)!.price,
              volume: nearly(traded.reduce((total, { size }) => total + size, 0)),
            }
          })
        expect(minutes.candles(state)).toEqual(plain)
      }),
    )
  })

  it('opens and closes a minute with its first and last trade, though they come late', () => {
    const state = minutes.init()
    for (const trade of [at(30, 100), at(50, 103, 2), at(10, 101), at(50, 102), at(10, 100), at(40, 99)]) minutes.onTrade(state, trade)
    expect(minutes.candles(state)).toEqual([{ startUs: 0, open: 101, high: 103, low: 99, close: 102, volume: 7 }])
  })

  it('lets the candle of the venue replace what trades made of the minute', () => {
    const state = minutes.init()
    minutes.onTrade(state, at(30, 100))
    minutes.onCandle(state, flat(0, 50))
    minutes.onTrade(state, at(40, 70, 2))
    expect(minutes.candles(state)).toEqual([{ startUs: 0, open: 50, high: 70, low: 50, close: 70, volume: 3 }])
  })

  it('takes the candle of the venue for final once a later minute has begun', () => {
    const state = minutes.init()
    minutes.onCandle(state, flat(0, 50))
    minutes.onTrade(state, at(MINUTE_US, 60))
    minutes.onTrade(state, at(40, 70))
    expect(minutes.candles(state)[0]).toEqual(flat(0, 50))
  })

  it('takes the candles of the venue newest first', () => {
    const state = minutes.init()
    for (const minute of [3, 2, 1, 0]) minutes.onCandle(state, flat(minute * MINUTE_US, 100 + minute))
    expect(minutes.candles(state).map(({ open }) => open)).toEqual([100, 101, 102, 103])
  })

  it('keeps a minute as long as it reaches into the window', () => {
    const state = minutes.init()
    minutes.onCandle(state, flat(0, 100))
    minutes.advance(state, widthUs + MINUTE_US - 1)
    expect(minutes.candles(state)).toHaveLength(1)
    minutes.advance(state, widthUs + MINUTE_US)
    expect(minutes.candles(state)).toHaveLength(0)
    minutes.onCandle(state, flat(0, 100))
    minutes.onTrade(state, at(1, 100))
    expect(minutes.candles(state)).toHaveLength(0)
  })

  it('takes the time from candles where there are no trades', () => {
    const state = minutes.init()
    for (const startUs of [0, 2 * HOUR_US]) minutes.onCandle(state, flat(startUs, 100))
    expect(minutes.candles(state).map(({ startUs }) => startUs)).toEqual([2 * HOUR_US])
  })

  it('covers what lies between candles, but for holes of more than half an hour', () => {
    const state = minutes.init()
    expect(minutes.coverage(state, HOUR_US)).toBe(0)
    minutes.onCandle(state, flat(0, 100))
    minutes.onCandle(state, flat(HOUR_US / 4, 100))
    expect(minutes.coverage(state, HOUR_US / 2)).toBe(0.5)
    expect(minutes.coverage(state, HOUR_US)).toBe(0.75)
    minutes.onCandle(state, flat(HOUR_US / 2, 100))
    expect(minutes.coverage(state, HOUR_US)).toBe(1)
    expect(minutes.coverage(state, HOUR_US + MINUTE_US)).toBe(59 / 60)
  })

  it('trails 24 hours unless told otherwise', () => {
    const day = minuteCandles()
    const state = day.init()
    day.onCandle(state, flat(0, 100))
    day.advance(state, DAY_US + MINUTE_US - 1)
    expect(day.candles(state)).toHaveLength(1)
    expect(day.coverage(state, DAY_US / 48)).toBe(1 / 48)
  })

  it('refuses a window without width', () => {
    expect(() => minuteCandles({ widthUs: -1 })).toThrow(RangeError)
  })
})
