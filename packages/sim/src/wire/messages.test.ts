import { describe, expect, it } from 'vitest'
import { bitcoin } from '../product.ts'
import { writeFrame } from './frame.ts'
import { heartbeat } from './heartbeats.ts'
import { level2 } from './level2.ts'
import { marketTrades } from './market-trades.ts'
import { subscriptions } from './subscriptions.ts'
import { changePercent } from './ticker.ts'

const second = Date.UTC(2026, 8, 30, 2, 39, 53) * 1000
const stamp = { timeUs: second + 690_696, nanos: 234, sequence: 7 }
const envelope = (channel: string, events: string): string =>
  `{"channel":"${channel}","timestamp":"2026-09-30T02:39:53.690696234Z","sequence_num":7,"events":[${events}]}`

// The expected texts have the keys of documented frames in their order; their values are made up.
describe('writeFrame(message, stamp)', () => {
  it('writes a batch of the book: bids first, asks as offers, one time, "0" where nothing rests any more', () => {
    const batch = { type: 'update', bids: [{ tick: 7_286_760, lots: 0 }], asks: [{ tick: 8_332_801, lots: 6_010_050 }] } as const
    const time = '"event_time":"2026-09-30T02:39:53.495541Z"'
    expect(writeFrame(level2(bitcoin, batch, second + 495_541), stamp)).toBe(
      envelope(
        'l2_data',
        '{"type":"update","product_id":"BTC-USD","updates":[' +
          `{"side":"bid",${time},"price_level":"72867.6","new_quantity":"0"},` +
          `{"side":"offer",${time},"price_level":"83328.01","new_quantity":"0.0601005"}]}`,
      ),
    )
  })

  it('writes prints newest first, with the side of the maker', () => {
    const older = { id: 41, timeUs: second, tick: 8_328_499, lots: 3, aggressor: 'buy' } as const
    const newer = { id: 42, timeUs: second + 405_716, tick: 8_328_400, lots: 70_000_000, aggressor: 'sell' } as const
    expect(writeFrame(marketTrades(bitcoin, 'update', [older, newer]), stamp)).toBe(
      envelope(
        'market_trades',
        '{"type":"update","trades":[' +
          '{"product_id":"BTC-USD","trade_id":"42","price":"83284","size":"0.7","time":"2026-09-30T02:39:53.405716Z","side":"BUY"},' +
          '{"product_id":"BTC-USD","trade_id":"41","price":"83284.99","size":"0.00000003","time":"2026-09-30T02:39:53Z","side":"SELL"}]}',
      ),
    )
  })

  it('writes a heartbeat with the whole seconds of its uptime as a number', () => {
    expect(writeFrame(heartbeat(second + 167_689, 127, second - 12_240_000_000), stamp)).toBe(
      envelope('heartbeats', '{"current_time":"2026-09-30 02:39:53.167689127 +0000 UTC m=+12240.167689127","heartbeat_counter":12240}'),
    )
  })

  it('writes everything that is subscribed, in alphabetical order', () => {
    const held = new Map([
      ['level2', ['BTC-USD', 'ETH-USD']],
      ['heartbeats', ['heartbeats']],
    ])
    expect(writeFrame(subscriptions(held), stamp)).toBe(
      envelope('subscriptions', '{"subscriptions":{"heartbeats":["heartbeats"],"level2":["BTC-USD","ETH-USD"]}}'),
    )
  })
})

describe('changePercent(from, to)', () => {
  it.each<[number, number, string]>([
    [100, 110, '10'],
    [100, 99, '-1'],
    [100, 100, '0'],
    [300, 301, '0.33333333333333'],
    [0, 5, '0'],
  ])('from %d to %d is %s per cent', (from, to, text) => {
    expect(changePercent(from, to)).toBe(text)
  })
})
