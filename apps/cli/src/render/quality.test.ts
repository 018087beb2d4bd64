import type { QualityReport } from '@of/pipeline'
import { describe, expect, it } from 'vitest'
import { type QualityInput, qualitySentences } from './quality.ts'

const healthy: QualityReport = {
  frames: 1_912,
  sequenceGaps: 0,
  lostFrames: 0,
  lateFrames: 0,
  unreadableFrames: 0,
  unknownChannels: 0,
  slowFrames: 0,
  unknownKeys: 0,
  venueErrors: 0,
  crossedStates: 0,
  unsyncedUpdates: 0,
  missingTradeIds: 0,
  historicTradeIds: 0,
  lateTrades: 0,
  duplicateTrades: 0,
  backfilledTrades: 0,
  unreadableAnswers: 0,
  refusedProducts: 0,
  tickers: { agreed: 1_187, disagreed: 3, unchecked: 0 },
  aggressorAudit: { share: 0.98765, orders: 1_000, agreed: 987, atMid: 1, unauditable: 3, verdict: 'healthy' },
  coverage: { book: 0.99999, trades: 1 },
  skippedDecisions: 0,
}

function report(quality: Partial<QualityReport>, rest: Partial<QualityInput> = {}): QualityInput {
  return {
    book: { state: 'synced', reason: null },
    totals: { bookMessages: 773, trades: 1 },
    decisions: [],
    quality: { ...healthy, ...quality },
    ...rest,
  }
}

describe('qualitySentences(report)', () => {
  it('says that all is well in three', () => {
    expect(qualitySentences(report({}))).toEqual([
      'Book synced, 0 sequence gaps, audit 98.7 % of 1,000, coverage book 99.9 %, trades 100.0 %',
      '1,187 of 1,190 tickers agree with the book',
      '773 book messages sampled l2-batch-50ms, 1 trade, no decision',
    ])
  })

  it('marks what went wrong, and counts it', () => {
    const [, , troubles] = qualitySentences(report({ lateFrames: 1, missingTradeIds: 12_000, unknownChannels: 2, slowFrames: 3 }))
    expect(troubles).toBe('▲ 1 late frame, 2 unknown-channel frames, 3 unusually written frames, 12,000 missing trades')
  })

  it('begins with the loss of the book when it is lost', () => {
    const lost: QualityInput['book'] = { state: 'resyncing', reason: 'sequence gap: expected 5, received 9' }
    expect(qualitySentences(report({ sequenceGaps: 1 }, { book: lost }))[0]).toMatch(
      /^◆ Book resyncing \(sequence gap: expected 5, received 9\), 1 sequence gap, /,
    )
  })

  it('claims no share that it does not know', () => {
    const unknown = { aggressorAudit: { ...healthy.aggressorAudit, share: null, orders: 3 }, coverage: { book: null, trades: null } }
    expect(qualitySentences(report({ ...unknown, tickers: { agreed: 0, disagreed: 0, unchecked: 0 } }))).toEqual([
      'Book synced, 0 sequence gaps, audit n/a (3 orders), coverage book n/a, trades n/a',
      '773 book messages sampled l2-batch-50ms, 1 trade, no decision',
    ])
  })

  it('counts decisions by what they said, abstentions apart', () => {
    const decisions: QualityInput['decisions'] = [
      { direction: 'HOLD', abstained: false },
      { direction: 'LONG', abstained: false },
      { direction: 'HOLD', abstained: true },
      { direction: 'HOLD', abstained: false },
    ]
    expect(qualitySentences(report({}, { decisions })).at(-1)).toMatch(/4 decisions \(2 HOLD, 1 LONG, 1 abstained\)$/)
  })
})
