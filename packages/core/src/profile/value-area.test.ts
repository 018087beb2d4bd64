import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pointOfControl, valueArea } from './value-area.ts'

const volumes = fc.array(fc.nat(12), { minLength: 1, maxLength: 40 }).filter((rows) => rows.some((volume) => volume > 0))

function sum(rows: readonly number[]): number {
  return rows.reduce((total, volume) => total + volume, 0)
}

function mirrored(rows: readonly number[], options?: { readonly step: 1 | 2 }): [number, number] {
  const area = valueArea(rows.toReversed(), options)!
  return [rows.length - 1 - area.high, rows.length - 1 - area.low]
}

function edges(rows: readonly number[], options?: { readonly step: 1 | 2 }): [number, number] {
  const area = valueArea(rows, options)!
  return [area.low, area.high]
}

describe('pointOfControl(volumes)', () => {
  it.each<[string, readonly number[], number]>([
    ['is the row with the largest volume', [1, 4, 10, 4, 1], 2],
    ['is, of equals, the one closest to the middle', [9, 1, 9, 1, 1, 1], 2],
    ['is, of equals as close, the one on the side with more volume', [5, 9, 1, 9, 6], 3],
    ['is, of equals as close, the one on the side with more volume, when that is the lower', [2, 9, 14, 9, 3, 1, 3, 8, 14, 9, 2], 2],
    ['is, of equals in all, the lower', [5, 9, 1, 9, 5], 1],
    ['is the middle of equal rows', [3, 3, 3, 3, 3], 2],
    ['is the only row', [7], 0],
  ])('%s', (_name, rows, poc) => {
    expect(pointOfControl(rows)).toBe(poc)
  })

  it('is no row where there are none', () => {
    expect(pointOfControl([])).toBeUndefined()
  })

  it('moves to the other side when the rows are turned over and the sides are not alike', () => {
    fc.assert(
      fc.property(volumes, (rows) => {
        const half = Math.floor(rows.length / 2)
        fc.pre(sum(rows.slice(0, half)) !== sum(rows.slice(rows.length - half)))
        expect(pointOfControl(rows.toReversed())).toBe(rows.length - 1 - pointOfControl(rows)!)
      }),
    )
  })

  it('holds the largest volume', () => {
    fc.assert(
      fc.property(volumes, (rows) => {
        expect(rows[pointOfControl(rows)!]).toBe(Math.max(...rows))
      }),
    )
  })
})

describe('valueArea(volumes, { share, step })', () => {
  const a = [1, 4, 10, 4, 1]
  const b = [5, 1, 9, 2, 12, 3, 8, 6, 4]
  const c = [2, 9, 14, 9, 3, 1, 3, 8, 14, 9, 2]
  const d = [2, 4, 8, 5, 1]
  const e = [6, 0, 0, 7, 12, 0, 5, 3, 0, 9]

  it.each<[string, readonly number[], readonly [low: number, high: number, captured: number]]>([
    ['A', a, [2, 4, 15]],
    ['B', b, [2, 8, 44]],
    ['C', c, [0, 8, 63]],
    ['D', d, [2, 4, 14]],
    ['E', e, [0, 6, 30]],
  ])('adds the larger pair of rows, the upper of two equals: %s', (_name, rows, [low, high, captured]) => {
    expect(valueArea(rows)).toEqual({ poc: pointOfControl(rows), low, high, share: captured / sum(rows) })
  })

  it.each<[string, readonly number[], number, number]>([
    ['A', a, 0, 2],
    ['B', b, 2, 8],
    ['C', c, 0, 8],
    ['D', d, 0, 2],
    ['E', e, 0, 6],
  ])('adds the lower of two equal pairs where the rows are turned over: %s', (_name, rows, low, high) => {
    expect(mirrored(rows)).toEqual([low, high])
  })

  it.each<[string, readonly number[], number, number]>([
    ['A', a, 2, 3],
    ['B', b, 3, 8],
    ['C', c, 0, 8],
    ['D', d, 1, 3],
    ['E', e, 3, 9],
  ])('adds the larger row, the upper of two equals, in steps of one: %s', (_name, rows, low, high) => {
    expect(edges(rows, { step: 1 })).toEqual([low, high])
  })

  it.each<[string, readonly number[], number, number]>([
    ['A', a, 1, 2],
    ['B', b, 3, 8],
    ['C', c, 0, 8],
    ['D', d, 1, 3],
    ['E', e, 0, 6],
  ])('adds the lower of two equal rows in steps of one where the rows are turned over: %s', (_name, rows, low, high) => {
    expect(mirrored(rows, { step: 1 })).toEqual([low, high])
  })

  it('holds the point of control and at least the share asked for', () => {
    fc.assert(
      fc.property(volumes, fc.integer({ min: 1, max: 100 }), fc.constantFrom(1 as const, 2 as const), (rows, percent, step) => {
        const area = valueArea(rows, { share: percent / 100, step })!
        expect(area.low).toBeLessThanOrEqual(area.poc)
        expect(area.high).toBeGreaterThanOrEqual(area.poc)
        expect(area.share).toBe(sum(rows.slice(area.low, area.high + 1)) / sum(rows))
        expect(area.share).toBeGreaterThanOrEqual(percent / 100 - 1e-12)
      }),
    )
  })

  it('would hold less than the share without the pair it took last', () => {
    fc.assert(
      fc.property(volumes, (rows) => {
        const { poc, low, high } = valueArea(rows)!
        fc.pre(low < high)
        const without = [rows.slice(low, Math.max(poc, high - 2) + 1), rows.slice(Math.min(poc, low + 2), high + 1)]
        expect(Math.min(...without.map(sum))).toBeLessThan(0.7 * sum(rows))
      }),
    )
  })

  it('stops at exactly 70 % of a whole number of lots', () => {
    for (let tens = 1; tens <= 2_000; tens++) {
      expect(valueArea([3 * tens, 7 * tens])).toEqual({ poc: 1, low: 1, high: 1, share: 0.7 })
    }
  })

  it('takes in everything when asked for all of it', () => {
    expect(valueArea([0.1, 0.2, 0.3, 0.7, 0.1], { share: 1 })).toMatchObject({ low: 0, high: 4 })
  })

  it('is undefined where there is no volume', () => {
    expect(valueArea([])).toBeUndefined()
    expect(valueArea([0, 0])).toBeUndefined()
  })

  it.each([0, -0.5, 1.01, Number.NaN])('refuses a share of %d', (share) => {
    expect(() => valueArea([1], { share })).toThrow(RangeError)
  })
})
