import { describe, expect, it } from 'vitest'
import { advanceTickers, dropTickers, onTicker, onTouch, tickerCheck, type TickerCheck } from './ticker-check.ts'

const prices = (timeUs: number, bidPrice: number) => ({ timeUs, bidPrice, askPrice: bidPrice + 1 })
const touched = (check: TickerCheck, timeUs: number, bidPrice: number): void => onTouch(check, timeUs, { bidPrice, askPrice: bidPrice + 1 })

describe('tickerCheck()', () => {
  it('agrees with a book state of the same prices half a second before or after', () => {
    const check = tickerCheck()
    touched(check, 1_000_000, 10)
    onTicker(check, prices(1_500_000, 10))
    onTicker(check, prices(500_000, 10))
    expect(check).toMatchObject({ agreed: 2, disagreed: 0, waiting: [] })
  })

  it('finds a state that lasted through the ticker, however long ago it began', () => {
    const check = tickerCheck()
    touched(check, 0, 10)
    touched(check, 1_900_000, 10)
    touched(check, 3_000_000, 11)
    onTicker(check, prices(2_600_000, 10))
    expect(check.agreed).toBe(1)
  })

  it('waits for the book, which may come later than the ticker', () => {
    const check = tickerCheck()
    touched(check, 1_000_000, 10)
    onTicker(check, prices(1_200_000, 11))
    expect(check.agreed).toBe(0)
    touched(check, 1_300_000, 11)
    expect(check).toMatchObject({ agreed: 1, waiting: [] })
  })

  it('counts a ticker against the book when nothing near it agrees', () => {
    const check = tickerCheck()
    touched(check, 1_000_000, 10)
    onTicker(check, prices(1_600_001, 10))
    onTicker(check, prices(1_200_000, 12))
    advanceTickers(check, 2_200_000)
    expect(check.disagreed).toBe(0)
    advanceTickers(check, 2_700_000)
    expect(check).toMatchObject({ agreed: 0, disagreed: 2 })
  })

  it('keeps no more touches than a moment can have, whatever their times', () => {
    const check = tickerCheck()
    touched(check, 9_000_000_000, 1)
    for (let i = 0; i < 3_000; i++) touched(check, i, 10 + (i % 7))
    expect(check.touches.count).toBe(1_000)
  })

  it('lets no more tickers wait than a moment can have', () => {
    const check = tickerCheck()
    for (let i = 0; i < 3_000; i++) onTicker(check, prices(1_000_000, 10 + i))
    expect(check).toMatchObject({ agreed: 0, disagreed: 0, unchecked: 2_000 })
    touched(check, 1_000_000, 10 + 999)
    touched(check, 1_000_000, 10 + 1_000)
    expect(check.agreed).toBe(1)
  })

  it('answers those of many waiting tickers that a book state agrees with, and lets the others wait', () => {
    const check = tickerCheck()
    for (const bidPrice of [10, 11, 12, 11, 10]) onTicker(check, prices(1_000_000, bidPrice))
    touched(check, 1_100_000, 11)
    expect(check.agreed).toBe(2)
    expect(check.waiting.map(({ bidPrice }) => bidPrice)).toEqual([10, 12, 10])
  })

  it('says nothing of tickers whose book was lost', () => {
    const check = tickerCheck()
    onTicker(check, prices(1_000_000, 10))
    dropTickers(check)
    advanceTickers(check, 9_000_000)
    expect(check).toMatchObject({ agreed: 0, disagreed: 0 })
  })
})
