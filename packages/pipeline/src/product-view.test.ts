import { describe, expect, it } from 'vitest'
import { Pipeline } from './pipeline.ts'
import { MadeUpConnection, micros, type WireLevel } from './testing/made-up-frames.ts'
import { healthyStream } from './testing/troubled-stream.ts'

const BOOK: readonly WireLevel[] = [
  ['bid', '100', '2'],
  ['bid', '99', '5000'],
  ['offer', '101', '3'],
]

describe('pipeline.view(product)', () => {
  it('knows nothing of a product that nothing was seen of', () => {
    expect(new Pipeline().view('MADE-USD')).toBeUndefined()
  })

  it('shows the same as a report', () => {
    const pipeline = new Pipeline({ decideEveryUs: 5_000_000 })
    for (const arrival of healthyStream) pipeline.push(arrival)
    const { features, signal, quality, timeUs, totals, decisions } = pipeline.report('BTC-USD', { simulated: true })!
    const view = pipeline.view('BTC-USD')!
    expect(view).toMatchObject({
      nowUs: timeUs,
      signal,
      counts: quality,
      audit: quality.aggressorAudit,
      totals,
      bookState: 'synced',
      bookReason: null,
    })
    expect(view.features).toEqual(
      Object.fromEntries(Object.entries(features).map(([name, { unit: _unit, ...reading }]) => [name, reading])),
    )
    expect(view.lastDecision).toEqual(decisions.at(-1))
    expect(view.nextDecisionUs).toBe(view.lastDecision!.timeUs + 5_000_000)
    const { poc, vah, val } = features
    expect(view.profileLevels).toMatchObject({ poc: poc.value, vah: vah.value, val: val.value })
    expect(view.profile!.total).toBeGreaterThan(0)
  })

  it('hands out the book while it is believed, and walls that have been held', () => {
    const pipeline = new Pipeline()
    const wire = new MadeUpConnection('ws.1')
    pipeline.push(wire.level2(1, 'MADE-USD', 'snapshot', BOOK))
    pipeline.push(wire.level2(7, 'MADE-USD', 'update', [['bid', '100', '4']]))
    const bids: (readonly [number, number])[] = []
    pipeline.view('MADE-USD')!.book!.bids.walk((price, size) => bids.push([price, size]) > 0)
    expect(bids).toEqual([
      [100, 4],
      [99, 5_000],
    ])
    expect(pipeline.view('MADE-USD')).toMatchObject(pipeline.book('MADE-USD')!)
    wire.lose(1)
    pipeline.push(wire.heartbeat(7.1))
    expect(pipeline.view('MADE-USD')).toMatchObject({
      book: undefined,
      bookState: 'resyncing',
      bookReason: 'book resyncing: sequence gap: expected 2, received 3',
      walls: [],
      sources: { book: { state: 'unhealthy' }, trades: { state: 'absent' } },
      totals: { trades: null, cvd: null },
    })
    expect(pipeline.view('MADE-USD')).toMatchObject(pipeline.book('MADE-USD')!)
    expect(pipeline.book('NO-NE')).toBeUndefined()
  })

  it('names walls where there are any', () => {
    const pipeline = new Pipeline()
    const wire = new MadeUpConnection('ws.1')
    pipeline.push(
      wire.level2(1, 'MADE-USD', 'snapshot', [
        ['bid', '100', '9000'],
        ['offer', '100.1', '3'],
      ]),
    )
    pipeline.push(wire.heartbeat(7))
    pipeline.push(wire.heartbeat(7.5))
    expect(pipeline.view('MADE-USD')!.walls).toEqual([{ side: 'bid', price: 100, size: 9_000, notional: 900_000, sinceUs: micros(1) }])
    pipeline.push(new MadeUpConnection('ws.2').heartbeat(20))
    expect(pipeline.view('MADE-USD')).toMatchObject({ bookState: 'stale', walls: [] })
  })

  it('calls a book stale whose connection has gone silent', () => {
    const pipeline = new Pipeline()
    const wire = new MadeUpConnection('ws.1')
    pipeline.push(wire.level2(1, 'MADE-USD', 'snapshot', BOOK))
    pipeline.push(wire.heartbeat(2))
    pipeline.push(new MadeUpConnection('ws.2').heartbeat(9))
    expect(pipeline.view('MADE-USD')).toMatchObject({ book: undefined, bookState: 'stale', bookReason: 'stale: nothing received for 7 s' })
  })

  it('names the connection that brings the book, else the trades, and the number it has come to', () => {
    const pipeline = new Pipeline()
    const [one, two] = [new MadeUpConnection('ws.1', 5), new MadeUpConnection('ws.2', 70)]
    pipeline.push(two.subscribed(1, { level2: ['MADE-USD'] }))
    const seen = [pipeline.view('MADE-USD')]
    pipeline.push(two.trades(2, 'MADE-USD', 'update', [[1, '100', '1', 'BUY']]))
    seen.push(pipeline.view('MADE-USD'))
    pipeline.push(one.level2(3, 'MADE-USD', 'snapshot', BOOK))
    pipeline.push(two.heartbeat(4))
    seen.push(pipeline.view('MADE-USD'))
    pipeline.push(one.opened(5))
    seen.push(pipeline.view('MADE-USD'))
    expect(seen.map((view) => [view?.connection, view?.sequence])).toEqual([
      [undefined, undefined],
      ['ws.2', 71],
      ['ws.1', 5],
      ['ws.1', undefined],
    ])
  })

  it('reads the profile from bins where it cannot be told by ticks', () => {
    const pipeline = new Pipeline()
    const wire = new MadeUpConnection('ws.1')
    for (let id = 1; id <= 10; id++) pipeline.push(wire.trades(id / 10, 'MADE-USD', 'update', [[id, String(100 + id), '1', 'BUY']]))
    const { profile, profileLevels, features } = pipeline.view('MADE-USD')!
    expect(features.poc.value).toBeNull()
    expect(profile).toMatchObject({ rule: 'bins', total: 10 })
    expect(profileLevels!.poc).toBe(features.binsPoc.value)
  })

  it('changes no result', () => {
    const runs = [true, false].map((looks) => {
      const pipeline = new Pipeline({ sampleEveryUs: 1_000_000 })
      const events = healthyStream.flatMap((arrival) => {
        if (looks) for (const product of pipeline.products) pipeline.view(product)
        return pipeline.push(arrival)
      })
      return { events, checkpoint: pipeline.report('BTC-USD', { simulated: true }) }
    })
    expect(runs[0]).toEqual(runs[1])
  })

  it('shows at most as many decisions as are kept', () => {
    const pipeline = new Pipeline({ decideEveryUs: 1_000_000, keepDecisions: 3 })
    for (const arrival of healthyStream) pipeline.push(arrival)
    const { decisions, timeUs } = pipeline.report('BTC-USD', { simulated: true })!
    expect(decisions.map((decision) => timeUs - decision.timeUs < 3_000_000)).toEqual([true, true, true])
  })
})
