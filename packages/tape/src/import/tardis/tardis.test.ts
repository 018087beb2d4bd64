import { describe, expect, it } from 'vitest'
import { faultOf } from '../../testing/reading.ts'
import { newFiles, readText, readVenue, type VenueEvents } from '../../testing/venue-events.ts'

const filesOf = newFiles()
const T = 1_585_699_200_000_000
const CHANGES = 'exchange,symbol,timestamp,local_timestamp,is_snapshot,side,price,amount'
const TRADES = 'exchange,symbol,timestamp,local_timestamp,id,side,price,amount'
const ROWS =
  'exchange,symbol,timestamp,local_timestamp,asks[0].price,asks[0].amount,bids[0].price,bids[0].amount,asks[1].price,asks[1].amount,bids[1].price,bids[1].amount'

const read = (...lines: readonly string[]): Promise<VenueEvents> => readText(`${lines.join('\n')}\n`)
const change = (sentUs: number, receivedUs: number, rest: string, symbol = 'XBTUSD'): string =>
  `bitmex,${symbol},${T + sentUs},${T + receivedUs},${rest}`
const bitmex = (receivedUs: number, side: string, price: number): string =>
  `bitmex,XBTUSD,${T},${T + receivedUs},f0e1-${receivedUs},${side},${price},1`
const shape = ({ events }: VenueEvents): unknown[] =>
  events.map(({ changes, kind, product, receivedUs }) => [kind, product, (receivedUs as number) - T, changes])

describe('incremental_book_L2 of tardis.dev', () => {
  it('takes rows of a product that were received at one moment for one message, of the newest of their times', async () => {
    const { error, events, origin } = await read(
      CHANGES,
      change(1, 9, 'true,ask,101,2'),
      change(1, 9, 'true,bid,100,3'),
      change(3, 10, 'false,bid,100,0'),
      change(5, 10, 'false,bid,99.5,1e-3'),
      change(4, 10, 'false,bid,98,1'),
      change(4, 10, 'false,ask,1900,7', 'ETHUSD'),
      change(6, 11, 'false,ask,101,1'),
    )
    expect(error).toBeUndefined()
    expect(events).toEqual([
      { kind: 'snapshot', product: 'XBTUSD', timeUs: T + 1, receivedUs: T + 9, changes: ['ask 101 2', 'bid 100 3'] },
      { kind: 'changes', product: 'XBTUSD', timeUs: T + 5, receivedUs: T + 10, changes: ['bid 100 0', 'bid 99.5 0.001', 'bid 98 1'] },
      { kind: 'changes', product: 'ETHUSD', timeUs: T + 4, receivedUs: T + 10, changes: ['ask 1900 7'] },
      { kind: 'changes', product: 'XBTUSD', timeUs: T + 6, receivedUs: T + 11, changes: ['ask 101 1'] },
    ])
    expect(origin).toMatchObject({ formats: ['tardis'], venues: ['bitmex'], samplings: ['l2-as-received'], skippedLines: 0 })
  })

  it('replaces the book by a snapshot that follows changes, and goes on with one that follows a snapshot', async () => {
    const told = await read(
      CHANGES,
      change(1, 1, 'true,ask,101,2'),
      change(2, 2, 'true,bid,100,2'),
      change(3, 3, 'false,bid,100,1'),
      change(4, 4, 'false,bid,99,1'),
      change(4, 4, 'true,ask,102,1'),
      change(5, 5, 'true,bid,98,1'),
    )
    expect(shape(told)).toEqual([
      ['snapshot', 'XBTUSD', 1, ['ask 101 2']],
      ['changes', 'XBTUSD', 2, ['bid 100 2']],
      ['changes', 'XBTUSD', 3, ['bid 100 1']],
      ['changes', 'XBTUSD', 4, ['bid 99 1']],
      ['snapshot', 'XBTUSD', 4, ['ask 102 1']],
      ['changes', 'XBTUSD', 5, ['bid 98 1']],
    ])
  })

  it.each<[string, string, string]>([
    ['a row cut short', change(2, 2, 'false,bid,100'), 'has 7 columns, expected 8'],
    ['a price of zero', change(2, 2, 'false,bid,0,1'), 'column 7 (price): expected a number above zero, received "0"'],
    ['a size below zero', change(2, 2, 'false,bid,100,-1'), 'column 8 (amount): expected a number, zero or above, received "-1"'],
    ['a size that is none', change(2, 2, 'false,bid,100,NaN'), 'column 8 (amount): expected a number, zero or above, received "NaN"'],
    [
      'a size beyond all numbers',
      change(2, 2, 'false,bid,100,1e999'),
      'column 8 (amount): expected a number, zero or above, received "1e999"',
    ],
    ['a side that is none', change(2, 2, 'false,buy,100,1'), 'column 6 (side): expected bid or ask, received "buy"'],
    ['a truth that is none', change(2, 2, '1,bid,100,1'), 'column 5 (is_snapshot): expected true or false, received "1"'],
    [
      'a receipt that goes back',
      change(2, 0, 'false,bid,100,1'),
      `column 4 (local_timestamp): expected no time before ${T + 1}, received "${T}"`,
    ],
    [
      'a time in milliseconds',
      'bitmex,XBTUSD,1585699200000,1585699200001,false,bid,1,1',
      'column 4 (local_timestamp): expected microseconds since 1970, received "1585699200001"',
    ],
    ['a symbol without a name', change(2, 2, 'false,bid,100,1', ''), 'column 2 (symbol): expected a name, received ""'],
    ['a symbol with a null character', change(2, 2, 'false,bid,100,1', 'X\0'), 'column 2 (symbol): expected a name, received "X\\u0000"'],
    [
      'a product of another venue',
      change(2, 2, 'false,bid,100,1').replace('bitmex', 'ftx'),
      'column 1 (exchange): expected bitmex, as before for this symbol, received "ftx"',
    ],
  ])('names %s, and delivers whole messages before it', async (_name, line, detail) => {
    const { error, events } = await read(
      CHANGES,
      change(0, 0, 'true,bid,99,1'),
      change(1, 1, 'false,bid,98,1'),
      change(1, 1, 'false,bid,97,1'),
      line,
    )
    expect(events.map(({ kind }) => kind)).toEqual(['snapshot'])
    expect(faultOf(error)).toMatchObject({ kind: 'damaged', line: 5, detail })
  })
})

