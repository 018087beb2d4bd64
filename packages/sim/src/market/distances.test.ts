import { describe, expect, it } from 'vitest'
import { bitcoin, ticksOf } from '../product.ts'
import { Random } from '../random.ts'
import { Distances } from './distances.ts'

const startTick = bitcoin.startTick

function shareWithin(bps: number, draws: readonly number[]): number {
  return draws.filter((ticks) => ticks <= ticksOf(bps, startTick)).length / draws.length
}

describe('Distances', () => {
  it('crowd at the touch, lie within two basis points nearly half of the time, and go as far as one per cent', () => {
    const distances = new Distances(bitcoin, new Random(1, 'distances'))
    const draws = Array.from({ length: 20_000 }, () => distances.draw())
    expect(draws.filter((ticks) => ticks === 0).length / draws.length).toBeCloseTo(0.1, 1.5)
    expect(shareWithin(2, draws)).toBeGreaterThan(0.45)
    expect(shareWithin(2, draws)).toBeLessThan(0.55)
    expect(Math.max(...draws)).toBeLessThan(ticksOf(100, startTick))
    expect(shareWithin(90, draws)).toBeLessThan(1)
  })

  it('go further where one per cent has not enough prices for the levels', () => {
    const distances = new Distances({ ...bitcoin, startTick: 10_000, levels: 1000 }, new Random(1, 'distances'))
    expect(distances.reachTicks).toBe(4000)
    const draws = Array.from({ length: 20_000 }, () => distances.draw())
    expect(Math.max(...draws)).toBeGreaterThan(3500)
    expect(Math.max(...draws)).toBeLessThan(4000)
  })
})
