import { describe, expect, it } from 'vitest'
import { ScriptedFeed, type ScriptedWire } from '../testing/scripted-feed.ts'

const PATH = '/api/v3/brokerage/market/product_book'
const EVERY_US = 30_000_000

function pricebook(bids: readonly (readonly [string, string])[], asks: readonly (readonly [string, string])[]): object {
  const levels = (side: typeof bids): object[] => side.map(([price, size]) => ({ price, size }))
  return { pricebook: { product_id: 'A-USD', bids: levels(bids), asks: levels(asks), time: '2026-03-01T12:00:00Z' } }
}

/** Lets time pass until the book is asked for. */
function untilAsked(feed: ScriptedFeed, wire: ScriptedWire): void {
  for (let n = 0; n < 60 && !feed.world.requests.some(({ path }) => path.startsWith(PATH)); n++) wire.beat(1)
}

describe('a book held against REST', () => {
  it('passes when one of its states around the answer has the same levels', () => {
    const feed = new ScriptedFeed({ compareBookEveryUs: EVERY_US })
    const wire = feed.synced()
    untilAsked(feed, wire)
    expect(feed.world.requests.map(({ path }) => path)).toEqual([`${PATH}?product_id=A-USD&limit=10`])
    wire.update('A-USD', [['bid', '99.5', '3']])
    feed.answer(
      PATH,
      pricebook(
        [
          ['99.5', '3'],
          ['99', '1'],
        ],
        [['101', '1']],
      ),
    )
    wire.update('A-USD', [['bid', '99.5', '0']]).beat(3)
    expect(feed.driver.health().checks['rest-book']).toEqual({ checked: 1, passed: 1, failed: 0 })
    expect(feed.of('suspect')).toEqual([])
  })

  it('is suspect when it fails twice in a row', () => {
    const feed = new ScriptedFeed({ compareBookEveryUs: EVERY_US })
    const wire = feed.synced()
    for (let n = 0; n < 2; n++) {
      expect(feed.of('suspect')).toEqual([])
      untilAsked(feed, wire)
      feed.answer(
        PATH,
        pricebook(
          [
            ['98', '3'],
            ['99', '1'],
          ],
          [['101', '2']],
        ),
      )
      wire.beat(3)
    }
    expect(feed.of('suspect')).toMatchObject([
      { check: 'rest-book', product: 'A-USD', detail: '33 % of the best levels of REST found in the book' },
    ])
    expect(feed.driver.health()).toMatchObject({ checks: { 'rest-book': { checked: 2, failed: 2 } }, products: [{ book: 'resyncing' }] })
  })

  it('is compared with its latest states alone, however long the answer takes', () => {
    const feed = new ScriptedFeed({ compareBookEveryUs: EVERY_US })
    const wire = feed.synced()
    untilAsked(feed, wire)
    for (let n = 1; n <= 600; n++) wire.update('A-USD', [['bid', '99', String(1 + n)]])
    feed.answer(PATH, pricebook([['99', '1']], [['101', '1']]))
    wire.beat(3)
    expect(feed.driver.health().checks['rest-book']).toMatchObject({ passed: 0, failed: 1 })
  })

  it('is not compared when it was lost meanwhile, nor when the request fails', () => {
    const feed = new ScriptedFeed({ compareBookEveryUs: EVERY_US })
    const wire = feed.synced()
    untilAsked(feed, wire)
    wire.lose().snapshot('A-USD')
    feed.answer(PATH, pricebook([['1', '1']], [['2', '2']]))
    wire.beat(3)
    untilAsked(feed, wire)
    feed.world.requests[0]!.answer({ ok: false, fault: { kind: 'http', detail: 'Bad Gateway', status: 502 } })
    wire.beat(3)
    expect(feed.driver.health().checks['rest-book'].checked).toBe(0)
    untilAsked(feed, wire)
    expect(feed.world.requests).toHaveLength(1)
  })

  it('is not compared unless that is asked for', () => {
    const feed = new ScriptedFeed()
    feed.synced().beat(100)
    expect(feed.world.requests).toEqual([])
  })
})
