import { golden } from '@of/core/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normal } from '../random/random.ts'
import { sfc32 } from '../random/sfc32.ts'
import { cscv } from './cscv.ts'
import { evenParts, purgedKFold, walkForward } from './split.ts'

describe('purgedKFold(ends, folds, embargo)', () => {
  it('gives the folds of the reference', () => {
    const { n, label_horizon: horizon, k, embargo, folds } = golden.purged_kfold
    const ends = Array.from({ length: n }, (_, at) => Math.min(at + horizon, n - 1))
    expect(purgedKFold(ends, k, embargo).map(({ test, train }) => ({ test: [...test], train: [...train] }))).toEqual(folds)
  })

  it('judges every observation once and never fits on one whose label overlaps', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(6), { minLength: 4, maxLength: 30 }),
        fc.integer({ min: 2, max: 4 }),
        fc.nat(3),
        (spans, folds, embargo) => {
          const ends = spans.map((span, at) => at + span)
          const found = purgedKFold(ends, folds, embargo)
          expect(found.flatMap(({ test }) => [...test])).toEqual(ends.map((_, at) => at))
          for (const { train, test } of found) {
            for (const at of train) for (const judged of test) expect(ends[at]! < judged || at > ends[judged]! + embargo).toBe(true)
          }
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe('walkForward(n, options)', () => {
  it('fits on what lies a gap before what it judges', () => {
    expect(walkForward(10, { train: 3, test: 2, gap: 1 }).map(({ train, test }) => [[...train], [...test]])).toEqual([
      [
        [0, 1, 2],
        [4, 5],
      ],
      [
        [0, 1, 2, 3, 4],
        [6, 7],
      ],
      [
        [0, 1, 2, 3, 4, 5, 6],
        [8, 9],
      ],
    ])
    expect(walkForward(10, { train: 3, test: 2, gap: 1, isRolling: true }).at(-1)?.train).toEqual(Int32Array.of(4, 5, 6))
  })

  it('has no folds where the series is too short, and refuses parts without observations', () => {
    expect(walkForward(5, { train: 3, test: 2, gap: 1 })).toEqual([])
    expect(() => walkForward(5, { train: 0, test: 2, gap: 1 })).toThrow('expected test and train ≥ 1')
  })
})

describe('evenParts(n, parts)', () => {
  it('cuts as evenly as can be, the longer parts first', () => {
    expect(evenParts(7, 3)).toEqual([
      { start: 0, end: 3 },
      { start: 3, end: 5 },
      { start: 5, end: 7 },
    ])
  })
})

/** Returns of 160 days with this mean. */
function series(seed: number, mean: number): Float64Array {
  const random = sfc32(seed, 'trial')
  return Float64Array.from({ length: 160 }, () => mean + normal(random))
}

describe('cscv(trials, options)', () => {
  it('finds a coin toss among trials without an edge', () => {
    const found = cscv(
      Array.from({ length: 20 }, (_, seed) => series(seed, 0)),
      { days: 160, blocks: 10 },
    )!
    expect(found.splits).toBe(252)
    expect(found.pbo).toBeGreaterThan(0.2)
    expect(found.pbo).toBeLessThan(0.9)
  })

  it('finds no overfitting where one trial is better by far', () => {
    const trials = Array.from({ length: 10 }, (_, seed) => series(seed, seed === 4 ? 1 : 0))
    expect(cscv(trials, { days: 160, blocks: 8 })).toMatchObject({ pbo: 0, lossProbability: 0, meanRank: 1 })
  })

  it('finds nothing but overfitting where each trial is good at one time only', () => {
    const trials = Array.from({ length: 4 }, (_, good) =>
      Float64Array.from({ length: 40 }, (_value, i) => (Math.floor(i / 10) === good ? 10 + (i % 2) : -(i % 2))),
    )
    expect(cscv(trials, { days: 40, blocks: 4 })?.pbo).toBe(1)
  })

  it('ranks a trial that does nothing lowest', () => {
    const flat = new Float64Array(160)
    const loser = series(1, -1)
    expect(cscv([flat, loser], { days: 160, blocks: 4 })).toMatchObject({ pbo: 0, meanRank: 1, lossProbability: 1 })
  })

  it('ranks a trial that does nothing under one that loses, and a tie as no better than the middle', () => {
    const fading = series(1, 0).map((value, i) => value / 100 + (i < 80 ? 1 : -1))
    expect(cscv([fading, new Float64Array(160)], { days: 160, blocks: 4 })).toMatchObject({ pbo: 0, meanRank: 1 })
    expect(cscv([fading, fading], { days: 160, blocks: 4 })).toMatchObject({ pbo: 1, meanRank: 0.5 })
  })

  it('is refused with one trial, under a day a block, and with blocks that cannot be halved', () => {
    expect(cscv([series(1, 0)], { days: 160 })).toBeUndefined()
    expect(cscv([series(1, 0), series(2, 0)], { days: 15.9 })).toBeUndefined()
    expect(() => cscv([series(1, 0), series(2, 0)], { days: 160, blocks: 7 })).toThrow('expected an even number')
  })

  it('leaves out what a purge takes', () => {
    const trials = [series(1, 0), series(2, 0)].map((returns) => returns.map((value, i) => (i % 40 === 0 && i > 0 ? 1e6 : value)))
    const purged = cscv(trials, { days: 160, blocks: 4, purge: 1 })
    expect(purged).toEqual(
      cscv(
        [series(1, 0), series(2, 0)].map((returns) => returns.map((value, i) => (i % 40 === 0 && i > 0 ? -3 : value))),
        { days: 160, blocks: 4, purge: 1 },
      ),
    )
  })
})
