import { describe, expect, it } from 'vitest'
import { RecordedAnswers } from './recorded-answers.ts'

const candles = '/api/v3/brokerage/market/products/BTC-USD/candles'

function answered(...paths: string[]): RecordedAnswers {
  const answers = new RecordedAnswers()
  for (const path of paths) answers.add(path, `body of ${path}`)
  return answers
}

describe('RecordedAnswers', () => {
  it('finds what was recorded for the same path and query, the latest of several', () => {
    const answers = answered('/products/BTC-USD/trades?after=7')
    expect(answers.find('/products/BTC-USD/trades?after=7')).toBe('body of /products/BTC-USD/trades?after=7')
    expect(answers.find('/products/BTC-USD/trades?after=8')).toBeUndefined()
    answers.add('/products/BTC-USD/trades?after=7', 'a later one')
    expect(answers.find('/products/BTC-USD/trades?after=7')).toBe('a later one')
  })

  it('finds candles of the nearest window and of the same length, however the time is written', () => {
    const paths = [1000, 2000, 9000].map((start) => `${candles}?start=${start}&granularity=ONE_MINUTE`)
    const answers = answered(...paths, `${candles}?start=2400&granularity=ONE_HOUR`)
    expect(answers.find(`${candles}?start=2400&granularity=ONE_MINUTE`)).toBe(`body of ${paths[1]}`)
    expect(answers.find(`${candles}?start=1970-01-01T02:00:00Z&granularity=ONE_MINUTE`)).toBe(`body of ${paths[2]}`)
    expect(answers.find(`${candles}?start=2400&granularity=ONE_DAY`)).toBeUndefined()
    expect(answers.find(`${candles.replace('BTC', 'ETH')}?start=2400&granularity=ONE_MINUTE`)).toBeUndefined()
  })

  it('finds the products whatever was asked about them', () => {
    const answers = answered('/api/v3/brokerage/market/products?product_ids=BTC-USD')
    expect(answers.find('/api/v3/brokerage/market/products?limit=5')).toContain('product_ids=BTC-USD')
    expect(answers.find('/products')).toBeUndefined()
  })

  it('forgets the oldest when there are too many', () => {
    const answers = new RecordedAnswers()
    for (let index = 0; index < 5; index++) answers.add(`/${index}`, 'x'.repeat(20 * 1024 * 1024))
    expect([0, 1, 2, 3, 4].map((index) => answers.find(`/${index}`) !== undefined)).toStrictEqual([false, false, true, true, true])
  })
})
