import { readFrame } from '@of/coinbase'
import { startServer } from '@of/sim'
import { describe, expect, it, onTestFinished } from 'vitest'
import { until } from '../testing/until.ts'
import { LiveFeeds } from './live-feeds.ts'
import type { SourceBatch } from './source.ts'

/** Feeds of a simulated venue, and the frames that came of them. */
const following = async (products: readonly string[]) => {
  const server = await startServer({ seed: 3, startUs: Date.now() * 1_000, speed: 4, limits: false })
  const feeds = new LiveFeeds(products, { url: server.url })
  onTestFinished(async () => {
    await feeds.close()
    await server.close()
  })
  const frames: { readonly connection: string; readonly text: string }[] = []
  const running = feeds.run(({ arrivals }: SourceBatch) => {
    for (const arrival of arrivals)
      if (arrival.kind === 'frame') frames.push({ connection: arrival.connection, text: Buffer.from(arrival.frame).toString('utf8') })
  })
  return { feeds, frames, running }
}

type Frames = readonly { readonly text: string }[]

/** Where the venue first said what is subscribed, and that it is this; -1 where it did not. */
const toldOf = (frames: Frames, isMeant: (subscribed: ReadonlySet<string>) => boolean): number =>
  frames.findIndex(({ text }) => {
    const frame = readFrame(text)
    if (frame.kind !== 'subscriptions') return false
    return frame.events.some(({ products }) => isMeant(new Set(Object.values(products).flat())))
  })

describe('LiveFeeds', () => {
  it('lets go of a product that it began with: the venue is told, and nothing of it comes any more', async () => {
    const { feeds, frames } = await following(['BTC-USD', 'ETH-USD'])
    await until(
      async () => await Promise.resolve(toldOf(frames, (subscribed) => subscribed.has('BTC-USD') && subscribed.has('ETH-USD')) >= 0),
    )
    feeds.unfollow('BTC-USD')
    expect([feeds.carries('BTC-USD'), feeds.carries('ETH-USD')]).toEqual([false, true])
    const over = (): number => toldOf(frames, (subscribed) => subscribed.has('ETH-USD') && !subscribed.has('BTC-USD'))
    await until(async () => await Promise.resolve(over() >= 0 && frames.length > over() + 40))
    const later = frames.slice(over() + 1).map(({ text }) => text)
    expect(later.filter((text) => text.includes('"BTC-USD"'))).toEqual([])
    expect(later.some((text) => text.includes('"ETH-USD"'))).toBe(true)
    expect(feeds.health().products.map(({ product }) => product)).toEqual(['ETH-USD'])
  })

  it('follows it again, by a connection of its own', async () => {
    const { feeds, frames } = await following(['BTC-USD', 'ETH-USD'])
    await until(async () => await Promise.resolve(feeds.health().products.length === 2))
    feeds.unfollow('BTC-USD')
    feeds.follow('BTC-USD')
    await until(
      async () => await Promise.resolve(frames.some(({ connection, text }) => connection === '2:ws1' && text.includes('"BTC-USD"'))),
    )
    expect(feeds.health().products.map(({ product }) => product)).toEqual(['ETH-USD', 'BTC-USD'])
  })

  it('ends a connection that carries nothing any more', async () => {
    const { feeds } = await following(['BTC-USD'])
    await until(async () => await Promise.resolve(feeds.health().connections.some(({ state }) => state === 'open')))
    feeds.unfollow('BTC-USD')
    expect(feeds.health().connections).toEqual([])
  })
})
