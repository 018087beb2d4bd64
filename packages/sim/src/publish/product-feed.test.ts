import { describe, expect, it } from 'vitest'
import { bitcoin } from '../product.ts'
import type { MessageSubject } from '../wire/message.ts'
import { ProductFeed, type Subscriber } from './product-feed.ts'

const startUs = 1_790_000_000_000_000
const channels = ['level2', 'market_trades', 'ticker', 'ticker_batch', 'candles'] as const

function open(): ProductFeed {
  const feed = new ProductFeed({ spec: { ...bitcoin, levels: 30 }, seed: 1, startUs })
  feed.advance(startUs + 60_000_000)
  return feed
}

function subscriber(): Subscriber & { readonly received: { readonly leaveUs: number; readonly subject: MessageSubject }[] } {
  const received: { readonly leaveUs: number; readonly subject: MessageSubject }[] = []
  return { received, send: (leaveUs, { subject }) => received.push({ leaveUs, subject }) }
}

/** Publishes everything that falls due in some seconds. */
function publish(feed: ProductFeed, fromUs: number, seconds: number): void {
  for (let nowUs = fromUs; nowUs < fromUs + seconds * 1_000_000; nowUs += 10_000) {
    for (const { periodUs, phaseUs, publish: run } of feed.publications) {
      const sinceUs = (nowUs - startUs - phaseUs) % periodUs
      if (sinceUs < 0 || sinceUs >= 10_000) continue
      feed.advance(nowUs)
      run(nowUs)
    }
  }
}

describe('ProductFeed', () => {
  it.each(channels)('sends a snapshot of %s, then updates, and nothing more to who has left', (channel) => {
    const feed = open()
    const fromUs = startUs + 60_000_000
    const [staying, leaving] = [subscriber(), subscriber()]
    for (const one of [staying, leaving]) expect(feed.join(channel, one, fromUs)).toBe(one.received[0]?.leaveUs)
    publish(feed, fromUs, 12)
    feed.leave(channel, leaving)
    const { length } = leaving.received
    expect(staying.received).toEqual(leaving.received)
    publish(feed, fromUs + 12_000_000, 12)
    expect([leaving.received.length, length]).toEqual([length, length])
    expect(staying.received.length).toBeGreaterThan(length)
    const [first, ...others] = staying.received.map(({ subject }) => subject)
    expect(first).toMatchObject({ type: 'snapshot', products: ['BTC-USD'] })
    expect(others.every(({ type }) => type === 'update')).toBe(true)
  })

  it('publishes no batch of a price that did not change', () => {
    const calm = { ...bitcoin, levels: 30, takerOrdersPerSecond: 1e-9, makerUpdatesPerSecond: 1e-9 }
    const feed = new ProductFeed({ spec: calm, seed: 1, startUs })
    const follower = subscriber()
    for (const channel of channels) feed.join(channel, follower, startUs)
    publish(feed, startUs, 20)
    const updates = follower.received.filter(({ subject }) => subject.type === 'update')
    expect(updates.filter(({ subject }) => subject.channel === 'market_trades')).toEqual([])
    expect(updates.filter(({ subject }) => subject.channel === 'ticker_batch').length).toBeLessThanOrEqual(1)
  })
})
