import { describe, expect, it } from 'vitest'
import { ScriptedFeed } from '../testing/scripted-feed.ts'

const gone = { kind: 'reset', detail: 'gone' } as const

describe('a connection', () => {
  it('is dialled again after a wait that doubles up to half a minute, each time drawn anew', () => {
    const feed = new ScriptedFeed().name()
    feed.world.dice = 0.999_999
    const waits: number[] = []
    for (let n = 0; n < 8; n++) {
      feed.wire().socket.end({ kind: 'refused', detail: 'nobody' })
      waits.push(Math.round(feed.of('disconnected').at(-1)!.retryInUs / 1e6))
      feed.world.advanceSeconds(30)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30, 30])
    expect(feed.world.sockets).toHaveLength(9)
    feed.world.dice = 0
    feed.wire().socket.end(gone)
    expect(feed.of('disconnected').at(-1)).toMatchObject({ fault: gone, retryInUs: 0 })
  })

  it('is not dialled within a second of the last dial, however short the wait', () => {
    const feed = new ScriptedFeed().name()
    feed.world.dice = 0
    feed.wire().socket.end(gone)
    feed.world.advanceSeconds(0.99)
    expect(feed.world.sockets).toHaveLength(1)
    feed.world.advanceSeconds(0.01)
    expect(feed.world.sockets).toHaveLength(2)
  })

  it('that stood for ten seconds fails for the first time', () => {
    const feed = new ScriptedFeed().name()
    feed.world.dice = 0.5
    for (let n = 0; n < 4; n++) {
      feed.wire().socket.end(gone)
      feed.world.advanceSeconds(30)
    }
    const wire = feed.wire()
    wire.socket.open()
    expect(feed.of('connected')).toMatchObject([{ attempt: 5 }])
    wire.beat(9).socket.end(gone)
    expect(feed.of('disconnected').at(-1)!.retryInUs).toBe(8_000_000)
    feed.world.advanceSeconds(30)
    const next = feed.wire()
    next.socket.open()
    next.beat(10).socket.end(gone)
    expect(feed.of('disconnected').at(-1)!.retryInUs).toBe(500_000)
  })

  it('is stale and ended after five seconds without a frame', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    feed.world.advanceSeconds(4.9)
    expect(feed.events).toEqual([])
    feed.world.advanceSeconds(0.1)
    expect(feed.events.map(({ kind }) => kind)).toEqual(['stale', 'disconnected', 'resyncing'])
    expect(feed.of('stale')).toMatchObject([{ connection: 'ws1', silentUs: 5_000_000 }])
    expect(feed.of('disconnected')).toMatchObject([{ fault: { kind: 'silent', detail: 'nothing received for 5.0 s' } }])
    expect(feed.driver.book('A-USD')?.state).toBe('stale')
    feed.world.advance(0)
    expect(wire.socket.state).toBe('over')
    expect(feed.driver.health().checks.liveness.failed).toBe(1)
  })

  it('lives while anything comes, heartbeats or not', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    for (let n = 0; n < 20; n++) {
      feed.world.advanceSeconds(1)
      wire.update('A-USD', [['bid', '98', String(n + 1)]])
    }
    expect(feed.of('stale')).toEqual([])
    expect(feed.driver.health().checks.liveness).toMatchObject({ failed: 0 })
  })

  it('is not blamed for a process that was busy: what waits to be read comes first', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    feed.world.freeze(20_000_000)
    feed.world.advance(0)
    wire.heartbeat().beat(3)
    expect(feed.events).toEqual([])
    feed.world.freeze(20_000_000)
    feed.world.advanceSeconds(1.1)
    expect(feed.events.map(({ kind }) => kind)).toEqual(['stale', 'disconnected', 'resyncing'])
  })

  it('that brings nothing but late frames is ended, after fifty of them', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    for (let n = 0; n < 50; n++) wire.numbered(0, 'heartbeats', [])
    expect(feed.of('disconnected')).toEqual([])
    wire.numbered(0, 'heartbeats', [])
    expect(feed.of('disconnected')).toMatchObject([{ fault: { kind: 'silent', detail: '51 frames, all of them late' } }])
  })

  it('that brings nothing but late frames is ended, after a second of them', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.numbered(0, 'heartbeats', [])
    feed.world.advanceSeconds(0.9)
    wire.numbered(0, 'heartbeats', [])
    expect(feed.of('disconnected')).toEqual([])
    feed.world.advanceSeconds(0.1)
    wire.numbered(0, 'heartbeats', [])
    expect(feed.of('disconnected')).toHaveLength(1)
  })

  it('takes late frames in its stride while others come', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    for (let n = 0; n < 200; n++) {
      wire.numbered(0, 'heartbeats', [])
      if (n % 20 === 0) wire.heartbeat()
      feed.world.advance(20_000)
    }
    expect(feed.of('disconnected')).toEqual([])
    expect(feed.of('late')).toHaveLength(200)
    expect(feed.driver.health().connections).toMatchObject([{ late: 200, gaps: 0 }])
  })

  it('subscribes everything on a new socket, and hears no word of the old one', () => {
    const feed = new ScriptedFeed()
    const old = feed.synced()
    old.socket.end(gone)
    feed.world.advanceSeconds(1)
    const wire = feed.wire()
    old.update('A-USD', [['bid', '98', '1']])
    old.socket.open()
    expect(feed.of('connected')).toEqual([])
    wire.socket.open()
    feed.world.advanceSeconds(1)
    expect(wire.asked).toEqual(['level2', 'market_trades', 'ticker', 'candles', 'heartbeats'].map((channel) => `subscribe ${channel}`))
    expect(old.messages('subscribe', 'level2')).toHaveLength(1)
    expect(feed.driver.health().connections).toMatchObject([{ state: 'open', reconnects: 1, lastFault: gone }])
  })

  it('has frames timed by the clocks, but for those that came before they were sent', () => {
    const feed = new ScriptedFeed({ channels: ['market_trades'] }).name()
    const wire = feed.wire()
    wire.socket.open()
    expect(feed.driver.health().connections[0]!.latency).toBeNull()
    const text = (sentMs: number, sequence: number): string =>
      JSON.stringify({
        channel: 'heartbeats',
        timestamp: new Date(feed.world.nowUs() / 1000 - sentMs).toISOString(),
        sequence_num: sequence,
        events: [],
      })
    wire.socket.text(text(-500, 0))
    expect(feed.driver.health().connections[0]!.latency).toBeNull()
    for (let n = 1; n <= 99; n++) wire.socket.text(text(40, n))
    wire.socket.text(text(400, 100))
    const latency = feed.driver.health().connections[0]!.latency!
    expect(latency.p50Us / 40_000).toBeCloseTo(1, 1)
    expect(latency.maxUs / 400_000).toBeCloseTo(1, 1)
    expect(latency.p99Us).toBeLessThanOrEqual(latency.maxUs)
  })
})
