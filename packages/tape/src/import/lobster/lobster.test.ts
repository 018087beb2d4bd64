import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { faultOf } from '../../testing/reading.ts'
import { newFiles, readVenue, type VenueEvents } from '../../testing/venue-events.ts'

const filesOf = newFiles()
const MIDNIGHT_US = Date.UTC(2012, 5, 21, 4) * 1_000
const at = (sinceMidnightUs: number): { readonly timeUs: number; readonly receivedUs: number } => ({
  timeUs: MIDNIGHT_US + sinceMidnightUs,
  receivedUs: MIDNIGHT_US + sinceMidnightUs,
})

/** Invented: a book of two levels, of which the second ask is not there at first. */
const messages = [
  '34200.004241176,1,16113575,18,5853300,1',
  '34200.025551909,1,16120456,7,5859500,-1',
  '34200.201743297,4,16120456,3,5859400,-1',
  '34200.201743300,5,0,5,5856350,1',
  '34201.000000999,3,16113575,18,5853300,1',
]
const rows = [
  '5859400,200,5853300,18,9999999999,0,5853000,150',
  '5859400,200,5853300,18,5859500,7,5853000,150',
  '5859400,197,5853300,18,5859500,7,5853000,150',
  '5859400,197,5853300,18,5859500,7,5853000,150',
  '5859400,197,5853000,150,5859500,7,-9999999999,0',
]

const NAME = 'AAPL_2012-06-21_34200000_57600000_'

function read(messageRows: readonly string[], bookRows: readonly string[], end = '\n'): Promise<VenueEvents> {
  const [path = ''] = filesOf({
    [`${NAME}message_2.csv`]: messageRows.join('\n') + end,
    [`${NAME}orderbook_2.csv`]: bookRows.join('\n') + end,
  })
  return readVenue([{ path }])
}

const product = 'AAPL'
const trade = { price: 585.94, size: 3, aggressor: 'buy' }

