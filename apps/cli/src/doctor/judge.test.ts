import type { FeedEvent } from '@of/coinbase'
import { featureNames, recordOf } from '@of/core'
import { describe, expect, it } from 'vitest'
import type { Evidence, ProductEvidence } from './evidence.ts'
import type { Finding } from './finding.ts'
import { judge } from './judge.ts'
import { health, madeUpEvidence } from './testing/made-up-evidence.ts'

const healthy = madeUpEvidence()
const [bitcoin] = healthy.products

/** What a check finds in evidence that differs from healthy evidence. */
function findingOf(name: Finding['name'], change: Partial<Evidence>): Finding | undefined {
  return judge({ ...healthy, ...change }).find((finding) => finding.name === name)
}

function productWith(change: Partial<ProductEvidence>): Partial<Evidence> {
  return { products: [{ ...bitcoin!, ...change }] }
}

function viewWith(change: Partial<NonNullable<ProductEvidence['view']>>): Partial<Evidence> {
  return productWith({ view: { ...bitcoin!.view!, ...change } })
}

const [connection] = health.connections

describe('judge(evidence)', () => {
  it('passes every check of a healthy feed', () => {
    const findings = judge(healthy)
    expect(findings.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
    expect(findings.map(({ name }) => name)).toEqual([
      'connect',
      'subscription',
      'liveness',
      'sequence',
      'frames',
      'latency',
      'clock',
      'rest',
      'rest-book',
      'queue',
      'book',
      'crossed',
      'ticker',
      'trade-ids',
      'candles',
      'history',
      'aggressor-audit',
      'whales',
      'features',
      'signal',
    ])
  })

  it('tells features that warm up with what is left, and takes none of them for a failure', () => {
    expect(findingOf('features', {})?.detail).toMatch(/^\d+ of \d+ populated, \d+ warming up \(ofiMomentum and 1 more: 4\d s left; /)
    expect(findingOf('whales', {})?.detail).toMatch(/^warming up: \d+ of 1,000 orders, about \d+ min more$/)
  })

  it('gives every warning and failure one line to type or do', () => {
    const bad: Partial<Evidence>[] = [
      { openAfterUs: undefined },
      { products: [], heartbeats: { count: 0, longestWaitUs: 0, silences: 0 }, rest: { answers: 0, failures: [], unreadable: 0 } },
      productWith({ acknowledged: new Set(), heard: new Set(), candles: { wire: 0, historyMinutes: 0 } }),
      productWith({ view: undefined }),
    ]
    for (const change of bad) {
      for (const { remedy, verdict } of judge({ ...healthy, ...change })) expect(remedy === null).toBe(verdict === 'pass')
    }
  })

  it.each<readonly [string, Finding['name'], Finding['verdict'], Partial<Evidence>, RegExp]>([
    [
      'no connection',
      'connect',
      'fail',
      { openAfterUs: undefined, losses: [{ kind: 'dns', detail: '', code: 'ENOTFOUND' }] },
      /^cannot reach Coinbase \(DNS/,
    ],
    ['a connection lost once', 'connect', 'warn', { losses: [{ kind: 'reset', detail: 'x' }] }, /lost 1 time: connection reset/],
    [
      'a channel that is not subscribed',
      'subscription',
      'fail',
      productWith({ acknowledged: new Set(['level2']) }),
      /market_trades, ticker, candles of BTC-USD/,
    ],
    ['a venue that complains', 'subscription', 'warn', { venueErrors: ['rate limit exceeded'] }, /the venue says: rate limit exceeded/],
    ['no heartbeats', 'liveness', 'fail', { heartbeats: { count: 0, longestWaitUs: 0, silences: 0 } }, /^no heartbeat in 2\d\.\d s$/],
    ['a silence', 'liveness', 'warn', { heartbeats: { count: 9, longestWaitUs: 6e6, silences: 1 } }, /silent 1 time/],
    ['a late heartbeat', 'liveness', 'warn', { heartbeats: { count: 9, longestWaitUs: 4e6, silences: 0 } }, /longest wait 4\.0 s/],
    [
      'lost frames',
      'sequence',
      'warn',
      { health: { ...health, connections: [{ ...connection!, gaps: 2, lostFrames: 7 }] } },
      /2 gaps, 7 lost/,
    ],
    ['late frames', 'sequence', 'warn', { health: { ...health, connections: [{ ...connection!, late: 4 }] } }, /4 late/],
    [
      'frames that cannot be read',
      'frames',
      'fail',
      { health: { ...health, connections: [{ ...connection!, unreadable: 1 }] } },
      /^1 could not be read/,
    ],
    [
      'slow frames',
      'latency',
      'warn',
      { health: { ...health, connections: [{ ...connection!, latency: { p50Us: 5e5, p99Us: 2e6, maxUs: 3e6 } }] } },
      /p99 2,000 ms/,
    ],
    ['frames from the future', 'latency', 'warn', { health: { ...health, connections: [{ ...connection!, latency: null }] } }, /^n\/a/],
    [
      'a clock that is ahead',
      'clock',
      'warn',
      { clock: { ok: true, aheadUs: 2.5e6, roundTripUs: 1e4 } },
      /^2,500 ms ahead of the venue's, within 5 ms: latencies/,
    ],
    ['a clock that is behind', 'clock', 'warn', { clock: { ok: true, aheadUs: -2.5e6, roundTripUs: 1e4 } }, /^2,500 ms behind the venue's/],
    ['no answer of the clock', 'clock', 'warn', { clock: { ok: false, fault: { kind: 'timeout', detail: 'x' } } }, /^n\/a: timed out/],
    [
      'no answers',
      'rest',
      'fail',
      { rest: { answers: 0, failures: [{ path: '/x', fault: { kind: 'timeout', detail: 'x' } }], unreadable: 0 } },
      /timed out/,
    ],
    ['answers that cannot be read', 'rest', 'fail', { rest: { answers: 3, failures: [], unreadable: 1 } }, /1 could not be read/],
    [
      'a request that failed',
      'rest',
      'warn',
      { rest: { answers: 3, failures: [{ path: '/x', fault: { kind: 'http', detail: 'x', status: 503 } }], unreadable: 0 } },
      /503/,
    ],
    ['a machine too slow', 'queue', 'fail', { health: { ...health, overruns: 1 } }, /too slow/],
    ['a product that nothing comes of', 'book', 'fail', productWith({ view: undefined }), /nothing of this product/],
    [
      'a book that is lost',
      'book',
      'fail',
      viewWith({ bookState: 'resyncing', bookReason: 'book resyncing: 3 frames lost' }),
      /resyncing: book resyncing: 3/,
    ],
    [
      'a book that came anew',
      'book',
      'warn',
      productWith({ health: { ...health.products[0]!, resyncs: 1, lastHealUs: 900_000 } }),
      /1 time, the last time in 0\.9 s/,
    ],
    ['trades that are missing', 'trade-ids', 'warn', productWith({ health: { ...health.products[0]!, missingTrades: 4 } }), /4 missing/],
    ['no trades', 'trade-ids', 'fail', productWith({ heard: new Set(['level2']) }), /no trade came/],
    ['no candles', 'candles', 'warn', productWith({ candles: { wire: 0, historyMinutes: 1_440 } }), /none came/],
    ['no day of candles', 'history', 'fail', productWith({ candles: { wire: 3, historyMinutes: 0 } }), /no candles of the last day/],
    [
      'half a day of candles',
      'history',
      'warn',
      productWith({ candles: { wire: 3, historyMinutes: 720 } }),
      /720 one-minute candles of 1,440/,
    ],
    ['a day not asked for', 'history', 'warn', { isBackfilled: false }, /not asked for/],
    [
      'too few orders',
      'aggressor-audit',
      'warn',
      viewWith({ audit: { orders: 4, agreed: 4, atMid: 0, unauditable: 0, share: null, verdict: 'unknown' } }),
      /4 orders seen, needs 10/,
    ],
    [
      'sides in doubt',
      'aggressor-audit',
      'warn',
      viewWith({ audit: { orders: 71, agreed: 60, atMid: 0, unauditable: 0, share: 60 / 71, verdict: 'degraded' } }),
      /60 of 71 orders agree \(84\.5 %\), needs 90 %/,
    ],
    [
      'sides turned round',
      'aggressor-audit',
      'fail',
      viewWith({ audit: { orders: 50, agreed: 0, atMid: 0, unauditable: 0, share: 0, verdict: 'inverted' } }),
      /turned round/,
    ],
    ['a crossed book', 'crossed', 'warn', viewWith({ counts: { ...bitcoin!.view!.counts, crossedStates: 2 } }), /^2 of/],
    [
      'tickers that disagree',
      'ticker',
      'fail',
      viewWith({ counts: { ...bitcoin!.view!.counts, tickers: { agreed: 5, disagreed: 5, unchecked: 0 } } }),
      /^5 of 10/,
    ],
    [
      'a ticker that disagrees',
      'ticker',
      'warn',
      viewWith({ counts: { ...bitcoin!.view!.counts, tickers: { agreed: 99, disagreed: 1, unchecked: 0 } } }),
      /^99 of 100/,
    ],
    [
      'no ticker',
      'ticker',
      'warn',
      viewWith({ counts: { ...bitcoin!.view!.counts, tickers: { agreed: 0, disagreed: 0, unchecked: 2 } } }),
      /none of 2/,
    ],
  ])('notices %s', (_title, ...[name, verdict, change, detail]) => {
    const finding = findingOf(name, change)
    expect(finding).toMatchObject({ verdict })
    expect(finding?.detail).toMatch(detail)
  })

  it.each<readonly [string, string, Finding['verdict']]>([
    ['warming up: 5 min of quotes', 'time that is needed', 'pass'],
    ['no whale in 5 min', 'a market in which nothing happened', 'pass'],
    ['coverage 61 % < 90 %', 'history that is missing', 'warn'],
    ['fewer than 1 BTC in the book', 'a thin book', 'warn'],
    ['book resyncing: 3 frames lost', 'a book that is lost', 'fail'],
    ['aggressor audit: side inverted, 0 % of 46 taker orders agree', 'sides that are not believed', 'fail'],
    ['no trades configured', 'a source that never came', 'fail'],
  ])('takes “%s” for %s: %3$s', (reason, _meaning, verdict) => {
    const features = recordOf(featureNames, (name) => (name === 'ofi' ? { value: null, reason } : { value: 1 }))
    expect(findingOf('features', viewWith({ features }))).toMatchObject({ verdict })
  })

  it('says nothing of products where there was no connection', () => {
    expect(judge({ ...healthy, openAfterUs: undefined }).map(({ name }) => name)).toEqual(['connect', 'clock'])
  })

  it('names the product that is unknown to the venue', () => {
    const asked: FeedEvent = { kind: 'not-subscribed', connection: 'ws1', channel: 'level2', products: ['BTC-USD'], receivedUs: 1 }
    const all = ['level2', 'market_trades', 'ticker', 'candles'].map((channel) => ({ ...asked, channel }))
    const finding = judge(madeUpEvidence(2, all)).find(({ name }) => name === 'subscription')
    expect(finding).toMatchObject({ verdict: 'fail', remedy: expect.stringContaining('is BTC-USD spelled right') })
  })
})
