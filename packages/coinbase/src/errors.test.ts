import { describe, expect, it } from 'vitest'
import { describeFault, type FeedFault } from './errors.ts'

describe('describeFault(fault)', () => {
  it.each<[FeedFault, string]>([
    [{ kind: 'sequence-gap', expected: 4, received: 7 }, 'sequence gap: expected 4, received 7'],
    [{ kind: 'late-frame', expected: 4, received: 2 }, 'late frame: expected 4, received 2'],
    [{ kind: 'unreadable-frame', channel: 'l2_data', issues: ['a: b', 'c'] }, 'unreadable frame of l2_data: a: b; c'],
    [
      { kind: 'unreadable-frame', channel: undefined, issues: ['expected a JSON object'] },
      'unreadable frame of an unreadable channel: expected a JSON object',
    ],
    [{ kind: 'unsynced-update', product: 'MADE-UP' }, 'unsynced update: no snapshot of MADE-UP'],
    [{ kind: 'crossed-book', product: 'MADE-UP' }, 'crossed book: best bid of MADE-UP at or above its best ask'],
    [{ kind: 'unsubscribed', product: 'MADE-UP' }, 'unsubscribed: MADE-UP is no longer among the subscriptions'],
    [{ kind: 'connection-closed' }, 'connection closed'],
    [{ kind: 'unknown-channel', channel: 'weather' }, 'unknown channel: weather'],
    [{ kind: 'venue-error', message: 'rate limit exceeded' }, 'venue error: rate limit exceeded'],
    [{ kind: 'unreadable-answer', issues: ['candles: expected array'] }, 'unreadable answer: candles: expected array'],
    [
      { kind: 'refused-product', product: 'MADE-UP', most: 2_000 },
      'refused product: expected at most 2000 products, received MADE-UP besides',
    ],
  ])('says %j', (fault, sentence) => {
    expect(describeFault(fault)).toBe(sentence)
  })
})
