import { describe, expect, it } from 'vitest'
import { bookPath, bookRequest, readBook } from './book.ts'

const pricebook = {
  product_id: 'MADE-UP',
  bids: [
    { price: '68923', size: '0.05795895' },
    { price: '68923.66', size: '0.17189468' },
  ],
  asks: [
    { price: '68924', size: '1' },
    { price: '68923.67', size: '0.16987193' },
  ],
  time: '2026-03-01T12:00:00.08125Z',
}

describe('readBook(body)', () => {
  it('reads both sides best first, however they come', () => {
    expect(readBook(JSON.stringify({ pricebook, last: '68923.665', spread_bps: '0.001450880372' }))).toEqual({
      ok: true,
      value: {
        product: 'MADE-UP',
        timeUs: 1_772_366_400_081_250,
        bids: [
          { price: 68923.66, size: 0.17189468 },
          { price: 68923, size: 0.05795895 },
        ],
        asks: [
          { price: 68923.67, size: 0.16987193 },
          { price: 68924, size: 1 },
        ],
      },
    })
  })

  it('reads an empty book without a time', () => {
    const empty = { pricebook: { ...pricebook, bids: [], asks: [], time: '0001-01-01T00:00:00Z' } }
    expect(readBook(JSON.stringify(empty))).toEqual({ ok: true, value: { product: 'MADE-UP', timeUs: undefined, bids: [], asks: [] } })
  })

  it.each([
    ['no JSON', 'Too many requests'],
    ['an error of the venue', '{"error":"NOT_FOUND","code":5,"message":"no such product"}'],
    ['the book of another API', '{"sequence":1,"bids":[["1","2",3]],"asks":[]}'],
    ['a side that is missing', JSON.stringify({ pricebook: { ...pricebook, asks: undefined } })],
    ['a price of zero', JSON.stringify({ pricebook: { ...pricebook, bids: [{ price: '0', size: '1' }] } })],
    ['a negative size', JSON.stringify({ pricebook: { ...pricebook, bids: [{ price: '1', size: '-1' }] } })],
  ])('finds %s unreadable', (_name, body) => {
    expect(readBook(body)).toMatchObject({ ok: false, fault: { kind: 'unreadable-answer' } })
  })
})

describe('bookRequest(path)', () => {
  it.each([
    [bookPath('BTC-USD', 10), { product: 'BTC-USD', limit: 10 }],
    [bookPath('BTC-USD'), { product: 'BTC-USD' }],
    ['/api/v3/brokerage/product_book?limit=3&product_id=BTC-USD', { product: 'BTC-USD', limit: 3 }],
  ])('reads %s', (path, request) => {
    expect(bookRequest(path)).toEqual(request)
  })

  it.each([
    '/api/v3/brokerage/market/product_book',
    '/api/v3/brokerage/market/product_book?limit=3',
    `${bookPath('BTC-USD')}&limit=all`,
    '',
  ])('sees no request for a book in %j', (path) => {
    expect(bookRequest(path)).toBeUndefined()
  })
})