describe('a LOBSTER message file with its order book beside it', () => {
  it('tells the book after each message as changes, and trades by who took the resting order', async () => {
    const { error, events, origin } = await read(messages, rows)
    expect(error).toBeUndefined()
    expect(events).toEqual([
      { kind: 'snapshot', product, ...at(34_200_004_241), bookLevels: 2, changes: ['ask 585.94 200', 'bid 585.33 18', 'bid 585.3 150'] },
      { kind: 'changes', product, ...at(34_200_025_551), changes: ['ask 585.95 7'] },
      {
        kind: 'trade',
        product,
        receivedUs: at(34_200_201_743).timeUs,
        isHidden: false,
        trade: { ...trade, id: 1, timeUs: at(34_200_201_743).timeUs },
      },
      { kind: 'changes', product, ...at(34_200_201_743), changes: ['ask 585.94 197'] },
      {
        kind: 'trade',
        product,
        receivedUs: at(34_200_201_743).timeUs,
        isHidden: true,
        trade: { id: 2, timeUs: at(34_200_201_743).timeUs, price: 585.635, size: 5, aggressor: 'sell' },
      },
      { kind: 'changes', product, ...at(34_201_000_000), changes: ['bid 585.33 0'] },
    ])
    expect(origin).toMatchObject({ formats: ['lobster'], venues: ['nasdaq'], samplings: ['every-event'], numberedTrades: false })
  })

  it('reads the same compressed, without a last line feed, with CRLF and with a seventh column', async () => {
    const plain = await read(messages, rows)
    const [zipped = ''] = filesOf({
      [`${NAME}message_2.csv.gz`]: gzipSync(`\ufeff${messages.map((line) => `${line},null`).join('\r\n')}\r\n`),
      [`${NAME}orderbook_2.csv.gz`]: gzipSync(rows.join('\r\n')),
    })
    expect((await readVenue([{ path: zipped }])).events).toEqual(plain.events)
    expect(await read(messages, rows, '')).toEqual(plain)
  })

  it('loses the book at a halt, and has it again whole when trading resumes', async () => {
    const halted = [messages[0]!, '34210,7,0,0,-1,-1', '34211,1,5,1,5853000,1', '34220,7,0,0,0,-1', '34230,7,0,0,1,-1']
    const { events } = await read(halted, [rows[0]!, ...Array.from({ length: 4 }, () => rows[1]!)])
    expect(events.slice(1)).toEqual([
      { kind: 'book-lost', product, ...at(34_210_000_000), reason: 'trading halted' },
      {
        kind: 'snapshot',
        product,
        ...at(34_230_000_000),
        bookLevels: 2,
        changes: ['ask 585.94 200', 'ask 585.95 7', 'bid 585.33 18', 'bid 585.3 150'],
      },
    ])
  })

  it('does not believe a crossed book, and tells the next one whole', async () => {
    const crossed = '5853300,200,5853300,18,5859500,7,5853000,150'
    const { events } = await read(messages.slice(0, 3), [rows[0]!, crossed, rows[1]!])
    expect(events.map(({ kind }) => kind)).toEqual(['snapshot', 'book-lost', 'trade', 'snapshot'])
  })

  it('shows the book from its first row on, whatever the first message is', async () => {
    const { events } = await read([messages[3]!, messages[0]!.replace('34200.004', '34200.204')], [rows[3]!, rows[3]!])
    expect(events.map(({ kind }) => kind)).toEqual(['trade', 'snapshot', 'changes'])
  })

  it('counts auctions, which nobody is the aggressor of', async () => {
    const { events, origin } = await read(['34200,6,-1,5000,5850000,-1'], [rows[0]!])
    expect(events.map(({ kind }) => kind)).toEqual(['snapshot'])
    expect(origin.auctionTrades).toBe(1)
  })

  it('goes on from day to day, the trades counted on', async () => {
    const next = NAME.replace('06-21', '06-22')
    const paths = filesOf({
      [`${next}message_2.csv`]: `${messages[2]}\n`,
      [`${NAME}message_2.csv`]: `${messages[2]}\n`,
      [`${next}orderbook_2.csv`]: `${rows[2]}\n`,
      [`${NAME}orderbook_2.csv`]: `${rows[2]}\n`,
    })
    const { events } = await readVenue(paths.slice(0, 2).map((path) => ({ path })))
    expect(events.map(({ kind, receivedUs, trade: met }) => [kind, receivedUs, (met as { id: number } | undefined)?.id])).toEqual([
      ['trade', at(34_200_201_743).timeUs, 1],
      ['snapshot', at(34_200_201_743).timeUs, undefined],
      ['trade', at(34_200_201_743).timeUs + 86_400_000_000, 2],
      ['snapshot', at(34_200_201_743).timeUs + 86_400_000_000, undefined],
    ])
  })

  it.each<[string, string, string]>([
    ['a row without its price', '34200.3,1,5,18', 'has 4 columns, expected 6'],
    ['a type that there is not', '34200.3,8,5,18,5853300,1', 'column 2 (type): expected a number from 1 to 7, received "8"'],
    ['a trade of nothing', '34200.3,4,5,0,5853300,1', 'column 4 (size): expected a number above zero, received "0"'],
    ['a size below zero', '34200.3,1,5,-18,5853300,1', 'column 4 (size): expected a number, zero or above, received "-18"'],
    ['a price that is none', '34200.3,1,5,18,NaN,1', 'column 5 (price): expected a number, received "NaN"'],
    ['a direction that is none', '34200.3,1,5,18,5853300,0', 'column 6 (direction): expected 1 or -1, received "0"'],
    ['a time that is none', '3e4,1,5,18,5853300,1', 'column 1 (time): expected seconds since midnight, received "3e4"'],
    ['a time that goes back', '34199,1,5,18,5853300,1', 'goes back in time by 1201743 µs'],
    ['a null character', '34200.3,1,5,18\0,5853300,1', 'column 4 (size): expected a number, zero or above, received "18\\u0000"'],
    [
      'a field without end',
      `34200.3,1,5,${'9'.repeat(5_000)},5853300,1`,
      `column 4 (size): expected a number, zero or above, received "${'9'.repeat(40)}…"`,
    ],
    ['half a quotation', '34200.3,1,5,"18,5853300,1', 'has a quotation mark without its other half'],
  ])('names %s', async (_name, line, detail) => {
    const { error, events } = await read([...messages.slice(0, 3), line, messages[4]!], rows)
    expect(events).toHaveLength(4)
    expect(faultOf(error)).toMatchObject({ kind: 'damaged', line: 4, detail })
    expect(faultOf(error)?.name).toMatch(/message_2\.csv$/)
  })

  it.each<[string, string, string]>([
    ['too few columns', '5859400,200,5853300,18', 'has 4 columns, expected 8'],
    ['too many', `${rows[1]},1,1,1,1`, 'has 12 columns, expected 8'],
    [
      'what is no number',
      '5859400,200,5853300,18,585x,7,5853000,150',
      'is not a row of an order book: expected whole numbers with commas between them',
    ],
    [
      'a number too long to be exact',
      '5859400,1234567890123456,5853300,18,5859500,7,5853000,150',
      'is not a row of an order book: expected whole numbers with commas between them',
    ],
    [
      'a level of nothing',
      '5859400,200,5853300,0,5859500,7,5853000,150',
      'column 4: expected a price above zero with a size above zero, received 0',
    ],
    [
      'a price below zero',
      '-5859400,200,5853300,18,5859500,7,5853000,150',
      'column 1: expected a price above zero with a size above zero, received -5859400',
    ],
    ['asks out of order', '5859400,200,5853300,18,5859300,7,5853000,150', 'ask level 2: expected a price above 585.94, received 585.93'],
  ])('names %s in the order book', async (_name, line, detail) => {
    const { error, events } = await read(messages, [rows[0]!, line, ...rows.slice(2)])
    expect(events).toHaveLength(1)
    expect(faultOf(error)).toMatchObject({ kind: 'damaged', line: 2, byteOffset: rows[0]!.length + 1, detail })
    expect(faultOf(error)?.name).toMatch(/orderbook_2\.csv$/)
  })

  it('says which of the files ends too early', async () => {
    const short = await read(messages, rows.slice(0, 3))
    expect(short.events).toHaveLength(4)
    expect(faultOf(short.error)).toMatchObject({ kind: 'truncated', line: 4, detail: 'nothing shows the book after message 4' })
    const long = await read(messages.slice(0, 3), rows)
    expect(long.events).toHaveLength(4)
    expect(faultOf(long.error)).toMatchObject({ kind: 'damaged', line: 4, detail: 'has no message: the message file ends before it' })
    const cut = await read([...messages.slice(0, 4), '34201.0000009'], rows, '')
    expect(faultOf(cut.error)).toMatchObject({ kind: 'truncated', line: 5, detail: 'no line feed ends it' })
  })

  it('says which file it misses', async () => {
    const [path = ''] = filesOf({ [`${NAME}message_2.csv`]: `${messages[0]}\n` })
    expect(faultOf((await readVenue([{ path }])).error)).toEqual({ kind: 'not-found', name: path.replace('message', 'orderbook') })
  })
})