describe('trades of tardis.dev', () => {
  it('have the side of the taker, and the numbers of a venue that counts them', async () => {
    const { events, origin } = await read(
      TRADES,
      `binance,BTCUSDT,${T},${T + 7},42,buy,6400.1,0.5`,
      `binance,BTCUSDT,${T},${T + 7},43,sell,6400,1`,
    )
    expect(events).toEqual([
      {
        kind: 'trade',
        product: 'BTCUSDT',
        receivedUs: T + 7,
        isHidden: false,
        trade: { id: 42, timeUs: T, price: 6400.1, size: 0.5, aggressor: 'buy' },
      },
      {
        kind: 'trade',
        product: 'BTCUSDT',
        receivedUs: T + 7,
        isHidden: false,
        trade: { id: 43, timeUs: T, price: 6400, size: 1, aggressor: 'sell' },
      },
    ])
    expect(origin.numberedTrades).toBe(true)
  })

  it('are counted where the venue does not, and have the side of the tick rule where none is told', async () => {
    const { events, origin } = await read(
      TRADES,
      bitmex(1, 'unknown', 100),
      bitmex(2, 'sell', 101),
      bitmex(3, 'unknown', 102),
      bitmex(4, 'unknown', 102),
    )
    expect(events.map(({ trade }) => trade)).toMatchObject([
      { id: 1, aggressor: 'sell' },
      { id: 2, aggressor: 'buy' },
      { id: 3, aggressor: 'buy' },
    ])
    expect(origin).toMatchObject({ numberedTrades: false, inferredSides: 2, sidelessTrades: 1 })
  })
})

describe('book_snapshot_25 and quotes of tardis.dev', () => {
  it('are a book of so many levels, told as what changes', async () => {
    const { events, origin } = await read(
      ROWS,
      `deribit,BTC-USD,${T},${T + 1},101,1,100,2,102,3,99,4`,
      `deribit,BTC-USD,${T + 2},${T + 3},101,1,100,2,103,3,,`,
    )
    expect(events).toEqual([
      {
        kind: 'snapshot',
        product: 'BTC-USD',
        timeUs: T,
        receivedUs: T + 1,
        bookLevels: 2,
        changes: ['ask 101 1', 'ask 102 3', 'bid 100 2', 'bid 99 4'],
      },
      { kind: 'changes', product: 'BTC-USD', timeUs: T + 2, receivedUs: T + 3, changes: ['ask 102 0', 'ask 103 3', 'bid 99 0'] },
    ])
    expect(origin.samplings).toEqual(['best-2-as-received'])
    const quotes = await read(
      'exchange,symbol,timestamp,local_timestamp,ask_amount,ask_price,bid_price,bid_amount',
      `deribit,BTC-USD,${T},${T + 1},1,101,100,2`,
    )
    expect(quotes.events).toMatchObject([{ bookLevels: 1, changes: ['ask 101 1', 'bid 100 2'] }])
  })

  it('are no second book beside the changes of the same product', async () => {
    const paths = filesOf({
      'changes.csv': `${CHANGES}\n${change(1, 1, 'true,bid,99,1')}\n`,
      'rows.csv': `${ROWS}\nbitmex,XBTUSD,${T},${T + 2},101,1,100,2,102,3,99,4\n`,
    })
    const { error } = await readVenue(paths.map((path) => ({ path })))
    expect(faultOf(error)).toMatchObject({ kind: 'damaged', line: 2, detail: 'tells a book that a file of another kind tells too' })
  })
})

describe('several files of tardis.dev', () => {
  it('are one recording in the order of receipt, of one moment in the order of the files', async () => {
    const paths = filesOf({
      'book.csv': [CHANGES, change(1, 1, 'true,bid,99,1'), change(3, 3, 'false,bid,99,2'), change(6, 6, 'false,bid,99,3'), ''].join('\n'),
      'trades.csv': [TRADES, ...[2, 3, 4, 5].map((at) => `bitmex,XBTUSD,${T + at},${T + at},x,buy,100,1`), ''].join('\n'),
    })
    const told = await readVenue(paths.map((path) => ({ path })))
    const order = told.events.map(({ kind, receivedUs }) => [kind, (receivedUs as number) - T])
    expect(order).toEqual([
      ['snapshot', 1],
      ['trade', 2],
      ['changes', 3],
      ['trade', 3],
      ['trade', 4],
      ['trade', 5],
      ['changes', 6],
    ])
  })
})
