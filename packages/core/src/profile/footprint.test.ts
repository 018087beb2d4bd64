import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Trade } from '../market.ts'
import { trades } from '../testing/arbitraries.ts'
import { indicatorContract } from '../testing/indicator-contract.ts'
import { footprint, footprintBars, footprintBuilder } from './footprint.ts'

const tick = 0.01

function swapped(trade: Trade): Trade {
  return { ...trade, aggressor: trade.aggressor === 'buy' ? 'sell' : 'buy' }
}

describe('footprintBuilder({ tick })', () => {
  indicatorContract(footprintBuilder({ tick }), trades)

  it('refuses a tick that is not above 0', () => {
    expect(() => footprintBuilder({ tick: 0 })).toThrow(RangeError)
  })
})

describe('footprint(trades, tick)', () => {
  it('tells what takers bought and sold at each price that traded, lowest first', () => {
    const series: Trade[] = [
      { id: 1, timeUs: 1, price: 100.02, size: 2, aggressor: 'buy' },
      { id: 2, timeUs: 2, price: 100, size: 1, aggressor: 'sell' },
      { id: 3, timeUs: 3, price: 100.02, size: 0.5, aggressor: 'sell' },
      { id: 4, timeUs: 3, price: 100.02, size: 3, aggressor: 'buy' },
    ]
    expect(footprint(series, tick)).toEqual([
      { price: 100, buy: 0, sell: 1 },
      { price: 100.02, buy: 5, sell: 0.5 },
    ])
  })

  it('swaps its columns when every taker changes sides', () => {
    fc.assert(
      fc.property(fc.array(trades), (series) => {
        const turned = footprint(series.map(swapped), tick)
        expect(turned.map(({ price, buy, sell }) => ({ price, buy: sell, sell: buy }))).toEqual(footprint(series, tick))
      }),
    )
  })

  it('holds all of the volume', () => {
    fc.assert(
      fc.property(fc.array(trades), (series) => {
        const volume = series.reduce((total, { size }) => total + size, 0)
        expect(footprint(series, tick).reduce((total, { buy, sell }) => total + buy + sell, 0)).toBeCloseTo(volume, 9)
      }),
    )
  })
})

describe('footprintBars(trades, { widthUs, tick })', () => {
  it('is one footprint for each span in which something traded, whatever the order of trades', () => {
    fc.assert(
      fc.property(fc.array(trades), (series) => {
        const bars = footprintBars(series, { widthUs: 1_000_000, tick })
        const seconds = [...new Set(series.map(({ timeUs }) => Math.floor(timeUs / 1_000_000)))].sort((a, b) => a - b)
        expect(bars.map(({ startUs }) => startUs)).toEqual(seconds.map((second) => second * 1_000_000))
        for (const bar of bars) {
          const inside = series.filter(({ timeUs }) => timeUs >= bar.startUs && timeUs < bar.endUs)
          expect(bar.rows).toEqual(footprint(inside, tick))
        }
      }),
    )
  })

  it('refuses a width that is not above 0', () => {
    expect(() => footprintBars([], { widthUs: 0, tick })).toThrow(RangeError)
  })
})
