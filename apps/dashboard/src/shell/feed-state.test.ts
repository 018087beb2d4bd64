import type { Health } from '@of/api'
import { describe, expect, it } from 'vitest'
import type { Freshness } from '../data/freshness.ts'
import { health } from '../testing/resources.ts'
import { feedStateOf } from './feed-state.ts'

type Product = Health['products'][number]

const fresh: Freshness = { state: 'fresh', asOfUs: undefined, ageUs: 0 }
const old: Freshness = { state: 'stale', asOfUs: 1, ageUs: 7e6 }
const latency = { p50Us: 1_500, p99Us: 4_000 }

function following(known: Partial<Product>): Health {
  const product: Product = {
    product: 'BTC-USD',
    state: 'running',
    book: 'synced',
    bookReason: null,
    lastPrice: null,
    lastTimeUs: null,
    tick: null,
    coverage: { book: null, trades: null },
    ...known,
  }
  return health({ products: [product], latency })
}

function toneOf(known: Partial<Product>): string {
  return feedStateOf(following(known), 'BTC-USD', fresh).tone
}

describe('feedStateOf(health, product, freshness)', () => {
  it('knows nothing before the service was heard of', () => {
    const waiting: Freshness = { state: 'waiting', asOfUs: undefined, ageUs: 0 }
    expect(feedStateOf(undefined, undefined, waiting)).toEqual({
      tone: 'dim',
      word: '–',
      words: 'waiting for the service',
      latencyUs: undefined,
    })
  })

  it('says where the data comes from and how the book is', () => {
    expect(feedStateOf(following({}), 'BTC-USD', fresh)).toEqual({ tone: 'ok', word: 'SIM', words: 'synced', latencyUs: 1_500 })
  })

  it('warns of a book that is lost and of a product whose numbers cannot be believed, not of a book that never was', () => {
    expect([toneOf({ book: 'resyncing' }), toneOf({ state: 'degraded' }), toneOf({ book: 'empty' })]).toEqual(['warn', 'warn', 'ok'])
  })

  it('says how old values are that are not of now, and of no latency', () => {
    const stale = { tone: 'crit', word: 'STALE', words: '7 s old', latencyUs: undefined }
    expect(feedStateOf(following({}), 'BTC-USD', old)).toEqual(stale)
    expect(feedStateOf(following({}), 'BTC-USD', { ...old, state: 'gone' })).toEqual({ ...stale, word: 'DOWN' })
    expect(feedStateOf({ ...following({}), state: 'down' }, 'BTC-USD', old)).toEqual({ ...stale, word: 'DOWN' })
  })
})
