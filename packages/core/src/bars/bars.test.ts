import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Indicator } from '../indicator/indicator.ts'
import type { Trade } from '../market.ts'
import { trades } from '../testing/arbitraries.ts'
import { indicatorContract } from '../testing/indicator-contract.ts'
import { type Bar, type BarBuilder, barsOf, notionalBars, tickBars, timeBars, volumeBars } from './bars.ts'

const widthUs = 5_000_000
const ordered = fc.array(trades, { maxLength: 60 }).map((series) => series.sort((a, b) => a.timeUs - b.timeUs))

/** A builder and the bars it has completed, as an indicator. */
function collected<State>(builder: BarBuilder<State>): Indicator<Trade, { readonly bars: State; readonly done: Bar[] }, readonly Bar[]> {
  return {
    init: () => ({ bars: builder.init(), done: [] }),
    step(state, trade) {
      const bar = builder.push(state.bars, trade)
      if (bar) state.done.push(bar)
    },
    read: (state) => state.done,
  }
}

function sum(terms: readonly number[]): number {
  return terms.reduce((total, term) => total + term, 0)
}

function volumeOf(series: readonly Trade[]): number {
  return sum(series.map(({ size }) => size))
}

function notionalOf(series: readonly Trade[]): number {
  return sum(series.map(({ price, size }) => price * size))
}

function nearly(value: number): number {
  return expect.closeTo(value, 6)
}

/** What a bar says of its trades, told plainly. */
function plainBar(series: readonly Trade[], startUs: number, endUs: number): Bar {
  const byTime = series.toSorted((a, b) => a.timeUs - b.timeUs)
  const notional = notionalOf(series)
  const volume = volumeOf(series)
  return {
    startUs,
    endUs,
    open: byTime[0]!.price,
    high: Math.max(...series.map(({ price }) => price)),
    low: Math.min(...series.map(({ price }) => price)),
    close: byTime.at(-1)!.price,
    volume: nearly(volume),
    buyVolume: nearly(volumeOf(series.filter(({ aggressor }) => aggressor === 'buy'))),
    sellVolume: nearly(volumeOf(series.filter(({ aggressor }) => aggressor === 'sell'))),
    trades: series.length,
    notional: nearly(notional),
    vwap: nearly(notional / volume),
  }
}

/** Cuts a series where what has been measured of it reaches a limit. */
function plainCut(series: readonly Trade[], isFull: (part: readonly Trade[]) => boolean): Bar[] {
  const bars: Bar[] = []
  let part: Trade[] = []
  for (const trade of series) {
    part.push(trade)
    if (!isFull(part)) continue
    const times = part.map(({ timeUs }) => timeUs)
    bars.push(plainBar(part, Math.min(...times), Math.max(...times)))
    part = []
  }
  return bars
}

function at(timeUs: number, price: number, size: number): Trade {
  return { id: 1, timeUs, price, size, aggressor: 'buy' }
}

function swapped(trade: Trade): Trade {
  return { ...trade, aggressor: trade.aggressor === 'buy' ? 'sell' : 'buy' }
}

/** What all builders promise. */
function builderContract<State>(builder: BarBuilder<State>): void {
  indicatorContract(collected(builder), trades)

  it('swaps buy and sell volume when every taker changes sides', () => {
    fc.assert(
      fc.property(fc.array(trades), (series) => {
        const turned = barsOf(builder, series.map(swapped))
        const back = turned.map((bar) => ({ ...bar, buyVolume: bar.sellVolume, sellVolume: bar.buyVolume }))
        expect(back).toEqual(barsOf(builder, series))
      }),
    )
  })
}

