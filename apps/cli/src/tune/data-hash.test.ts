import { describe, expect, it } from 'vitest'
import { dataHash } from './data-hash.ts'
import { madeUpMoments } from './testing/made-up-moments.ts'

const moments = madeUpMoments(5)
const hash = dataHash([moments])

describe('dataHash(products)', () => {
  it('is of product, times and known mids alone', () => {
    const dearer = { ...moments, buys: moments.buys.map((buy) => buy + 1), sells: moments.mids, mids: moments.sells, values: new Map() }
    expect(dataHash([dearer])).toBe(hash)
    const others = [
      [{ ...moments, product: 'TOO-USD' }],
      [{ ...moments, timesUs: moments.timesUs.map((timeUs) => timeUs + 1) }],
      [{ ...moments, knownMids: moments.knownMids.map((mid) => mid + 1) }],
      [moments, moments],
    ]
    expect(new Set([hash, ...others.map(dataHash)]).size).toBe(5)
  })
})
