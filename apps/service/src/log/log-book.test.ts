import type { FeedEvent } from '@of/coinbase'
import { describe, expect, it } from 'vitest'
import { createLogger } from '../logs.ts'
import { LogBook } from './log-book.ts'

function bookOf(level = 'info') {
  const lines: Record<string, unknown>[] = []
  const logger = createLogger(level, { write: (text) => void lines.push(JSON.parse(text) as Record<string, unknown>) })
  return { book: new LogBook(logger), lines }
}

const lost = (receivedUs: number, connection = 'ws1'): FeedEvent => ({
  kind: 'disconnected',
  connection,
  fault: { kind: 'reset', detail: 'gone' },
  retryInUs: 250_000,
  receivedUs,
})

describe('LogBook', () => {
  it('says that a connection is lost, why, and when it is dialled again', () => {
    const { book, lines } = bookOf()
    book.fed([lost(0)])
    expect(lines).toMatchObject([{ level: 40, msg: 'disconnected', connection: 'ws1', retryInMs: 250 }])
    expect(lines[0]!['why']).toContain('gone')
  })

  it('says the same once in ten seconds, and then how often it was left out; of another connection at once', () => {
    const { book, lines } = bookOf()
    book.fed([lost(0), lost(1e6), lost(2e6), lost(2e6, 'ws2'), lost(11e6)])
    expect(lines.map(({ connection, unsaid }) => [connection, unsaid])).toEqual([
      ['ws1', undefined],
      ['ws2', undefined],
      ['ws1', 2],
    ])
  })

  it('says nothing of data', () => {
    const { book, lines } = bookOf('trace')
    book.fed([
      { kind: 'trades', product: 'BTC-USD', trades: [], origin: 'live', receivedUs: 0 },
      { kind: 'late', connection: 'ws1', expected: 2, received: 1, receivedUs: 0 },
    ])
    expect(lines).toEqual([])
  })

  it('says when the store stands otherwise, and once', () => {
    const { book, lines } = bookOf()
    for (const state of ['ok', 'full', 'full', 'ok'] as const) book.stored({ state, reason: state === 'ok' ? null : 'no space' })
    expect(lines.map(({ level, msg, reason }) => [level, msg, reason])).toEqual([
      [50, 'store cannot be written', 'no space'],
      [30, 'store is written again', null],
    ])
  })

  it('says what a restart found', () => {
    const { book, lines } = bookOf()
    book.restored([{ kind: 'quality', timeUs: 1, product: null, event: 'down', detail: 'down from then to now' }])
    expect(lines).toMatchObject([{ msg: 'down', detail: 'down from then to now' }])
  })
})