describe('timeBars({ widthUs })', () => {
  const bars = timeBars({ widthUs })

  builderContract(bars)

  it('equals a plain grouping by span, but for the span that is not over', () => {
    fc.assert(
      fc.property(ordered, (series) => {
        const starts = [...new Set(series.map(({ timeUs }) => Math.floor(timeUs / widthUs) * widthUs))]
        const plain = starts.slice(0, -1).map((startUs) =>
          plainBar(
            series.filter(({ timeUs }) => timeUs >= startUs && timeUs < startUs + widthUs),
            startUs,
            startUs + widthUs,
          ),
        )
        expect(barsOf(bars, series)).toEqual(plain)
      }),
    )
  })

  it('gives the same bars whether the clock or the next trade closes them', () => {
    fc.assert(
      fc.property(ordered, (series) => {
        const state = bars.init()
        const closed: (Bar | undefined)[] = []
        for (const trade of series) closed.push(bars.close(state, trade.timeUs), bars.push(state, trade))
        expect(closed.filter((bar) => bar !== undefined)).toEqual(barsOf(bars, series))
      }),
    )
  })

  it('is over at its end, which belongs to the next', () => {
    const state = bars.init()
    bars.push(state, at(0, 100, 1))
    expect(bars.close(state, widthUs - 1)).toBeUndefined()
    expect(bars.close(state, widthUs)).toMatchObject({ startUs: 0, endUs: widthUs, trades: 1 })
    expect(bars.close(state, widthUs)).toBeUndefined()
  })

  it('counts and leaves out a trade whose bar is over', () => {
    const state = bars.init()
    bars.push(state, at(1, 100, 1))
    expect(bars.push(state, at(widthUs, 101, 1))).toMatchObject({ high: 100 })
    bars.push(state, at(2, 500, 1))
    expect(state.late).toBe(1)
    expect(bars.close(state, 2 * widthUs)).toMatchObject({ high: 101, trades: 1 })
  })

  it('leaves out a trade of a span in which nothing had traded when it was over', () => {
    const state = bars.init()
    bars.close(state, 2 * widthUs)
    bars.push(state, at(widthUs, 100, 1))
    expect([state.late, bars.close(state, 3 * widthUs)]).toEqual([1, undefined])
  })

  it('never moves its clock back', () => {
    const state = bars.init()
    bars.push(state, at(3 * widthUs, 100, 1))
    expect(bars.close(state, widthUs)).toBeUndefined()
    bars.push(state, at(3 * widthUs + 1, 100, 1))
    expect(bars.close(state, 4 * widthUs)).toMatchObject({ trades: 2 })
  })
})

describe('tickBars({ trades })', () => {
  builderContract(tickBars({ trades: 3 }))

  it('equals a plain cut after every third trade, in the order of arrival', () => {
    fc.assert(
      fc.property(fc.array(trades), (series) => {
        expect(barsOf(tickBars({ trades: 3 }), series)).toEqual(plainCut(series, (part) => part.length === 3))
      }),
    )
  })
})

describe('volumeBars({ volume })', () => {
  builderContract(volumeBars({ volume: 40 }))

  it('equals a plain cut after the trade that reaches the volume', () => {
    const whole = trades.map((trade) => ({ ...trade, size: Math.ceil(trade.size) }))
    fc.assert(
      fc.property(fc.array(whole), (series) => {
        expect(barsOf(volumeBars({ volume: 40 }), series)).toEqual(plainCut(series, (part) => volumeOf(part) >= 40))
      }),
    )
  })

  it('reaches a volume of 1 with ten tenths', () => {
    const tenths = Array.from({ length: 10 }, (_, i) => at(i, 100, 0.1))
    expect(barsOf(volumeBars({ volume: 1 }), tenths)).toHaveLength(1)
    expect(barsOf(volumeBars({ volume: 1 }), tenths.slice(1))).toHaveLength(0)
  })

  it('does not split the trade that reaches it', () => {
    expect(barsOf(volumeBars({ volume: 1 }), [at(1, 100, 0.5), at(2, 101, 7), at(3, 102, 1)]).map(({ volume }) => volume)).toEqual([7.5, 1])
  })
})

describe('notionalBars({ notional })', () => {
  builderContract(notionalBars({ notional: 5_000 }))

  it('equals a plain cut after the trade that reaches the notional', () => {
    const whole = trades.map((trade) => ({ ...trade, price: Math.round(trade.price), size: Math.ceil(trade.size) }))
    fc.assert(
      fc.property(fc.array(whole), (series) => {
        expect(barsOf(notionalBars({ notional: 5_000 }), series)).toEqual(plainCut(series, (part) => notionalOf(part) >= 5_000))
      }),
    )
  })
})

describe('impossible options', () => {
  it.each<[string, () => unknown]>([
    ['timeBars', () => timeBars({ widthUs: 0 })],
    ['tickBars', () => tickBars({ trades: 1.5 })],
    ['volumeBars', () => volumeBars({ volume: 0 })],
    ['notionalBars', () => notionalBars({ notional: Number.NaN })],
  ])('are refused by %s', (_name, make) => {
    expect(make).toThrow(RangeError)
  })
})
