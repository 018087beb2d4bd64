import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apart } from '../book/testing/apart.ts'
import { fold } from '../indicator/indicator.ts'
import { SECOND_US } from '../market.ts'
import { timedIndicatorContract } from '../testing/indicator-contract.ts'
import type { TakerOrder } from '../whale/taker-order.ts'
import { orders, swapped } from '../whale/testing/arbitraries.ts'
import { type Aggressiveness, aggressiveness, buyPressure, pressureLabel } from './aggressiveness.ts'

const widthUs = 10 * SECOND_US
const pressure = aggressiveness({ widthUs })

const taken = (aggressor: 'buy' | 'sell', size: number, timeUs = 0): TakerOrder => ({
  timeUs,
  aggressor,
  size,
  notional: 100 * size,
  prints: 1,
  firstId: 1,
  lastId: 1,
  firstPrice: 100,
  lastPrice: 100,
})

/** The figures over some orders, summed up plainly. */
function plainFigures(among: readonly TakerOrder[]): Aggressiveness | undefined {
  const sum = (of: (order: TakerOrder) => number): number => among.reduce((total, order) => total + of(order), 0)
  const squares = sum(({ size }) => size * size)
  const buyOrders = sum(({ aggressor }) => Number(aggressor === 'buy'))
  if (among.length === 0) return undefined
  return {
    orders: among.length,
    buyOrders,
    pressureByOrders: (100 * buyOrders) / among.length,
    effectiveOrders: sum(({ size }) => size) ** 2 / squares,
    z: Math.abs(sum(({ size, aggressor }) => (aggressor === 'buy' ? size : -size))) / Math.sqrt(squares),
  }
}

describe('aggressiveness({ widthUs })', () => {
  timedIndicatorContract(pressure, orders)

  it('equals the plain figures over the orders of the window', () => {
    fc.assert(
      fc.property(fc.array(orders), fc.nat(15 * SECOND_US), (series, idleUs) => {
        const nowUs = Math.max(0, ...series.map(({ timeUs }) => timeUs)) + idleUs
        const state = pressure.init()
        for (const order of series) pressure.step(state, order)
        pressure.advance(state, nowUs)
        const reading = pressure.read(state)
        const plain = plainFigures(series.filter(({ timeUs }) => timeUs > nowUs - widthUs))
        expect([reading?.orders, reading?.buyOrders, reading?.pressureByOrders]).toEqual([
          plain?.orders,
          plain?.buyOrders,
          plain?.pressureByOrders,
        ])
        expect(apart(reading?.effectiveOrders, plain?.effectiveOrders)).toBeLessThan(1e-9)
        expect(apart(reading?.z, plain?.z)).toBeLessThan(1e-9)
      }),
    )
  })

  it('shows the other side of 100 % and the same weight when takers change sides', () => {
    fc.assert(
      fc.property(fc.array(orders, { minLength: 1 }), (series) => {
        const reading = fold(pressure, series)!
        const other = fold(pressure, series.map(swapped))!
        expect(other.pressureByOrders).toBeCloseTo(100 - reading.pressureByOrders, 9)
        expect(other.effectiveOrders).toBe(reading.effectiveOrders)
        expect(other.z).toBeCloseTo(reading.z, 12)
      }),
    )
  })

  it('counts orders alike whatever their size, and says how many they weigh', () => {
    expect(fold(pressure, [taken('buy', 8), taken('sell', 1), taken('sell', 1)])).toEqual({
      orders: 3,
      buyOrders: 1,
      pressureByOrders: 100 / 3,
      effectiveOrders: 100 / 66,
      z: 6 / Math.sqrt(66),
    })
  })

  it('looks back one minute by default', () => {
    const standard = aggressiveness()
    expect(fold(standard, [taken('buy', 1), taken('sell', 1, 60 * SECOND_US - 1)])?.orders).toBe(2)
    expect(fold(standard, [taken('buy', 1), taken('sell', 1, 60 * SECOND_US)])?.orders).toBe(1)
  })
})

describe('buyPressure(buy, sell)', () => {
  it('is the share bought in percent', () => {
    expect(buyPressure(18, 7)).toBe(72)
    expect(buyPressure(0, 7)).toBe(0)
  })

  it('is unknown without volume', () => {
    expect(buyPressure(0, 0)).toBeUndefined()
  })
})

describe('pressureLabel(percent)', () => {
  it.each([
    [35, 'neutral'],
    [50, 'neutral'],
    [65, 'neutral'],
    [65.1, 'buying'],
    [34.9, 'selling'],
  ])('calls %s %s', (percent, label) => {
    expect(pressureLabel(percent)).toBe(label)
  })
})
