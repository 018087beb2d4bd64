import { describe, expect, it } from 'vitest'
import { exchangeTrades, ScriptedFeed } from '../testing/scripted-feed.ts'
import { answered } from '../testing/scripted-world.ts'

const pageOf = (after: number, limit: number): string => `/products/A-USD/trades?after=${after}&limit=${limit}`

/** Ids that were told, as they were told. */
function told(feed: ScriptedFeed): readonly string[] {
  return feed.of('trades').map(({ origin, trades }) => `${origin} ${trades.map(({ id }) => id).join(' ')}`)
}

function paths(feed: ScriptedFeed): readonly string[] {
  return feed.world.requests.map(({ path }) => path)
}

describe('trades', () => {
  it('of a first snapshot are history; each later one is told once, by ascending id', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.ids('snapshot', 'A-USD', 12, 11, 10)
    expect(told(feed)).toEqual([])
    wire.ids('update', 'A-USD', 15, 14, 13, 12).ids('snapshot', 'A-USD', 16, 15, 14).ids('update', 'A-USD', 13, 12)
    expect(told(feed)).toEqual(['live 13 14 15', 'live 16'])
    expect(feed.driver.health().checks['trade-ids']).toMatchObject({ checked: 4, passed: 4 })
  })

  it('that do not come are asked for half a second later, and told', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.ids('snapshot', 'A-USD', 10).ids('update', 'A-USD', 14)
    feed.world.advanceSeconds(0.49)
    expect([paths(feed), feed.of('missing-trades')]).toEqual([[], []])
    feed.world.advanceSeconds(0.01)
    expect(feed.of('missing-trades')).toMatchObject([{ product: 'A-USD', from: 11, to: 13 }])
    expect(paths(feed)).toEqual([pageOf(14, 3)])
    expect(feed.driver.health().products).toMatchObject([{ missingTrades: 3 }])
    feed.answer('/products/A-USD/trades', exchangeTrades([13, 12, 11]))
    expect(told(feed)).toEqual(['live 14', 'backfill 11 12 13'])
    expect(feed.of('backfilled')).toMatchObject([{ trades: 3, stillMissing: 0 }])
    expect(feed.of('trades')[1]!.trades[0]).toMatchObject({ id: 11, aggressor: 'sell' })
    expect(feed.driver.health()).toMatchObject({
      checks: { 'trade-ids': { checked: 4, failed: 3 } },
      products: [{ missingTrades: 0, backfilledTrades: 3 }],
    })
    feed.world.advanceSeconds(3)
    expect(paths(feed)).toEqual([])
  })

  it('of late frames fill the gap before anybody asks', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.ids('snapshot', 'A-USD', 10)
    const late = wire.next
    wire.lose().ids('update', 'A-USD', 12)
    const time = new Date(feed.world.nowUs() / 1000).toISOString()
    const trade = { product_id: 'A-USD', trade_id: '11', price: '1', size: '1', time, side: 'BUY' }
    wire.numbered(late, 'market_trades', [{ type: 'update', trades: [trade] }])
    feed.world.advanceSeconds(3)
    expect(told(feed)).toEqual(['live 12', 'live 11'])
    expect(paths(feed)).toEqual([])
    expect(feed.of('missing-trades')).toEqual([])
  })

  it('that were missed while there was no connection are asked for, those of the snapshot too', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.ids('snapshot', 'A-USD', 10).ids('update', 'A-USD', 11)
    wire.socket.end({ kind: 'reset', detail: 'gone' })
    feed.world.advanceSeconds(1)
    const next = feed.wire()
    next.socket.open()
    next.ids('snapshot', 'A-USD', 20, 19).ids('update', 'A-USD', 21)
    feed.world.advanceSeconds(1)
    expect(paths(feed)).toEqual([pageOf(21, 9)])
    feed.answer('/products/', exchangeTrades([12, 13, 14, 15, 16, 17, 18, 19, 20]))
    expect(told(feed)).toEqual(['live 11', 'live 21', 'backfill 12 13 14 15 16 17 18 19 20'])
  })

  it('of more than a thousand ids are asked for page by page, the newest first', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.ids('snapshot', 'A-USD', 10).ids('update', 'A-USD', 2511)
    feed.world.advanceSeconds(1)
    expect(paths(feed)).toEqual([pageOf(2511, 1000)])
    feed.answer('/products/', exchangeTrades(Array.from({ length: 1000 }, (_, n) => 1511 + n)))
    feed.world.advanceSeconds(0.2)
    expect(paths(feed)).toEqual([pageOf(1511, 1000)])
    feed.answer('/products/', exchangeTrades(Array.from({ length: 1000 }, (_, n) => 511 + n)))
    feed.world.advanceSeconds(0.2)
    expect(paths(feed)).toEqual([pageOf(511, 500)])
    feed.answer('/products/', exchangeTrades(Array.from({ length: 500 }, (_, n) => 11 + n)))
    expect(feed.driver.health().products).toMatchObject([{ missingTrades: 0, backfilledTrades: 2500 }])
  })

  it('of more than a thousand ids do not wait for those the venue does not have', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.ids('snapshot', 'A-USD', 10).ids('update', 'A-USD', 1211)
    feed.world.advanceSeconds(0.5)
    feed.answer('/products/', [])
    feed.world.advanceSeconds(0.2)
    expect(paths(feed)).toEqual([pageOf(211, 200)])
  })

  it('are told however many come in one frame', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    const ids = Array.from({ length: 150_000 }, (_, n) => n + 11)
    wire.ids('snapshot', 'A-USD', 10).frame('market_trades', [
      {
        type: 'update',
        trades: ids.map((id) => ({
          product_id: 'A-USD',
          trade_id: String(id),
          price: '1',
          size: '1',
          time: '2026-03-01T12:00:00Z',
          side: 'BUY',
        })),
      },
    ])
    expect(feed.of('trades').map(({ trades }) => trades.length)).toEqual([150_000])
  })

  it('are asked for again after a minute when the venue asks to be left alone for years', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.ids('snapshot', 'A-USD', 10).ids('update', 'A-USD', 12)
    feed.world.advanceSeconds(0.5)
    feed.world.requests[0]!.answer({ ok: false, fault: { kind: 'rate-limited', detail: 'slow down', status: 429, retryAfterMs: 1e11 } })
    wire.beat(59)
    expect(paths(feed)).toEqual([])
    wire.beat(2)
    expect(paths(feed)).toEqual([pageOf(12, 1)])
  })

  it('of scattered ids are asked for together', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.ids('snapshot', 'A-USD', 10).ids('update', 'A-USD', 12, 15, 20)
    feed.world.advanceSeconds(1)
    expect(feed.of('missing-trades').map(({ from, to }) => [from, to])).toEqual([
      [11, 11],
      [13, 14],
      [16, 19],
    ])
    expect(paths(feed)).toEqual([pageOf(20, 9)])
    feed.answer('/products/', exchangeTrades([11, 12, 13, 14, 15, 16, 17, 18, 19]))
    expect(told(feed)).toEqual(['live 12 15 20', 'backfill 11 13 14 16 17 18 19'])
  })

  it('that the venue does not have yet are asked for again, ever more rarely, and given up five minutes after the last that came', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.ids('snapshot', 'A-USD', 10).ids('update', 'A-USD', 13)
    const asked: number[] = []
    const startUs = feed.world.nowUs()
    for (let n = 0; n < 6000; n++) {
      feed.world.advance(100_000)
      if (n % 10 === 0) wire.heartbeat()
      feed.world.answerAll((request) => {
        asked.push(Math.round((request.atUs - startUs) / 1e6))
        return answered(exchangeTrades(asked.length === 8 ? [12] : []))
      })
    }
    expect(asked).toEqual([1, 2, 4, 8, 16, 32, 64, 124, 184, 244, 304, 364, 424])
    expect(feed.driver.health().products).toMatchObject([{ missingTrades: 1, backfilledTrades: 1 }])
    expect(feed.of('backfilled').at(-1)).toMatchObject({ stillMissing: 1 })
    expect(feed.of('missing-trades')).toHaveLength(1)
  })

  it('are asked for again when a request fails, and not before the venue allows', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.ids('snapshot', 'A-USD', 10).ids('update', 'A-USD', 12)
    feed.world.advanceSeconds(0.5)
    feed.world.requests[0]!.answer({ ok: false, fault: { kind: 'rate-limited', detail: 'slow down', status: 429, retryAfterMs: 7000 } })
    wire.beat(6)
    expect(paths(feed)).toEqual([])
    wire.beat(2)
    feed.answer('/products/', '<html>')
    expect(feed.of('request-failed').map(({ fault }) => fault.kind)).toEqual(['rate-limited', 'unreadable-answer'])
    wire.beat(4)
    feed.answer('/products/', exchangeTrades([11]))
    expect(told(feed)).toEqual(['live 12', 'backfill 11'])
  })

  it('of a product that the Exchange does not have are not asked for again', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.ids('snapshot', 'A-USD', 10).ids('update', 'A-USD', 12)
    feed.world.advanceSeconds(0.5)
    feed.world.requests[0]!.answer({ ok: false, fault: { kind: 'http', detail: 'NotFound', status: 404 } })
    wire.beat(100)
    expect(paths(feed)).toEqual([])
    expect(feed.driver.health().products).toMatchObject([{ missingTrades: 1 }])
  })

  it('newer than the newest that came are left to the wire', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.ids('snapshot', 'A-USD', 10).ids('update', 'A-USD', 12)
    feed.world.advanceSeconds(1)
    feed.answer('/products/', exchangeTrades([14, 13, 12, 11]))
    wire.ids('update', 'A-USD', 14, 13)
    expect(told(feed)).toEqual(['live 12', 'backfill 11', 'live 13 14'])
  })

  it('that were told and that nobody saw are told again', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.ids('snapshot', 'A-USD', 10).ids('update', 'A-USD', 11, 12, 13)
    feed.hush().driver.resync('overrun', new Map([['A-USD', [{ from: 12, to: 13 }]]]))
    feed.world.advanceSeconds(1)
    expect(paths(feed)).toEqual([pageOf(14, 2)])
    feed.answer('/products/', exchangeTrades([13, 12]))
    expect(told(feed)).toEqual(['backfill 12 13'])
  })
})

