import { Troubles } from '@of/coinbase'
import { describe, expect, it } from 'vitest'
import { madeUpProduct } from '../testing/made-up-model.ts'
import { troubleOf } from './trouble-of.ts'

const lost = madeUpProduct({ bookState: 'resyncing', bookReason: 'book resyncing: sequence gap: expected 1204332, received 1204339' })
const fault = { kind: 'refused', detail: '127.0.0.1:8765' } as const

describe('troubleOf(troubles, product, nowUs)', () => {
  it('is quiet while all is well', () => {
    expect(troubleOf(new Troubles(), madeUpProduct(), 0)).toBeUndefined()
  })

  it('says what was lost, and which attempt is being made', () => {
    const troubles = new Troubles()
    troubles.take({ kind: 'gap', receivedUs: 0, connection: 'ws1', expected: 1_204_332, received: 1_204_339, products: ['BTC-USD'] })
    troubles.take({ kind: 'resyncing', receivedUs: 0, connection: 'ws1', product: 'BTC-USD', attempt: 2, reason: 'sequence gap' })
    expect(troubleOf(troubles, lost, 0)).toEqual({
      tone: 'crit',
      text: 'Book resyncing: sequence 1,204,331 → 1,204,339, 7 lost. Attempt 2',
    })
    troubles.take({ kind: 'resynced', receivedUs: 0, connection: 'ws1', product: 'BTC-USD', afterUs: 900_000 })
    expect(troubleOf(troubles, madeUpProduct(), 0)).toBeUndefined()
  })

  it('gives the reason of a replayed book, of which no feed tells', () => {
    expect(troubleOf(new Troubles(), lost, undefined)?.text).toBe('Book resyncing: sequence gap: expected 1204332, received 1204339.')
  })

  it('counts down to the next attempt of a lost connection, which comes before all else', () => {
    const troubles = new Troubles()
    troubles.take({ kind: 'disconnected', receivedUs: 1e6, connection: 'ws1', fault, retryInUs: 3e6 })
    expect(troubleOf(troubles, lost, 1.5e6)?.text).toBe('ws1 lost, next attempt in 3 s: connection refused: 127.0.0.1:8765')
    expect(troubleOf(troubles, lost, 9e6)?.text).toBe('ws1 lost, connecting: connection refused: 127.0.0.1:8765')
    troubles.take({ kind: 'connected', receivedUs: 9e6, connection: 'ws1', attempt: 2 })
    expect(troubleOf(troubles, madeUpProduct(), 9e6)).toBeUndefined()
  })

  it('tells of what mends itself for ten seconds', () => {
    const troubles = new Troubles()
    troubles.take({ kind: 'overrun', receivedUs: 0, droppedBatches: 1_200, droppedBytes: 9 })
    expect(troubleOf(troubles, madeUpProduct(), 5e6)?.text).toContain('1,200 batches dropped')
    expect(troubleOf(troubles, madeUpProduct(), 11e6)).toBeUndefined()
  })

  it('names what is not subscribed until it is', () => {
    const troubles = new Troubles()
    troubles.take({ kind: 'not-subscribed', receivedUs: 0, connection: 'ws1', channel: 'level2', products: ['FOO-USD'] })
    expect(troubleOf(troubles, madeUpProduct(), 0)).toMatchObject({ tone: 'warn', text: expect.stringContaining('level2 of FOO-USD') })
    troubles.take({ kind: 'subscribed', receivedUs: 0, connection: 'ws1', channel: 'level2', products: ['FOO-USD'] })
    expect(troubleOf(troubles, madeUpProduct(), 0)).toBeUndefined()
  })
})
