import type { FeedEvent } from '@of/coinbase'
import { describe, expect, it } from 'vitest'
import { feedEventText } from './feed-event.ts'

const receivedUs = 1
const connection = 'ws1'
const product = 'BTC-USD'

describe('feedEventText(event)', () => {
  it.each<[FeedEvent, string | undefined]>([
    [{ kind: 'connected', receivedUs, connection, attempt: 1 }, 'ws1: connected'],
    [{ kind: 'connected', receivedUs, connection, attempt: 3 }, 'ws1: connected at attempt 3'],
    [
      { kind: 'disconnected', receivedUs, connection, fault: { kind: 'refused', detail: '127.0.0.1:1' }, retryInUs: 1_200_000 },
      'ws1: connection refused: 127.0.0.1:1; again in 1.2 s',
    ],
    [{ kind: 'gap', receivedUs, connection, expected: 7, received: 8, products: [product] }, 'ws1: 1 frame lost before number 8'],
    [{ kind: 'stale', receivedUs, connection, silentUs: 5_040_000 }, 'ws1: silent for 5.0 s'],
    [{ kind: 'resyncing', receivedUs, connection, product, attempt: 1, reason: 'gap' }, undefined],
    [
      { kind: 'resyncing', receivedUs, connection, product, attempt: 2, reason: 'no snapshot' },
      'BTC-USD: no book yet, attempt 2: no snapshot',
    ],
    [{ kind: 'resynced', receivedUs, connection, product, afterUs: 340_000 }, 'BTC-USD: book stands again after 0.3 s'],
    [{ kind: 'backfilled', receivedUs, product, trades: 5, stillMissing: 0 }, undefined],
    [{ kind: 'backfilled', receivedUs, product, trades: 5, stillMissing: 1_204 }, 'BTC-USD: 1,204 trades still missing'],
    [
      { kind: 'overrun', receivedUs, droppedBatches: 9, droppedBytes: 67_200_000 },
      'too slow: 67.2 MB that had arrived dropped, every book comes anew',
    ],
    [{ kind: 'late', receivedUs, connection, expected: 8, received: 7 }, undefined],
  ])('says %o', (event, text) => {
    expect(feedEventText(event)).toBe(text)
  })
})
