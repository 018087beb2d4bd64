import { describe, expect, it } from 'vitest'
import { addressOf, hostsOf } from './hosts.ts'

describe('addressOf(path, hosts)', () => {
  it.each([
    ['/api/v3/brokerage/time', 'https://api.coinbase.com/api/v3/brokerage/time'],
    ['/products/BTC-USD/trades?after=7', 'https://api.exchange.coinbase.com/products/BTC-USD/trades?after=7'],
  ])('sends %s to %s', (path, address) => {
    expect(addressOf(path, {}).href).toBe(address)
  })
})

describe('hostsOf(options)', () => {
  it.each([
    ["Coinbase's where none is given", {}, {}],
    ["Coinbase's for Coinbase", { url: 'wss://advanced-trade-ws.coinbase.com' }, {}],
    [
      'its own for any other',
      { url: 'ws://127.0.0.1:8080/feed' },
      { restUrl: 'http://127.0.0.1:8080', exchangeUrl: 'http://127.0.0.1:8080' },
    ],
    ['its own, encrypted', { url: 'wss://venue.invalid' }, { restUrl: 'https://venue.invalid', exchangeUrl: 'https://venue.invalid' }],
    [
      "no more than its own for a name that ends like Coinbase's",
      { url: 'wss://notcoinbase.com' },
      { restUrl: 'https://notcoinbase.com', exchangeUrl: 'https://notcoinbase.com' },
    ],
    [
      'what is given',
      { url: 'ws://127.0.0.1:1', restUrl: 'http://a.invalid' },
      { restUrl: 'http://a.invalid', exchangeUrl: 'http://127.0.0.1:1' },
    ],
    ['nothing new for a malformed address', { url: 'nonsense' }, {}],
  ])('are %s', (_name, options, hosts) => {
    expect(hostsOf(options)).toEqual(hosts)
  })
})
