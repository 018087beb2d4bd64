import { describe, expect, it } from 'vitest'
import { faultOf } from '../../testing/reading.ts'
import { readText, type VenueEvents } from '../../testing/venue-events.ts'

const T = 1_723_161_600_000
type Levels = readonly (readonly [price: string, size: string])[]

/** A line received so many milliseconds after the first. */
const line = (atMs: number, message: unknown): string => `${T + atMs}000999 ${JSON.stringify(message)}`
const depth = (atMs: number, [U, u]: readonly [number, number], b: Levels, a: Levels): string =>
  line(atMs, { stream: 'madeusdt@depth@100ms', data: { e: 'depthUpdate', E: T + atMs + 1_270, s: 'MADEUSDT', U, u, b, a } })
const snapshot = (atMs: number, lastUpdateId: number, bids: Levels, asks: Levels): string => line(atMs, { lastUpdateId, bids, asks })
const best = (atMs: number, [b, B]: Levels[number], [a, A]: Levels[number]): string =>
  line(atMs, { stream: 'madeusdt@bookTicker', data: { u: 1, s: 'MADEUSDT', b, B, a, A } })
const trade = (atMs: number, t: number, m: boolean): string =>
  line(atMs, {
    stream: 'madeusdt@trade',
    data: { e: 'trade', E: T + atMs + 1_271, s: 'MADEUSDT', t, p: '100.5', q: '0.5', T: T + atMs + 1_270, m, M: true },
  })

const read = (...lines: readonly string[]): Promise<VenueEvents> => readText(lines.join('\n'), 'made-up')
const product = 'MADEUSDT'
const receivedUs = (atMs: number): number => (T + atMs) * 1_000
const sentUs = (atMs: number): number => (T + atMs + 1_270) * 1_000

