import { HOUR_US, SECOND_US } from '@of/core'
import { describe, expect, it } from 'vitest'
import { bitcoin, notionalOf } from '../product.ts'
import { Random } from '../random.ts'
import { Takers } from './takers.ts'

function hour(seed: number, lean: number = 0): { timeUs: number; isBuy: boolean }[] {
  const takers = new Takers(bitcoin, new Random(seed, 'takers'), 0)
  const orders: { timeUs: number; isBuy: boolean }[] = []
  while (takers.nextUs < HOUR_US) orders.push({ timeUs: takers.nextUs, isBuy: takers.next(1, lean) === 'buy' })
  return orders
}

function buysOfHour(lean: number): number {
  return hour(2, lean).filter(({ isBuy }) => isBuy).length
}

describe('Takers', () => {
  const orders = hour(1)

  it('come as often as the product says, one after the other', () => {
    expect(orders.length / 3600 / bitcoin.takerOrdersPerSecond).toBeCloseTo(1, 1)
    expect(orders.every(({ timeUs }, index) => index === 0 || timeUs >= (orders[index - 1]?.timeUs ?? 0))).toBe(true)
  })

  it('come in clusters: seconds differ more than by chance', () => {
    const counts = new Map<number, number>()
    for (const { timeUs } of orders) {
      const second = Math.floor(timeUs / SECOND_US)
      counts.set(second, 1 + (counts.get(second) ?? 0))
    }
    const mean = orders.length / 3600
    const variance =
      Array.from({ length: 3600 }, (_, second) => counts.get(second) ?? 0).reduce(
        (sum, count) => sum + (count - mean) * (count - mean),
        0,
      ) / 3600
    expect(variance / mean).toBeGreaterThan(1.5)
  })

  it('stay on the side of the one before, without a favourite', () => {
    const same = orders.filter(({ isBuy }, index) => isBuy === orders[index - 1]?.isBuy).length / orders.length
    expect(same).toBeGreaterThan(0.6)
    expect(orders.filter(({ isBuy }) => isBuy).length / orders.length).toBeCloseTo(0.5, 1)
  })

  it('lean to where the price wants to go', () => {
    expect(buysOfHour(1)).toBeGreaterThan(1.3 * buysOfHour(0))
    expect(buysOfHour(-1)).toBeLessThan(0.7 * buysOfHour(0))
  })

  it('are small but for rare whales, and dust', () => {
    const takers = new Takers(bitcoin, new Random(3, 'sizes'), 0)
    const notionals = Array.from({ length: 20_000 }, () => notionalOf(bitcoin, takers.size(), bitcoin.startTick)).sort((a, b) => a - b)
    const whales = notionals.filter((notional) => notional > 50_000)
    expect(notionals[10_000]).toBeGreaterThan(20)
    expect(notionals[10_000]).toBeLessThan(100)
    expect(notionals.filter((notional) => notional < 2).length / 20_000).toBeCloseTo(0.1, 1)
    expect(whales.length / 20_000).toBeCloseTo(0.004, 2.5)
    expect(Math.min(...whales)).toBeGreaterThan(59_000)
    expect(Math.max(...whales)).toBeLessThan(430_000)
  })
})
