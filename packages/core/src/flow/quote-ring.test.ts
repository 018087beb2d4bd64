import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clearQuotes, midBefore, pushQuote, quoteRing } from './quote-ring.ts'

const keepUs = 10_000_000
// Times on a coarse grid too, so that quotes share them; most of a series is kept, so that the ring grows.
const someTimes = fc.oneof(
  fc.nat(12_000_000),
  fc.nat(12).map((second) => second * 1_000_000),
)
const ages = fc.oneof(
  fc.nat(keepUs),
  fc.nat(3).map((second) => second * 1_000_000),
)
const series = fc.array(fc.record({ timeUs: someTimes, mid: fc.integer({ min: 1, max: 9 }) }), { maxLength: 200, size: 'max' })

describe('quoteRing()', () => {
  it('finds the mid that a search through all quotes still kept finds', () => {
    fc.assert(
      fc.property(series, someTimes, ages, (quotes, timeUs, maxAgeUs) => {
        const ring = quoteRing()
        let newestUs = 0
        const kept: typeof quotes = []
        for (const quote of quotes) {
          pushQuote(ring, quote.timeUs, quote.mid, keepUs)
          newestUs = Math.max(newestUs, quote.timeUs)
          kept.push(quote)
        }
        const found = kept
          .filter((quote) => quote.timeUs > newestUs - keepUs && quote.timeUs < timeUs)
          .sort((a, b) => a.timeUs - b.timeUs)
          .at(-1)
        expect(midBefore(ring, timeUs, maxAgeUs)).toBe(found && timeUs - found.timeUs <= maxAgeUs ? found.mid : undefined)
      }),
    )
  })

  it('takes the quote that arrived last of those of one time', () => {
    const ring = quoteRing()
    for (const mid of [1, 2, 3]) pushQuote(ring, 5, mid, keepUs)
    expect(midBefore(ring, 6, keepUs)).toBe(3)
    expect(midBefore(ring, 5, keepUs)).toBeUndefined()
  })

  it('takes a quote as old as is allowed, and none older', () => {
    const ring = quoteRing()
    pushQuote(ring, 5, 1, keepUs)
    expect(midBefore(ring, 8, 3)).toBe(1)
    expect(midBefore(ring, 8, 2)).toBeUndefined()
  })

  it('takes in no quote so late that it would be gone', () => {
    const ring = quoteRing()
    for (const [timeUs, mid] of [
      [keepUs, 2],
      [0, 1],
      [1, 3],
    ] as const)
      pushQuote(ring, timeUs, mid, keepUs)
    expect(ring.count).toBe(2)
    expect(midBefore(ring, 1, keepUs)).toBeUndefined()
  })

  it('keeps no more than its time', () => {
    const ring = quoteRing()
    for (let second = 0; second < 1_000; second++) pushQuote(ring, second * 1_000_000, second, keepUs)
    expect([ring.count, ring.rows.length / ring.stride]).toEqual([10, 16])
  })

  it('is empty when cleared', () => {
    const ring = quoteRing()
    pushQuote(ring, 5, 1, keepUs)
    clearQuotes(ring)
    expect(midBefore(ring, 6, keepUs)).toBeUndefined()
  })
})
