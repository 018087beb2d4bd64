import type { FeedEvent } from '@of/coinbase'
import { describe, expect, it } from 'vitest'
import { FeedRemarks } from './remarks.ts'

function gap(atMs: number): FeedEvent {
  return { kind: 'gap', connection: 'ws1', expected: 7, received: 8 + atMs, products: [], receivedUs: atMs * 1_000 }
}

describe('FeedRemarks', () => {
  it('tells at most one event of a kind in a second, and counts the others', () => {
    const told: string[] = []
    const remarks = new FeedRemarks((text) => told.push(text))
    for (const atMs of [0, 1, 999]) remarks.take(gap(atMs))
    remarks.take({ kind: 'stale', connection: 'ws1', silentUs: 5_000_000, receivedUs: 999_000 })
    remarks.take(gap(1_000))
    expect(told).toEqual([
      'ws1: 1 frame lost before number 8',
      'ws1: silent for 5.0 s',
      'ws1: 1,001 frames lost before number 1008 (and 2 more like the one before)',
    ])
  })
})
