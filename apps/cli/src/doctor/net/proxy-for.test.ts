import { describe, expect, it } from 'vitest'
import { proxyFor } from './proxy-for.ts'

const venue = 'wss://advanced-trade-ws.coinbase.com'

describe('proxyFor(url, environment)', () => {
  it.each([
    ['none', {}, undefined],
    ['that of HTTPS for a secure WebSocket', { HTTPS_PROXY: 'http://p:3128' }, { variable: 'HTTPS_PROXY', url: 'http://p:3128' }],
    ['the lower-case name first', { HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:2' }, { variable: 'https_proxy', url: 'http://b:2' }],
    [
      'that of all, where HTTPS has none',
      { HTTP_PROXY: 'http://a:1', ALL_PROXY: 'http://c:3' },
      { variable: 'ALL_PROXY', url: 'http://c:3' },
    ],
    ['an address without a scheme', { HTTPS_PROXY: 'p:3128' }, { variable: 'HTTPS_PROXY', url: 'https://p:3128' }],
    ['none for what is excepted by its end', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x.org, .coinbase.com' }, undefined],
    ['none for what is excepted by a star', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*.coinbase.com' }, undefined],
    ['none where all is excepted', { HTTPS_PROXY: 'http://p:1', no_proxy: '*' }, undefined],
    ['none for what is excepted on its port', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'advanced-trade-ws.coinbase.com:443' }, undefined],
    [
      'that of HTTPS for what is excepted on another port',
      { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'advanced-trade-ws.coinbase.com:80' },
      { variable: 'HTTPS_PROXY', url: 'http://p:1' },
    ],
    [
      'that of HTTPS where only the bare end is excepted',
      { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'coinbase.com' },
      { variable: 'HTTPS_PROXY', url: 'http://p:1' },
    ],
  ])('finds %s', (_title, environment, proxy) => {
    expect(proxyFor(venue, environment)).toEqual(proxy)
  })

  it('finds none for this machine', () => {
    expect(proxyFor('ws://127.0.0.1:80', { HTTP_PROXY: 'http://p:1', ALL_PROXY: 'http://p:1' })).toBeUndefined()
  })
})
