import { describe, expect, it } from 'vitest'
import { advanceTickers, dropTickers, onTicker, onTouch, tickerCheck } from './ticker-check.ts'

const touch = (timeUs: number, bidPrice: number) => ({ timeUs, bidPrice, askPrice: bidPrice + 1 })

describe('tickerCheck()', () => {
  it('agrees with a book state of the same prices half a second before or after', () => {
    const check = tickerCheck()
    onTouch(check, touch(1_000_000, 10))
    onTicker(check, touch(1_500_000, 10))
    onTicker(check, touch(500_000, 10))
    expect(check).toMatchObject({ agreed: 2, disagreed: 0, waiting: [] })
  })

  it('finds a state that lasted through the ticker, however long ago it began', () => {
    const check = tickerCheck()
    onTouch(check, touch(0, 10))
    onTouch(check, touch(1_900_000, 10))
    onTouch(check, touch(3_000_000, 11))
    onTicker(check, touch(2_600_000, 10))
    expect(check.agreed).toBe(1)
  })

  it('waits for the book, which may come later than the ticker', () => {
    const check = tickerCheck()
    onTouch(check, touch(1_000_000, 10))
    onTicker(check, touch(1_200_000, 11))
    expect(check.agreed).toBe(0)
    onTouch(check, touch(1_300_000, 11))
    expect(check).toMatchObject({ agreed: 1, waiting: [] })
  })

  it('counts a ticker against the book when nothing near it agrees', () => {
    const check = tickerCheck()
    onTouch(check, touch(1_000_000, 10))
    onTicker(check, touch(1_600_001, 10))
    onTicker(check, touch(1_200_000, 12))
    advanceTickers(check, 2_200_000)
    expect(check.disagreed).toBe(0)
    advanceTickers(check, 2_700_000)
    expect(check).toMatchObject({ agreed: 0, disagreed: 2 })
  })

  it('keeps no more touches than a moment can have, whatever their times', () => {
    const check = tickerCheck()
    onTouch(check, touch(9_000_000_000, 1))
    for (let i = 0; i < 3_000; i++) onTouch(check, touch(i, 10 + (i % 7)))
    expect(check.touches.length).toBeLessThanOrEqual(1_001)
  })

  it('says nothing of tickers whose book was lost', () => {
    const check = tickerCheck()
    onTicker(check, touch(1_000_000, 10))
    dropTickers(check)
    advanceTickers(check, 9_000_000)
    expect(check).toMatchObject({ agreed: 0, disagreed: 0 })
  })
})