describe('a raw recording of Binance', () => {
  it('turns round who was the maker: a buyer who was sold to', async () => {
    const { events, origin } = await read(trade(1, 7, true), trade(2, 8, false))
    expect(events).toEqual([
      {
        kind: 'trade',
        product,
        receivedUs: receivedUs(1),
        isHidden: false,
        trade: { id: 7, timeUs: sentUs(1), price: 100.5, size: 0.5, aggressor: 'sell' },
      },
      {
        kind: 'trade',
        product,
        receivedUs: receivedUs(2),
        isHidden: false,
        trade: { id: 8, timeUs: sentUs(2), price: 100.5, size: 0.5, aggressor: 'buy' },
      },
    ])
    expect(origin).toMatchObject({ formats: ['binance'], venues: ['binance'], numberedTrades: true })
  })

  it('joins the changes to the snapshot that was asked for while they came, and tells of a gap', async () => {
    const { events, origin } = await read(
      depth(0, [1, 5], [['98', '1']], []),
      depth(100, [6, 9], [['99', '1']], []),
      depth(200, [10, 12], [['99', '2']], [['103', '0']]),
      snapshot(
        250,
        8,
        [['99', '9']],
        [
          ['101', '3'],
          ['103', '1'],
        ],
      ),
      depth(300, [13, 13], [], [['101', '4']]),
      depth(400, [15, 16], [], [['101', '5']]),
      depth(500, [17, 18], [], [['101', '6']]),
      snapshot(600, 18, [['99', '1']], [['101', '6']]),
      depth(700, [18, 19], [['99', '0']], []),
    )
    const book = { product, receivedUs: receivedUs(250) }
    expect(events).toEqual([
      { kind: 'snapshot', ...book, timeUs: sentUs(250), changes: ['bid 99 9', 'ask 101 3', 'ask 103 1'] },
      { kind: 'changes', ...book, timeUs: sentUs(100), changes: ['bid 99 1'] },
      { kind: 'changes', ...book, timeUs: sentUs(200), changes: ['bid 99 2', 'ask 103 0'] },
      { kind: 'changes', product, receivedUs: receivedUs(300), timeUs: sentUs(300), changes: ['ask 101 4'] },
      {
        kind: 'book-lost',
        product,
        receivedUs: receivedUs(400),
        timeUs: sentUs(400),
        reason: 'sequence gap: expected update 14, received 15',
      },
      { kind: 'snapshot', product, receivedUs: receivedUs(600), timeUs: sentUs(600), changes: ['bid 99 1', 'ask 101 6'] },
      { kind: 'changes', product, receivedUs: receivedUs(700), timeUs: sentUs(700), changes: ['bid 99 0'] },
    ])
    expect(origin.samplings).toEqual(['l2-batch-100ms'])
  })

  it('takes a snapshot at the beginning for one of what comes then', async () => {
    const { events } = await read(snapshot(0, 8, [['99', '9']], []), depth(10, [8, 9], [['98', '1']], []))
    expect(events.map(({ changes, kind }) => [kind, changes])).toEqual([
      ['snapshot', ['bid 99 9']],
      ['changes', ['bid 98 1']],
    ])
  })

  it('takes the best prices for the book until a snapshot comes, at the time by which the quickest message came', async () => {
    const slow = `${T + 130}000999 ${JSON.stringify({ e: 'depthUpdate', E: T + 1_300, s: product, U: 1, u: 2, b: [], a: [] })}`
    const { events, origin } = await read(
      best(0, ['100', '1'], ['101', '1']),
      depth(10, [1, 2], [], []),
      slow,
      best(140, ['100', '1'], ['101', '2']),
      best(150, ['100', '1'], ['101', '3']),
      snapshot(
        200,
        2,
        [['100', '1']],
        [
          ['101', '3'],
          ['102', '1'],
        ],
      ),
      best(250, ['90', '1'], ['91', '3']),
    )
    expect(events).toEqual([
      { kind: 'snapshot', product, timeUs: sentUs(140), receivedUs: receivedUs(140), bookLevels: 1, changes: ['ask 101 2', 'bid 100 1'] },
      { kind: 'changes', product, timeUs: sentUs(150), receivedUs: receivedUs(150), changes: ['ask 101 3'] },
      { kind: 'snapshot', product, timeUs: sentUs(200), receivedUs: receivedUs(200), changes: ['bid 100 1', 'ask 101 3', 'ask 102 1'] },
    ])
    expect(origin.samplings).toEqual(['best-as-received', 'l2-batch-100ms'])
  })

  it('passes over what is neither book nor trade, and counts it', async () => {
    const { error, events, origin } = await read(trade(1, 7, true), line(2, { e: 'kline', s: product }), line(3, { result: null, id: 1 }))
    expect(error).toBeUndefined()
    expect(events).toHaveLength(1)
    expect(origin.skippedLines).toBe(2)
  })

  it.each<[string, string, RegExp]>([
    ['what is no JSON', `${T}000000 {"e":"trade"`, /^is not JSON: /],
    ['a line without its time', '{"e":"trade"}', /^is not a received message: expected a time and JSON, received /],
    ['a trade without a price', line(2, { e: 'trade', E: T, T, s: product, t: 1, q: '1', m: true }), /^is not a trade: p: /],
    ['a size that is none', depth(2, [1, 2], [['1', 'NaN']], []), /^is not a change of depth: b\.0\.1: expected a number, zero or above$/],
    ['a price of zero', depth(2, [1, 2], [['0', '1']], []), /^is not a change of depth: b\.0\.0: expected a number above zero$/],
    ['a number in place of an object', `${T}000000 7`, /^is not a message: expected an object$/],
    [
      'a symbol that is none',
      line(2, { e: 'trade', E: T, T, s: 'a b', t: 1, p: '1', q: '1', m: true }),
      /^is not a trade: s: expected a symbol$/,
    ],
  ])('names %s', async (_name, damaged, detail) => {
    const { error, events } = await read(trade(1, 7, true), damaged, trade(3, 8, true))
    expect(events).toHaveLength(1)
    expect(faultOf(error)).toMatchObject({ kind: 'damaged', line: 2, detail: expect.stringMatching(detail) })
  })
})
