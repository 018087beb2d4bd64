import { levelChanges } from '@of/core'
import { describe, expect, it } from 'vitest'
import { ScriptedFeed, TOUCH } from '../testing/scripted-feed.ts'

const TWO = { products: ['A-USD', 'B-USD'] }

function states(feed: ScriptedFeed): readonly string[] {
  return feed.driver.health().products.map(({ product, book }) => `${product} ${book}`)
}

describe('a book', () => {
  it('is told once a snapshot of it has come, before any acknowledgement', () => {
    const feed = new ScriptedFeed().name()
    const wire = feed.wire()
    wire.socket.open()
    expect(states(feed)).toEqual(['A-USD empty'])
    wire.snapshot('A-USD').update('A-USD', [['bid', '99.5', '2']])
    const touch = levelChanges([
      { side: 'bid', price: 99, size: 1 },
      { side: 'ask', price: 101, size: 1 },
    ])
    expect(feed.of('book')).toMatchObject([
      { connection: 'ws1', product: 'A-USD', type: 'snapshot', changes: touch },
      { type: 'update', changes: levelChanges([{ side: 'bid', price: 99.5, size: 2 }]) },
    ])
    expect(feed.driver.book('A-USD')).toMatchObject({
      state: 'synced',
      connection: 'ws1',
      sequence: 1,
      book: { bids: { bestPrice: 99.5 } },
    })
    expect(feed.of('resynced')).toEqual([])
  })

  it('is lost with a frame of its connection, whatever the frame was, and replaced by one request for all', () => {
    const feed = new ScriptedFeed(TWO)
    const wire = feed.synced()
    wire.lose().heartbeat()
    expect(feed.events.map(({ kind }) => kind)).toEqual(['gap', 'resyncing', 'resyncing'])
    expect(feed.of('gap')).toMatchObject(
      [{ expected: 9, received: 10, products: ['A-USD', 'B-USD'] }].map((gap) => ({ products: gap.products })),
    )
    expect(states(feed)).toEqual(['A-USD resyncing', 'B-USD resyncing'])
    expect(feed.driver.book('A-USD')!.book.bids).toMatchObject({ depth: 0 })
    feed.world.advanceSeconds(0.1)
    expect(wire.asked.slice(5)).toEqual(['unsubscribe level2'])
    wire.over()
    expect(wire.asked.slice(5)).toEqual(['unsubscribe level2', 'subscribe level2'])
    expect(wire.socket.sent.slice(5).map(({ message }) => message.product_ids)).toEqual([TWO.products, TWO.products])
    wire.update('A-USD', [['bid', '98', '1']])
    expect(feed.of('book')).toEqual([])
    wire.snapshot('A-USD')
    expect(feed.of('resynced')).toMatchObject([{ product: 'A-USD', afterUs: 300_000 }])
    expect(states(feed)).toEqual(['A-USD synced', 'B-USD resyncing'])
    expect(feed.driver.health().products[0]).toMatchObject({ resyncs: 1, lastHealUs: 300_000 })
  })

  it('is lost with a frame that cannot be read, alone if that names it', () => {
    const feed = new ScriptedFeed(TWO)
    const wire = feed.synced()
    wire.update('A-USD', [['ask', '98', '1']])
    expect(feed.of('unreadable')).toMatchObject([{ fault: { kind: 'unreadable-frame', channel: 'l2_data' } }])
    expect(states(feed)).toEqual(['A-USD resyncing', 'B-USD synced'])
    wire.socket.text('{"channel":"l2_da')
    expect(states(feed)).toEqual(['A-USD resyncing', 'B-USD resyncing'])
    expect(feed.driver.health().connections).toMatchObject([{ unreadable: 2 }])
  })

  it('whose snapshot was lost is asked for again after a second, not after five', () => {
    const feed = new ScriptedFeed().name()
    const wire = feed.wire()
    wire.socket.open()
    feed.world.advanceSeconds(0.1)
    wire.lose().heartbeat()
    expect(feed.of('gap')).toMatchObject([{ expected: 0, received: 1, products: [] }])
    feed.world.advanceSeconds(1)
    expect(wire.messages('unsubscribe', 'level2')).toHaveLength(1)
  })

  it('is stale while there is no socket, and stands again with the next', () => {
    const feed = new ScriptedFeed()
    feed.synced().socket.end({ kind: 'reset', detail: 'gone' })
    expect(states(feed)).toEqual(['A-USD stale'])
    expect(feed.driver.health().products).toMatchObject([{ bidLevels: 0, askLevels: 0 }])
    expect(feed.of('resyncing')).toMatchObject([{ attempt: 1, reason: 'disconnected' }])
    feed.world.advanceSeconds(2)
    const wire = feed.wire()
    wire.socket.open()
    expect(states(feed)).toEqual(['A-USD resyncing'])
    wire.snapshot('A-USD')
    expect(feed.of('resynced')).toMatchObject([{ product: 'A-USD', afterUs: 2_000_000 }])
  })

  it('stands at once when its snapshot is in the frame that shows the loss', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.lose().snapshot('A-USD')
    expect(feed.events.map(({ kind }) => kind)).toEqual(['gap', 'resyncing', 'resynced', 'book'])
    feed.world.advanceSeconds(3)
    expect(wire.messages('unsubscribe', 'level2')).toEqual([])
  })

  it('is asked for no more than once a second, however many frames are lost', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    for (let n = 0; n < 30; n++) {
      wire.lose().snapshot('A-USD')
      wire.lose().heartbeat()
      feed.world.advance(100_000)
      if (feed.driver.health().products[0]!.book !== 'synced') wire.over()
    }
    const asked = wire.messages('unsubscribe', 'level2')
    expect(asked.length).toBeGreaterThan(2)
    expect(asked.slice(1).every(({ atUs }, n) => atUs - asked[n]!.atUs >= 1_000_000)).toBe(true)
  })

  it('is not asked for once it has come by itself', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.lose().heartbeat()
    feed.world.advance(1)
    wire.over().lose().snapshot('A-USD')
    wire.lose().heartbeat()
    feed.world.advance(500_000)
    wire.snapshot('A-USD')
    feed.world.advanceSeconds(3)
    expect(wire.messages('unsubscribe', 'level2')).toHaveLength(1)
    expect(states(feed)).toEqual(['A-USD synced'])
  })

  it('that does not come within five seconds is asked for again, and then the socket is given up', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.lose().heartbeat()
    wire.over().acknowledge().beat(4)
    expect(wire.messages('unsubscribe', 'level2')).toHaveLength(1)
    wire.beat(2)
    expect(wire.messages('unsubscribe', 'level2')).toHaveLength(2)
    wire.over().acknowledge()
    expect(feed.of('resyncing').map(({ attempt, reason }) => [attempt, reason])).toEqual([
      [1, expect.stringMatching(/^sequence gap/)],
      [2, 'no snapshot of A-USD within 5 s'],
    ])
    wire.beat(3)
    expect(feed.of('disconnected')).toEqual([])
    wire.beat(3)
    expect(feed.of('disconnected')).toMatchObject([{ fault: { kind: 'silent', detail: 'no snapshot of A-USD within 5 s, twice' } }])
  })

  it('has five seconds from the last snapshot of its connection: large ones take their time', () => {
    const feed = new ScriptedFeed(TWO).name()
    const wire = feed.wire()
    wire.socket.open()
    wire.acknowledge()
    wire.beat(4).snapshot('A-USD').beat(4)
    expect(wire.messages('unsubscribe', 'level2')).toEqual([])
    wire.beat(2)
    expect(wire.messages('unsubscribe', 'level2').map(({ message }) => message.product_ids)).toEqual([['B-USD']])
  })

  it('of a product that the venue does not know is no reason to give the socket up', () => {
    const feed = new ScriptedFeed({ products: ['A-USD', 'TYPO-USD'] }).name()
    const wire = feed.wire()
    wire.socket.open()
    wire.snapshot('A-USD')
    feed.world.advanceSeconds(0.5)
    const held = ['A-USD']
    wire.acknowledge({ level2: held, market_trades: held, ticker: held, candles: held, heartbeats: ['heartbeats'] })
    wire.beat(60)
    expect(feed.of('disconnected')).toEqual([])
    expect(feed.of('not-subscribed').map(({ channel, products }) => [channel, products])).toEqual(
      ['level2', 'market_trades', 'ticker', 'candles'].map((channel) => [channel, ['TYPO-USD']]),
    )
    expect(states(feed)).toEqual(['A-USD synced', 'TYPO-USD empty'])
    expect(feed.driver.health().checks.subscription.failed).toBeGreaterThan(2)
  })

  it('that is crossed after a whole frame is replaced, and not believed again before its snapshot', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.update('A-USD', [['bid', '101', '1']])
    expect(feed.events.map(({ kind }) => kind)).toEqual(['suspect', 'resyncing'])
    expect(feed.of('suspect')).toMatchObject([{ check: 'crossed', detail: 'best bid 101, best ask 101' }])
    wire.update('A-USD', [['bid', '101', '0']])
    expect(states(feed)).toEqual(['A-USD resyncing'])
    expect(feed.of('book')).toEqual([])
    feed.world.advance(1)
    wire.over().snapshot('A-USD')
    expect(states(feed)).toEqual(['A-USD synced'])
    expect(feed.driver.health().checks.crossed).toMatchObject({ failed: 1 })
  })

  it('may be crossed inside a frame', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.update('A-USD', [
      ['bid', '102', '1'],
      ['offer', '101', '0'],
      ['offer', '103', '1'],
    ])
    expect(feed.events.map(({ kind }) => kind)).toEqual(['book'])
  })

  it('that is found crossed again and again is replaced ever more rarely', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    let answeredTo = 0
    for (let n = 0; n < 600; n++) {
      const asked = wire.messages('subscribe', 'level2').length
      if (asked > answeredTo) wire.snapshot('A-USD', [...TOUCH, ['bid', '102', '1']]).acknowledge()
      answeredTo = asked
      feed.world.advance(100_000)
      wire.heartbeat()
      if (wire.messages('unsubscribe', 'level2').length >= asked) wire.over()
    }
    const asked = wire.messages('unsubscribe', 'level2')
    const apart = asked.slice(1).map(({ atUs }, n) => Math.round((atUs - asked[n]!.atUs) / 1e6))
    expect(apart).toEqual([1, 2, 4, 8, 16])
  })

  it('is suspect when three tickers in a row do not show its best prices', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.ticker('A-USD', '99', '101').ticker('A-USD', '99', '100').ticker('A-USD', '98', '101')
    wire.beat(2)
    expect(feed.of('suspect')).toEqual([])
    wire.ticker('A-USD', '98', '100')
    wire.beat(2)
    expect(feed.of('suspect')).toMatchObject([{ check: 'ticker', product: 'A-USD' }])
    wire.update('A-USD', [['bid', '98', '1']])
    expect(feed.of('book')).toEqual([])
    expect(states(feed)).toEqual(['A-USD resyncing'])
    expect(feed.driver.health().checks.ticker).toMatchObject({ checked: 4, passed: 1, failed: 3 })
  })

  it('is not held against late tickers, nor is anybody told of them', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.numbered(0, 'ticker', [
      { type: 'update', tickers: [{ type: 'ticker', product_id: 'A-USD', price: '1', best_bid: '1', best_ask: '2' }] },
    ])
    wire.beat(3)
    expect(feed.of('ticker')).toEqual([])
    expect(feed.driver.health().checks.ticker.checked).toBe(0)
  })

  it('is not suspect for tickers that a later book state agrees with', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    for (let n = 0; n < 10; n++) {
      const best = `${99 + (n + 1) / 100}`
      wire.ticker('A-USD', best, '101')
      feed.world.advance(200_000)
      wire.update('A-USD', [['bid', best, '1']])
    }
    wire.beat(3)
    expect(feed.of('suspect')).toEqual([])
    expect(feed.driver.health().checks.ticker).toMatchObject({ checked: 10, passed: 10 })
  })

  it('that the venue no longer lists is lost', () => {
    const feed = new ScriptedFeed(TWO)
    const wire = feed.synced()
    wire.acknowledge({ level2: ['B-USD'], heartbeats: ['heartbeats'] })
    expect(states(feed)).toEqual(['A-USD resyncing', 'B-USD synced'])
  })

  it('is subscribed again when the venue tells that the old subscription is over, and not kept from a snapshot of that', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.lose().heartbeat()
    feed.world.advance(200_000)
    expect(wire.asked.at(-1)).toBe('unsubscribe level2')
    wire.snapshot('A-USD').update('A-USD', [['bid', '98', '1']])
    expect(states(feed)).toEqual(['A-USD resyncing'])
    expect(feed.of('book')).toEqual([])
    wire.over()
    expect(wire.asked.slice(-2)).toEqual(['unsubscribe level2', 'subscribe level2'])
    wire.snapshot('A-USD').acknowledge()
    expect(states(feed)).toEqual(['A-USD synced'])
  })

  it('is unsubscribed once, however many frames are lost meanwhile, and subscribed again after five seconds without an answer', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    for (let n = 0; n < 4; n++) {
      wire.lose().heartbeat()
      feed.world.advanceSeconds(1)
    }
    expect(wire.messages('unsubscribe', 'level2')).toHaveLength(1)
    expect(wire.messages('subscribe', 'level2')).toHaveLength(1)
    wire.beat(2)
    expect(wire.messages('subscribe', 'level2')).toHaveLength(2)
    expect(feed.of('not-subscribed')).toEqual([])
    wire.snapshot('A-USD')
    expect(states(feed)).toEqual(['A-USD synced'])
  })

  it('is not kept from a snapshot that comes before the proof of identity that its new subscription waits for', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    const tokens: ((token: string) => void)[] = []
    Object.assign(feed.world, { token: (done: (token: string) => void) => tokens.push(done) })
    wire.lose().heartbeat()
    wire.over()
    expect(wire.asked.at(-1)).toBe('unsubscribe level2')
    wire.snapshot('A-USD')
    expect(states(feed)).toEqual(['A-USD resyncing'])
    tokens[0]!('token')
    expect(wire.asked.at(-1)).toBe('subscribe level2')
    wire.snapshot('A-USD')
    expect(states(feed)).toEqual(['A-USD synced'])
  })

  it('is what its newest snapshot says, and nothing of what it was before', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.snapshot('A-USD', [
      ['bid', '98', '2'],
      ['offer', '102', '2'],
    ])
    expect(feed.driver.health().products).toMatchObject([{ bidLevels: 1, askLevels: 1 }])
  })

  it('that the venue has listed is lost when it no longer does, whatever came between', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire
      .update('A-USD', [['bid', '99', '2']])
      .snapshot('A-USD')
      .beat(2)
    expect(states(feed)).toEqual(['A-USD synced'])
    wire.acknowledge({ heartbeats: ['heartbeats'] })
    expect(states(feed)).toEqual(['A-USD resyncing'])
  })

  it('of a product that nobody asked for is passed over', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.snapshot('Z-USD').update('Z-USD', [['bid', '1', '1']])
    expect(feed.events).toEqual([])
    expect(feed.driver.book('Z-USD')).toBeUndefined()
  })

  it('comes anew when what was told is void', () => {
    const feed = new ScriptedFeed(TWO)
    const wire = feed.synced()
    feed.driver.resync('overrun')
    expect(feed.of('resyncing').map(({ product, reason }) => [product, reason])).toEqual([
      ['A-USD', 'overrun'],
      ['B-USD', 'overrun'],
    ])
    wire.over()
    expect(wire.asked.slice(-2)).toEqual(['unsubscribe level2', 'subscribe level2'])
  })

  it('is only followed on the channel of books', () => {
    const feed = new ScriptedFeed({ channels: ['market_trades'] }).name()
    const wire = feed.wire()
    wire.socket.open()
    feed.world.advanceSeconds(1)
    expect(wire.asked).toEqual(['subscribe market_trades', 'subscribe heartbeats'])
    wire.acknowledge().beat(30)
    expect(feed.of('disconnected')).toEqual([])
    expect(feed.driver.book('A-USD')).toBeUndefined()
  })
})

