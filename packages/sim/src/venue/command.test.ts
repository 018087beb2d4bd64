import { describe, expect, it } from 'vitest'
import { readCommand } from './command.ts'

describe('readCommand(text)', () => {
  it('reads a subscription with its channel and products', () => {
    const text = '{"type":"subscribe","product_ids":["ETH-USD","BTC-USD"],"channel":"level2","jwt":"passed over"}'
    expect(readCommand(text)).toEqual({ type: 'subscribe', channel: 'level2', products: ['ETH-USD', 'BTC-USD'] })
  })

  it.each([
    '{"type":"subscribe","channel":"heartbeats"}',
    '{"type":"subscribe","channel":"status"}',
    '{"type":"unsubscribe","channel":"level2"}',
    '{"type":"unsubscribe","channel":"level2","product_ids":[]}',
  ])('needs no products for %s', (text) => {
    expect(readCommand(text)).toMatchObject({ products: undefined })
  })

  it.each([
    ['no JSON', '{"type":'],
    ['no object', '["subscribe"]'],
    ['null', 'null'],
    ['no type', '{"channel":"level2","product_ids":["BTC-USD"]}'],
    ['an unknown type', '{"type":"hello","channel":"level2","product_ids":["BTC-USD"]}'],
    ['no channel', '{"type":"subscribe","product_ids":["BTC-USD"]}'],
    ['the plural that Exchange has', '{"type":"subscribe","channels":["level2"],"product_ids":["BTC-USD"]}'],
    ['products that are no list', '{"type":"subscribe","channel":"level2","product_ids":"BTC-USD"}'],
    ['products that are no names', '{"type":"subscribe","channel":"level2","product_ids":[1]}'],
    ['no products', '{"type":"subscribe","channel":"ticker"}'],
  ])('fails to subscribe to %s', (_name, text) => {
    expect(readCommand(text)).toBe('failure to subscribe')
  })

  it.each(['heartbeat', 'l2_data', 'user', 'futures_balance_summary', 'Level2', ''])(
    'takes channel %j for a failure to authenticate',
    (channel) => {
      expect(readCommand(JSON.stringify({ type: 'subscribe', channel, product_ids: ['BTC-USD'] }))).toBe('authentication failure')
    },
  )
})
