import { describe, expect, it } from 'vitest'
import { secondObject } from './json-lines.ts'
import { eventLine, feedLine, secondLine, simulatedLine } from './plain-lines.ts'
import { madeUpDecision, madeUpFeatures, NOW_US } from './testing/made-up-model.ts'

const context = { decision: madeUpDecision(), bookState: 'synced', health: undefined, decimals: 2 }
const sample = { kind: 'sample', product: 'BTC-USD', timeUs: NOW_US, features: madeUpFeatures() } as const

describe('secondLine(sample, context)', () => {
  it('is words that other programs can take apart', () => {
    expect(secondLine(sample, context)).toBe(
      '14:32:19.400Z BTC-USD price=104200.32 spread_bps=0.00096 imb10=+0.485 ofi10s=+4.20 mom=+0.73 cvd=+128.7 vwap_dev=+0.20% net=+70 signal=LONG health=synced',
    )
  })

  it('says null where nothing is known, never 0, and writes a plain hyphen', () => {
    const features = madeUpFeatures({ ofi: { value: null, reason: 'book lost' }, cvd: { value: -3.04 }, ofiMomentum: { value: -0.0001 } })
    const line = secondLine({ ...sample, features }, { ...context, decision: undefined, bookState: 'resyncing' })
    expect(line).toContain('ofi10s=null mom=0.00 cvd=-3.0 ')
    expect(line).toContain('net=null signal=none health=resyncing')
  })
})

describe('eventLine(event, context)', () => {
  const order = { timeUs: NOW_US, aggressor: 'buy', price: 104_199.66, size: 3.9512, notional: 411_713.7, isWhale: true } as const

  it('tells of a whale, and of no other order', () => {
    expect(eventLine({ kind: 'order', product: 'BTC-USD', order }, context)).toBe(
      '14:32:19.400Z BTC-USD whale side=buy size=3.9512 price=104199.66 value=411713.70',
    )
    expect(eventLine({ kind: 'order', product: 'BTC-USD', order: { ...order, isWhale: false } }, context)).toBeUndefined()
  })

  it('tells a decision from one that was not taken', () => {
    const decided = { kind: 'decision', product: 'BTC-USD', decision: madeUpDecision() } as const
    expect(eventLine(decided, context)).toBe('14:32:00.000Z BTC-USD signal=LONG strength=0.70 net=+70 reachable=110')
    const decision = madeUpDecision({ direction: 'HOLD', net: null, strength: 0, abstained: true, reason: 'book "lost"', reachableNet: 45 })
    expect(eventLine({ ...decided, decision }, context)).toBe(
      '14:32:00.000Z BTC-USD signal=HOLD abstained="book \\"lost\\"" net=null reachable=45',
    )
  })

  it('tells of faults and of what becomes of a book', () => {
    const fault = { kind: 'sequence-gap', expected: 5, received: 9 } as const
    expect(eventLine({ kind: 'fault', connection: 'ws1', fault, timeUs: NOW_US }, context)).toBe(
      '14:32:19.400Z ws1 fault=sequence-gap detail="sequence gap: expected 5, received 9"',
    )
    expect(eventLine({ kind: 'book-state', product: 'BTC-USD', state: 'synced', timeUs: NOW_US }, context)).toBe(
      '14:32:19.400Z BTC-USD book=synced',
    )
  })
})

describe('feedLine(event)', () => {
  it('tells of what no recording holds', () => {
    const fault = { kind: 'refused', detail: '127.0.0.1:8765' } as const
    expect(feedLine({ kind: 'disconnected', receivedUs: NOW_US, connection: 'ws1', fault, retryInUs: 2_500_000 })).toBe(
      '14:32:19.400Z ws1 event=disconnected fault="connection refused: 127.0.0.1:8765" retry_s=2.5',
    )
    expect(feedLine({ kind: 'stale', receivedUs: NOW_US, connection: 'ws1', silentUs: 5_000_000 })).toBe(
      '14:32:19.400Z ws1 event=stale silent_s=5.0',
    )
  })

  it('leaves out what the second tells, and what the analysis tells of the same', () => {
    expect(feedLine({ kind: 'gap', receivedUs: NOW_US, connection: 'ws1', expected: 5, received: 9, products: [] })).toBeUndefined()
  })
})

describe('simulatedLine(timeUs, words)', () => {
  it('cannot be taken for a market', () => {
    expect(simulatedLine(NOW_US, 'simulator, seed 42')).toBe('14:32:19.400Z SIMULATED source="simulator, seed 42"')
  })
})

describe('secondObject(sample, context)', () => {
  it('holds every feature in full precision, or null and why', () => {
    const object: unknown = JSON.parse(secondObject(sample, { ...context, isSimulated: true }))
    expect(object).toMatchObject({
      time: '2026-08-09T14:32:19.400000Z',
      simulated: true,
      features: { spreadBps: 0.00096, bestBid: null },
      reasons: { bestBid: 'not measured' },
      decision: { direction: 'LONG', net: 70 },
      latency: null,
    })
  })
})
