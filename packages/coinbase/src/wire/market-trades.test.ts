import { describe, expect, it } from 'vitest'
import { envelopeFrame, MADE, MADE_US, SENT_US, tradesFrame } from '../testing/made-up-frames.ts'
import { readFrame } from './read-frame.ts'

const trade = { product_id: 'MADE-UP', trade_id: '41', price: '10', size: '2', time: MADE, side: 'BUY' }

function frameOf(damage: object): string {
  return envelopeFrame(3, 'market_trades', [{ type: 'update', trades: [{ ...trade, ...damage }] }])
}

describe('marketTrades', () => {
  it('reads trades in our words, the side turned round, ascending by id', () => {
    const text = tradesFrame(22, 'update', 'MADE-UP', [
      ['1100253505', '83284.99', '0.00000003', 'BUY'],
      ['1100253504', '83285', '0.5', 'SELL'],
    ])
    expect(readFrame(text)).toStrictEqual({
      kind: 'trades',
      sequence: 22,
      timeUs: SENT_US,
      unknownKeys: 0,
      events: [
        {
          type: 'update',
          trades: [
            { id: 1_100_253_504, timeUs: MADE_US, price: 83_285, size: 0.5, aggressor: 'buy', product: 'MADE-UP' },
            { id: 1_100_253_505, timeUs: MADE_US, price: 83_284.99, size: 3e-8, aggressor: 'sell', product: 'MADE-UP' },
          ],
        },
      ],
    })
  })

  it('leaves trades of one id in the order they came', () => {
    const text = tradesFrame(22, 'update', 'MADE-UP', [
      ['7', '1', '1', 'BUY'],
      ['5', '2', '1', 'BUY'],
      ['7', '3', '1', 'BUY'],
    ])
    expect(readFrame(text)).toMatchObject({ events: [{ trades: [{ price: 2 }, { price: 1 }, { price: 3 }] }] })
  })

  it.each(['1970-01-01T00:00:00Z', '0001-01-01T00:00:00.000000Z', undefined])('dates a trade of time %s by its frame', (time) => {
    expect(readFrame(frameOf({ time }))).toMatchObject({ kind: 'trades', events: [{ trades: [{ id: 41, timeUs: SENT_US }] }] })
  })

  it.each<[string, object]>([
    ['the side buy', { side: 'buy' }],
    ['an id with a fraction', { trade_id: '41.0' }],
    ['an id that is a number', { trade_id: 41 }],
    ['an id beyond a double', { trade_id: '9007199254740993' }],
    ['a price of zero', { price: '0' }],
    ['a size of zero', { size: '0' }],
    ['a negative size', { size: '-2' }],
    ['a malformed time', { time: 'now' }],
    ['no product', { product_id: '' }],
  ])('fails the frame on %s', (_name, damage) => {
    expect(readFrame(frameOf(damage))).toMatchObject({ kind: 'unreadable', channel: 'market_trades', sequence: 3, touchesBooks: false })
  })

  it('counts the keys it does not know', () => {
    expect(readFrame(frameOf({ bid: '', ask: '' }))).toMatchObject({ kind: 'trades', unknownKeys: 2 })
  })
})
