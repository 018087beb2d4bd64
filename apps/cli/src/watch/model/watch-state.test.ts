import type { Arrival } from '@of/coinbase'
import { SECOND_US } from '@of/core'
import { Pipeline } from '@of/pipeline'
import { describe, expect, it } from 'vitest'
import { MadeUpConnection, startMs, book } from '../../testing/made-up-recording.ts'
import { WatchState } from './watch-state.ts'

const startUs = startMs * 1e3
const label = { kind: 'live', isSimulated: true, words: 'made up' } as const

/** Lines of a recording as arrivals of one connection. */
function arrivals(lines: readonly string[]): Arrival[] {
  return lines.map((line) => {
    const [receivedUs = '', connection = '', ...frame] = line.split(' ')
    return { kind: 'frame', receivedUs: Number(receivedUs), connection, frame: Buffer.from(frame.join(' ')) }
  })
}

function healthyLines(connection = new MadeUpConnection()): string[] {
  const lines = [connection.level2(0, 'snapshot', book), connection.trades(0, 'snapshot', [10, 9])]
  for (let second = 1; second <= 5; second++) {
    lines.push(
      connection.level2(second, 'update', [['bid', '100', String(second)]]),
      connection.trades(second, 'update', [10 + second]),
      connection.heartbeat(second),
    )
  }
  return lines
}

function watched(lines: readonly string[]): WatchState {
  const state = new WatchState({ products: ['BTC-USD'] })
  state.take({ arrivals: arrivals(lines), events: [] })
  return state
}

const moment = { label, health: undefined, glanceUs: 0, selected: 0, hasEnded: false }

describe('WatchState', () => {
  it('shows the product that was asked for before anything of it came', () => {
    const model = watched([]).model({ ...moment, nowUs: startUs })
    expect(model.products).toMatchObject([{ product: 'BTC-USD', features: undefined, bids: [] }])
    expect(model.chip).toMatchObject({ word: 'SIM', state: 'waiting' })
  })

  it('shows the book, the tape and a point a second', () => {
    const [product] = watched(healthyLines()).model({ ...moment, nowUs: startUs + 5_040_000 }).products
    expect(product?.bids).toEqual([
      { price: 100, size: 5, total: 500 },
      { price: 99.99, size: 3, total: 799.97 },
    ])
    expect(product).toMatchObject({ decimals: 2, price: 100.01, bookState: 'synced' })
    expect(product?.tape).toHaveLength(4)
    expect(product?.series.cvd.length).toBeGreaterThanOrEqual(5)
    expect(product?.quality).toMatchObject({ sequence: 16, gaps: 0 })
  })

  it('says by the clock on the wall that nothing comes any more', () => {
    const state = watched(healthyLines())
    const fresh = state.model({ ...moment, nowUs: startUs + 6_000_000 })
    const silent = state.model({ ...moment, nowUs: startUs + 19_030_000 })
    expect([fresh.isStale, fresh.chip.word]).toEqual([false, 'SIM'])
    expect([silent.isStale, silent.chip]).toEqual([true, { word: 'STALE', state: '14 s', tone: 'crit' }])
    expect(silent.clockUs - fresh.clockUs).toBe(13_030_000)
    expect(silent.products[0]?.series.cvd.slice(-14)).toEqual(Array.from({ length: 14 }, () => 'gap'))
    expect(silent.products[0]?.price).toBe(100.01)
  })

  it('takes the book away when frames were lost, and says why', () => {
    const connection = new MadeUpConnection()
    const lines = healthyLines(connection)
    connection.heartbeat(6)
    const state = watched([...lines, connection.heartbeat(7), connection.heartbeat(8), connection.heartbeat(9)])
    const model = state.model({ ...moment, nowUs: startUs + 9_040_000 })
    expect(model.products[0]).toMatchObject({ bids: [], asks: [], bookState: 'resyncing' })
    expect(model.trouble?.text).toContain('expected 17, received 18')
    expect(model.products[0]?.series.ofi.at(-1)).toBe('gap')
    expect(model.products[0]?.quality).toMatchObject({ gaps: 1, lostFrames: 1 })
  })

  it('shows the same of a pipeline that is fed elsewhere, which it does not feed again', () => {
    const connection = new MadeUpConnection()
    const lines = healthyLines(connection)
    connection.heartbeat(6)
    lines.push(
      connection.heartbeat(7),
      connection.level2(8, 'snapshot', book),
      connection.trades(9, 'update', [20, 19]),
      connection.heartbeat(70),
    )
    const own = new WatchState({ products: [] })
    const pipeline = new Pipeline({ tell: 'all', sampleEveryUs: SECOND_US, keepDecisions: 1 })
    const fed = new WatchState({ products: [], pipeline })
    const happened = { own: [] as unknown[], fed: [] as unknown[] }
    for (const arrival of arrivals(lines)) {
      happened.own.push(...own.take({ arrivals: [arrival], events: [] }))
      happened.fed.push(...fed.take({ arrivals: [arrival], events: [], told: pipeline.push(arrival) }))
      const [ownModel, fedModel] = [own, fed].map((state) => state.model({ ...moment, nowUs: arrival.receivedUs + 6_000_000 }))
      expect(fedModel).toEqual(ownModel)
    }
    expect(happened.fed).toEqual(happened.own)
    expect(happened.own.length).toBeGreaterThan(60)
    expect(fed.nowUs).toBe(own.nowUs)
  })

  it('does not read again what is not looked at, more than once a second', () => {
    const state = new WatchState({ products: ['BTC-USD', 'ETH-USD'] })
    state.take({ arrivals: arrivals(healthyLines()), events: [] })
    const at = (glanceUs: number, selected: number): unknown => state.model({ ...moment, nowUs: undefined, glanceUs, selected }).products[0]
    const first = at(0, 1)
    expect(at(900_000, 1)).toBe(first)
    expect(at(1_100_000, 1)).not.toBe(first)
    expect(at(1_200_000, 0)).not.toBe(at(1_200_000, 0))
  })
})
