import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { proxyFor } from './proxy.ts'

describe('proxyFor(url)', () => {
  beforeEach(() => {
    for (const name of ['http_proxy', 'https_proxy', 'no_proxy', 'all_proxy', 'ALL_PROXY']) vi.stubEnv(name, '')
    vi.stubEnv('HTTPS_PROXY', 'http://secure.invalid:3128')
    vi.stubEnv('HTTP_PROXY', 'http://plain.invalid:3128')
    vi.stubEnv('NO_PROXY', 'direct.invalid,.inside.invalid')
  })
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  it.each([
    ['https://far.invalid/path', 'http://secure.invalid:3128'],
    ['wss://far.invalid', 'http://secure.invalid:3128'],
    ['ws://far.invalid', 'http://plain.invalid:3128'],
    ['http://far.invalid', 'http://plain.invalid:3128'],
    ['wss://direct.invalid', undefined],
    ['https://a.inside.invalid', undefined],
    ['ws://127.0.0.1:8080', undefined],
    ['http://127.9.9.9', undefined],
    ['ws://localhost:8080', undefined],
    ['http://[::1]:8080', undefined],
    ['http://localhost.invalid', 'http://plain.invalid:3128'],
    ['nonsense', undefined],
  ])('leads %s through %s', (url, proxy) => {
    expect(proxyFor(url)).toBe(proxy)
  })

  it('names none where the environment names none', () => {
    vi.stubEnv('HTTPS_PROXY', '')
    expect(proxyFor('https://far.invalid')).toBeUndefined()
  })
})
