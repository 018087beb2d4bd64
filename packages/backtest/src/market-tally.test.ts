import { describe, expect, it } from 'vitest'
import { believedShare, gapsOf, MarketTally } from './market-tally.ts'
import { MadeUpMarket, type MadeUpSecond } from './testing/made-up-market.ts'

const told: MadeUpSecond = { changes: [{ side: 'bid', price: 99, size: 1 }], isSnapshot: true }

const tallied = (seconds: readonly MadeUpSecond[]): MarketTally => {
  const tally = new MarketTally()
  const market = new MadeUpMarket()
  for (const second of seconds) market.tell(second, (event) => tally.on(event))
  return tally
}

describe('MarketTally', () => {
  it('knows for how much of the time a book could be believed', () => {
    const [product] = tallied([
      told,
      told,
      { isLost: true },
      { isDue: true },
      told,
      { isDue: true, prints: [{ price: 99, aggressor: 'sell', isHidden: true }] },
    ]).products
    expect(product).toMatchObject({ bookMessages: 3, booksLost: 1, moments: 2, prints: 1, hiddenPrints: 1 })
    expect(believedShare(product!)).toBe(3 / 5)
    expect(believedShare(tallied([told]).products[0]!)).toBeNull()
  })

  it('knows when a book could not be: before the first, from each loss to the next book, and to the end', () => {
    const [product] = tallied([{ isDue: true }, told, { isLost: true }, told, { isLost: true }, { isDue: true }]).products
    const gaps = gapsOf(product!)
    expect(gaps.map(({ fromUs, toUs }) => [fromUs - product!.firstUs, toUs - product!.firstUs])).toEqual([
      [0, 1_000_000],
      [2_000_000, 3_000_000],
      [4_000_000, 5_000_000],
    ])
    const spanUs = product!.lastUs - product!.firstUs
    const outside = gaps.reduce((sum, { fromUs, toUs }) => sum + toUs - fromUs, 0)
    expect(believedShare(product!)).toBe((spanUs - outside) / spanUs)
  })

  it('takes a book for lost where counting was interrupted', () => {
    const [known] = new MarketTally(tallied([told, told]).products).products
    expect(known).toMatchObject({ booksLost: 1, believedSinceUs: null, believedUs: 1_000_000 })
    const [lost] = new MarketTally(tallied([told, { isLost: true }]).products).products
    expect(lost!.booksLost).toBe(1)
  })
})
