import { describe, expect, it } from 'vitest'
import { faultOf } from '../../testing/reading.ts'
import { readText, type VenueEvents } from '../../testing/venue-events.ts'
import { productOfName } from './product-name.ts'

const T = 1_767_323_045_000_000
const read = (name: string, ...lines: readonly string[]): Promise<VenueEvents> => readText(lines.join('\n'), name)

describe("anyone's trades", () => {
  it.each<[string, readonly string[]]>([
    ['seconds', ['time,price,size,side', '1767323045,100,2,buy', '1767323045.5,101,1,sell']],
    ['milliseconds', ['Timestamp,Price,Qty,Aggressor', '1767323045000,100,2,B', '1767323045500,101,1,S']],
    ['microseconds', ['ts;price;amount;side', '1767323045000000;100;2;buy', '1767323045500000;101;1;sell']],
    ['nanoseconds', ['ts\tprice\tamount\tside', '1767323045000000999\t100\t2\tBUY', '1767323045500000000\t101\t1\tSELL']],
    ['ISO 8601', ['"time","price","size","side"', '"2026-01-02T03:04:05Z","100","2","buy"', '2026-01-02 04:04:05.5+01:00,101,1,sell']],
    [
      'ISO 8601 without a zone',
      ['\ufefftime,price,quantity,side\r', '2026-01-02 03:04:05,100.0,2.,buy\r', '', '2026-01-02T03:04:05.500000,+101,1e0,sell\r'],
    ],
  ])('have times in %s', async (_name, lines) => {
    const { error, events } = await read('btc-usd.csv', ...lines)
    expect(error).toBeUndefined()
    expect(events).toEqual([
      {
        kind: 'trade',
        product: 'BTC-USD',
        receivedUs: T,
        isHidden: false,
        trade: { id: 1, timeUs: T, price: 100, size: 2, aggressor: 'buy' },
      },
      {
        kind: 'trade',
        product: 'BTC-USD',
        receivedUs: T + 500_000,
        isHidden: false,
        trade: { id: 2, timeUs: T + 500_000, price: 101, size: 1, aggressor: 'sell' },
      },
    ])
  })

  it('have products and numbers where there are columns of them', async () => {
    const { events } = await read('x.csv', 'id,symbol,time,price,size,side', '7,A-USD,1767323045,1,1,buy', '9,B-USD,1767323045,2,1,sell')
    expect(events.map(({ product, trade }) => [product, trade])).toMatchObject([
      ['A-USD', { id: 7 }],
      ['B-USD', { id: 9 }],
    ])
  })

  it('have the side of the tick rule where none is told, and say so', async () => {
    const { events, origin } = await read('x.csv', 'time,price,size', ...[5, 5, 6, 6, 4].map((price) => `1767323045,${price},1`))
    expect(events.map(({ trade }) => trade)).toMatchObject([{ aggressor: 'buy' }, { aggressor: 'buy' }, { aggressor: 'sell' }])
    expect(origin).toMatchObject({ inferredSides: 3, sidelessTrades: 2, venues: ['unknown'] })
  })

  it.each<[string, string, string]>([
    ['a time that is none', 'noon,1,1,buy', 'column 1 (time): expected a time since 1970 or in ISO 8601, received "noon"'],
    ['a day that there is not', '2026-02-30,1,1,buy', 'column 1 (time): expected a time since 1970 or in ISO 8601, received "2026-02-30"'],
    [
      'an hour that there is not',
      '2026-02-03T25:00Z,1,1,buy',
      'column 1 (time): expected a time since 1970 or in ISO 8601, received "2026-02-03T25:00Z"',
    ],
    [
      'a time that goes back',
      '1767323044,1,1,buy',
      'column 1 (time): expected no time before that of the row before, received "1767323044"',
    ],
    ['hexadecimal', '1767323045,0x10,1,buy', 'column 2 (price): expected a number above zero, received "0x10"'],
    ['nothing traded', '1767323045,1,0,buy', 'column 3 (size): expected a number above zero, received "0"'],
    ['a side that is none', '1767323045,1,1,long', 'column 4 (side): expected buy or sell or b or s, received "long"'],
    ['a column too many', '1767323045,1,1,buy,x', 'has 5 columns, expected 4'],
    ['a thousands separator', '1767323045,1,"1,000",buy', 'column 3 (size): expected a number above zero, received "1,000"'],
    ['text behind a quotation', '1767323045,1,"1"0,buy', 'has a quotation mark without its other half'],
  ])('name %s', async (_name, line, detail) => {
    const { error, events } = await read('x.csv', 'time,price,size,side', '1767323045,1,1,buy', line, '1767323046,1,1,buy', '')
    expect(events).toHaveLength(1)
    expect(faultOf(error)).toMatchObject({ kind: 'damaged', line: 3, byteOffset: 40, detail })
  })

  it('end with a row that is whole, with a line feed or without; what is not is said to be cut off', async () => {
    expect((await read('x.csv', 'time,price,size,side', '1767323045,1,1,buy')).events).toHaveLength(1)
    const cut = await read('x.csv', 'time,price,size,side', '1767323045,1,1,buy', '1767323046,1')
    expect(cut.events).toHaveLength(1)
    expect(faultOf(cut.error)).toMatchObject({ kind: 'truncated', line: 3, detail: 'no line feed ends it' })
  })
})

describe("anyone's one-minute candles", () => {
  it('are known when their minute has passed', async () => {
    const { events } = await read('eth_usd_1m.csv', 'time,open,high,low,close,volume', '2026-01-02T03:04:00Z,10,12,9,11,5.5')
    const startUs = T - 5_000_000
    const candle = { startUs, open: 10, high: 12, low: 9, close: 11, volume: 5.5 }
    expect(events).toEqual([{ kind: 'candle', product: 'ETH_USD_1M', receivedUs: startUs + 60_000_000, candle }])
  })

  it.each<[string, string, string]>([
    [
      'one that begins within a minute',
      '2026-01-02T03:04:05Z,10,12,9,11,5',
      'column 1 (time): expected the start of a minute, received "2026-01-02T03:04:05Z"',
    ],
    ['a high below the close', '2026-01-02T03:04Z,10,10.5,9,11,5', 'column 3 (high): expected a price no lower than 11, received "10.5"'],
    ['a low above the open', '2026-01-02T03:04Z,10,12,10.5,11,5', 'column 4 (low): expected a price no higher than 10, received "10.5"'],
    ['a volume below zero', '2026-01-02T03:04Z,10,12,9,11,-5', 'column 6 (volume): expected a number, zero or above, received "-5"'],
  ])('name %s', async (_name, line, detail) => {
    const { error } = await read('x.csv', 'time,open,high,low,close,volume', line, '')
    expect(faultOf(error)).toMatchObject({ kind: 'damaged', line: 2, detail })
  })
})

describe('productOfName(name)', () => {
  it.each([
    ['/data/btc-usd-trades.csv.gz', 'BTC-USD'],
    ['trades_ETHUSDT_2026.csv', 'ETHUSDT'],
    ['monday.csv', 'MONDAY'],
    ['standard input', 'STANDARD INPUT'],
  ])('of %s is %s', (name, product) => {
    expect(productOfName(name)).toBe(product)
  })
})
