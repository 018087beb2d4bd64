import { describe, expect, it } from 'vitest'
import { moments } from '../moments/moments.ts'
import { lcg } from './lcg.ts'
import { below, coin, normal, type Random } from './random.ts'
import { sfc32 } from './sfc32.ts'

describe.each([
  ['lcg', lcg],
  ['sfc32', sfc32],
] as const)('%s(seed)', (_name, generator) => {
  it('repeats itself with the same seed, and not with another', () => {
    expect(firstWords(generator(3))).toEqual(firstWords(generator(3)))
    expect(firstWords(generator(3))).not.toEqual(firstWords(generator(4)))
  })

  it('fills the unit interval evenly', () => {
    const random = generator(1)
    const counts = Array.from({ length: 10 }, () => 0)
    for (let draw = 0; draw < 10_000; draw++) counts[Math.floor(10 * random.unit())]! += 1
    // Five standard deviations of 10,000 draws in ten bins.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })
})

describe('draws', () => {
  it('of the LCG begin as the reference does', () => {
    const random = lcg(7)
    expect([random.word(), random.word()]).toEqual([1_025_555_898, 3_923_423_697])
  })

  it('of two streams of one seed are not the same', () => {
    expect(sfc32(1, 'a').word()).not.toBe(sfc32(1, 'b').word())
  })

  it('that are normal have the moments of a normal', () => {
    const random = sfc32(4)
    const { mean, sd, skew, kurtosis } = moments(Array.from({ length: 20_000 }, () => normal(random)))!
    expect(Math.abs(mean)).toBeLessThan(0.03)
    expect(Math.abs(sd - 1)).toBeLessThan(0.02)
    expect(Math.abs(skew)).toBeLessThan(0.08)
    expect(Math.abs(kurtosis - 3)).toBeLessThan(0.15)
  })

  it('below a limit reach all of it, and coins both sides', () => {
    const random = sfc32(5)
    expect(new Set(Array.from({ length: 100 }, () => below(random, 4)))).toEqual(new Set([0, 1, 2, 3]))
    expect(new Set(Array.from({ length: 100 }, () => coin(random)))).toEqual(new Set([true, false]))
  })
})

function firstWords(random: Random): number[] {
  return Array.from({ length: 5 }, () => random.word())
}