describe('subscriptions', () => {
  it('that are missing three seconds after they were asked for are told once, and asked for ever more rarely', () => {
    const feed = new ScriptedFeed({ channels: ['market_trades', 'ticker'] }).name()
    const wire = feed.wire()
    wire.socket.open()
    wire.acknowledge({ ticker: ['A-USD'], heartbeats: ['heartbeats'] })
    expect(feed.of('subscribed').map(({ channel, products }) => [channel, products])).toEqual([
      ['ticker', ['A-USD']],
      ['heartbeats', ['heartbeats']],
    ])
    wire.beat(130)
    expect(feed.of('not-subscribed')).toMatchObject([{ connection: 'ws1', channel: 'market_trades', products: ['A-USD'] }])
    const asked = wire.messages('subscribe', 'market_trades').map(({ atUs }) => Math.round((atUs - wire.socket.dialledUs) / 1e6))
    expect(asked).toEqual([0, 3, 6, 12, 24, 48, 96])
    wire.acknowledge()
    expect(feed.of('subscribed').at(-1)).toMatchObject({ channel: 'market_trades', products: ['A-USD'] })
  })

  it('wait a second when the venue says that it was too much', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.socket.text('{"type":"error","message":"rate limit exceeded"}')
    expect(feed.of('unreadable')).toMatchObject([{ fault: { kind: 'venue-error', message: 'rate limit exceeded' } }])
    wire.lose().heartbeat()
    feed.world.advanceSeconds(0.9)
    expect(wire.messages('unsubscribe', 'level2')).toEqual([])
    feed.world.advanceSeconds(0.2)
    expect(wire.messages('unsubscribe', 'level2')).toHaveLength(1)
    expect(states(feed)).toEqual(['A-USD resyncing'])
  })
})