const START_SECONDS = 1_772_366_400

function candle(startSeconds: number, volume: string): object {
  return { start: String(startSeconds), high: '100', low: '100', open: '100', close: '100', volume, product_id: 'A-USD' }
}

/** Three trades in the second five minutes, and what the venue says of that time. */
function traded(volume: string, lost: boolean): ScriptedFeed {
  const feed = new ScriptedFeed()
  const wire = feed.synced()
  wire.ids('snapshot', 'A-USD', 10).beat(310)
  wire.ids('update', 'A-USD', 11)
  if (!lost) wire.ids('update', 'A-USD', 12)
  wire.ids('update', 'A-USD', 13)
  wire.frame('candles', [{ type: 'update', candles: [candle(START_SECONDS, '5'), candle(START_SECONDS + 300, volume)] }])
  wire.beat(5)
  if (lost) feed.world.requests[0]!.answer({ ok: false, fault: { kind: 'http', detail: 'NotFound', status: 404 } })
  wire.beat(330)
  return feed
}

describe('candles', () => {
  it('are told as they come', () => {
    const feed = traded('3', false)
    expect(feed.of('candles')).toMatchObject([{ product: 'A-USD', widthUs: 300_000_000, candles: [{ volume: 5 }, { volume: 3 }] }])
  })

  it('agree with those that their trades make, but for the one that was under way when the feed began', () => {
    expect(traded('3', false).driver.health().checks.candles).toEqual({
      checked: 1,
      passed: 1,
      failed: 0,
      note: '0.0 bps of the volume missing, A-USD',
    })
  })

  it('show trades that never came', () => {
    expect(traded('3', true).driver.health().checks.candles).toEqual({
      checked: 1,
      passed: 0,
      failed: 1,
      note: '3333.3 bps of the volume missing, A-USD',
    })
  })

  it('are not compared over a time whose trades were thrown away', () => {
    const feed = new ScriptedFeed()
    const wire = feed.synced()
    wire.ids('snapshot', 'A-USD', 10).beat(310)
    wire.ids('update', 'A-USD', 11)
    feed.driver.resync('overrun', new Map([['A-USD', [{ from: 11, to: 11 }]]]))
    wire.over().snapshot('A-USD').beat(2).ids('update', 'A-USD', 12)
    feed.answer('/products/', exchangeTrades([11]))
    wire.frame('candles', [{ type: 'update', candles: [candle(START_SECONDS + 300, '2')] }]).beat(330)
    expect(feed.driver.health()).toMatchObject({ connections: [{ state: 'open' }], checks: { candles: { checked: 0 } } })
  })

  it('whose last word has not come do not show trades as missing', () => {
    expect(traded('2.5', false).driver.health().checks.candles).toMatchObject({ passed: 1 })
  })
})
